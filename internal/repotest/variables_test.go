package repotest_test

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// makers lists what may make a package variable, other than a literal of a table.
var makers = []string{
	"errors.New",         // a sentinel, compared and never changed
	"regexp.MustCompile", // is safe to share and cannot be changed
}

// variableExcuses lists variables that are constants in spirit although their form does not say so.
var variableExcuses = map[string]string{}

// checkVariables finds state: init functions, package variables that are no constants in
// spirit, and code that changes one.
func checkVariables(t *tree) []string { return variablesBut(t, variableExcuses) }

func variablesBut(t *tree, excused map[string]string) (faults []string) {
	e := excuse(excused)
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		sc := t.scopeOf(packages[dir])
		for _, s := range packages[dir] {
			for _, d := range s.Decls {
				faults = append(faults, declared(t, sc, e, d)...)
			}
			faults = append(faults, changed(t, sc, e, s)...)
		}
	}
	return append(faults, e.idle()...)
}

// declared finds faults in how variables and functions are declared.
func declared(t *tree, sc scope, e *excuses, d ast.Decl) (faults []string) {
	if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
		return []string{t.at(f.Pos(), "package has an init")}
	}
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return nil
	}
	for _, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		for i, name := range v.Names {
			if why := variableFault(sc, v, i); why != "" && !e.has(sc.pkg.Path()+"."+name.Name) {
				faults = append(faults, t.at(name.Pos(), "%s %s", name.Name, why))
			}
		}
	}
	return faults
}

// variableFault says why variable i of a declaration is no constant in spirit.
func variableFault(sc scope, v *ast.ValueSpec, i int) string {
	if v.Names[i].Name == "_" {
		return "" // says that a type has an interface
	}
	if len(v.Values) <= i {
		if v.Type != nil && sc.qualified(v.Type) == "embed.FS" {
			return ""
		}
		return "is a variable without a value"
	}
	if call, ok := v.Values[i].(*ast.CallExpr); ok && slices.Contains(makers, sc.qualified(call.Fun)) {
		return ""
	}
	lit, ok := v.Values[i].(*ast.CompositeLit)
	switch {
	case !ok:
		return "is neither a sentinel nor a table"
	case v.Names[i].IsExported():
		return "is a table that others could change"
	case locks(sc, lit):
		return "holds a lock or a pool"
	}
	return ""
}

// locks reports whether a literal is of a type of package sync.
func locks(sc scope, lit *ast.CompositeLit) bool {
	found := false
	ast.Inspect(lit, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			found = found || strings.HasPrefix(sc.qualified(e), "sync")
		}
		return !found
	})
	return found
}

// changers lists functions that change their first argument.
var changers = []string{
	"append", "clear", "copy", "delete", "maps.Copy", "maps.DeleteFunc", "slices.Reverse",
	"slices.Sort", "slices.SortFunc", "slices.SortStableFunc", "sort.Slice", "sort.Sort", "sort.Strings",
}

// changed finds code that changes a package variable, or takes its address, with which
// somebody could.
func changed(t *tree, sc scope, e *excuses, s *source) (faults []string) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		for _, target := range targets(sc, n) {
			name := sc.variable(target)
			if name != "" && !e.has(sc.pkg.Path()+".&"+name) {
				faults = append(faults, t.at(n.Pos(), "changes the package variable %s, or could", name))
			}
		}
		return true
	})
	return faults
}

// targets returns the expressions that a node changes, or takes the address of.
func targets(sc scope, n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		return []ast.Expr{n.Key, n.Value}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.CallExpr:
		if len(n.Args) > 0 && slices.Contains(changers, callee(sc, n.Fun)) {
			return n.Args[:1]
		}
	}
	return nil
}

// callee returns a called function as name, or as path.Name if it is another package's.
func callee(sc scope, fun ast.Expr) string {
	if id, ok := fun.(*ast.Ident); ok {
		return id.Name
	}
	return sc.qualified(fun)
}

func TestVariables(t *testing.T) {
	hold(t, checkVariables)
	bare := func(tr *tree) []string { return variablesBut(tr, nil) }
	body := func(s string) string { return "-- a/a.go --\npackage a\n" + s }
	const table = "var table = [...]struct{ n int }{{1}}\n"
	kill(t, bare, []mutant{
		{"constants in spirit", body(`
import ("embed"; "errors"; "regexp")
//go:embed a.json
var files embed.FS
var ErrA = errors.New("a: fault")
var form = regexp.MustCompile("a")
var _ error = (*E)(nil)
` + table + `
func f(table []int) { table[0] = 1; n := &table; _ = n }
func g() int { x := table[0]; x.n++; return x.n }
`), ""},
		{"init", body("func init() {}"), "init"},
		{"counter", body("var count int"), "count is a variable without a value"},
		{"number", body("var limit = 5"), "limit is neither a sentinel nor a table"},
		{"exported table", body("var Names = []string{}"), "Names is a table that others could change"},
		{"registry", body("var stores = make(map[string]int)"), "stores is neither"},
		{"pointer", body("var a = &struct{}{}"), "a is neither"},
		{"pool", body("import \"sync\"\nvar pool = sync.Pool{}"), "pool holds a lock"},
		{"computed", body("var a = func() int { return 1 }()"), "a is neither"},
		{"flag", body("import \"flag\"\nvar addr = flag.String(\"a\", \"\", \"\")"), "addr is neither"},
		{"assigned element", body(table + "func f() { table[0].n = 2 }"), "variable table"},
		{"incremented", body(table + "func f() { (table)[0].n++ }"), "variable table"},
		{"address", body(table + "func f() any { return &table[0] }"), "variable table"},
		{"registered", body("var m = map[int]int{}\nfunc f() { m[1] = 2 }"), "variable m"},
		{"deleted", body("var m = map[int]int{}\nfunc f() { delete(m, 1) }"), "variable m"},
		{"sorted", body("import \"slices\"\nvar s = []int{2, 1}\nfunc f() { slices.Sort(s) }"), "variable s"},
		{"copied over", body("var s = []int{2, 1}\nfunc f(b []int) { copy(s[1:], b) }"), "variable s"},
		{"ranged into", body("var s = []int{2, 1}\nfunc f() { for _, s[0] = range s {} }"), "variable s"},
		{"in another file", "-- a/b.go --\npackage a\nfunc f() { table[0].n = 2 }\n" + body(table), "variable table"},
		{"in a closure of a call", body("import \"x\"\n" + table + "func f() { x.Do(func() { table[0].n = 2 }) }"), "variable table"},
		{"another package's", body("import \"net/http\"\nfunc f() { http.DefaultClient = nil }"), "variable http.DefaultClient"},
	})
}
