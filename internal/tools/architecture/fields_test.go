package architecture_test

import (
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"testing"
)

// several matches header fields that are lists, or that are invalid when they come in
// several lines. Get would return the first line and hide the others.
var several = regexp.MustCompile(`(?i)\A(If-.*|Range)\z`)

// checkFields finds reads of such a field with Get, and with an index of 0.
func checkFields(t *tree) (faults []string) {
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		sc := t.scopeOf(packages[dir])
		for _, s := range packages[dir] {
			ast.Inspect(s.File, func(n ast.Node) bool {
				if name := firstLine(sc, n); several.MatchString(name) {
					faults = append(faults, t.at(n.Pos(), "reads only the first line of %s", name))
				}
				return true
			})
		}
	}
	return faults
}

// firstLine returns the name of the field of which n reads the first line, as h.Get(name)
// or as h[name][0].
func firstLine(sc scope, n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		sel, ok := n.Fun.(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "Get" && len(n.Args) == 1 {
			return sc.text(n.Args[0])
		}
	case *ast.IndexExpr:
		lines, ok := n.X.(*ast.IndexExpr)
		if first, isLit := n.Index.(*ast.BasicLit); ok && isLit && first.Value == "0" {
			return sc.text(lines.Index)
		}
	}
	return ""
}

func TestFields(t *testing.T) {
	hold(t, checkFields)
	body := func(s string) string {
		return "-- a/a.go --\npackage a\nimport \"net/http\"\nconst field = \"If-Match\"\nfunc f(h http.Header) any { return " + s + " }\n"
	}
	kill(t, checkFields, []mutant{
		{"lines", body(`h.Values(field)`), ""},
		{"index", body(`h["If-Match"]`), ""},
		{"one line", body(`h.Get("Date")`), ""},
		{"list", body(`h.Get("If-None-Match")`), "If-None-Match"},
		{"range", body(`h.Get("range")`), "range"},
		{"constant", body(`h.Get(field)`), "If-Match"},
		{"converted", body(`http.Header(h).Get(field)`), "If-Match"},
		{"first of lines", body(`h["Range"][0]`), "Range"},
	})
}
