package architecture_test

import (
	"go/ast"
	"go/doc"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// unshown lists exported functions and types that no example shows, and why.
var unshown = map[string]string{
	"getobject.Ending":            "how a request ended, which is shown by tests",
	"getobject.HeaderRules":       "a list, of which HeaderRule shows one",
	"getobject.RefuseArgument":    "Refuse with two elements",
	"getobject/policy.Rules":      "a list like that of package rule",
	"getobject/sigv4.Rules":       "a list like that of package rule",
	"getobject/vectors.BodyRange": "plain data of a vector",
	"getobject/vectors.Sign":      "plain data of a vector",
	"sse.Error":                   "an error, whose reasons are shown",
	"store.Expiration":            "plain data of an Info",
	"store.Lock":                  "plain data of an Info",
	"store.Metadata":              "plain data of an Info",
	"store.Restore":               "plain data of an Info",
	"store/write.AccessPoint":     "plain data, which package blobstore shows",
	"store/write.Objects":         "part of Store, which is shown",
	"store/write.PolicyReader":    "shown by iam.Stored",
}

// An api is what a package exports: each function, type, constant, method and field, with
// the types of the package that it takes, gives or has.
type api struct {
	wanted  map[string]token.Pos // functions and types, which need an example
	related map[string][]string
}

// checkExamples finds exported functions and types of libraries that no example with an
// output shows. An example shows what it names, and the types of the package that go with
// it: those of a function's parameters and results, of a constant, of a field.
func checkExamples(t *tree) []string { return examplesBut(t, unshown) }

func examplesBut(t *tree, excused map[string]string) (faults []string) {
	e := excuse(excused)
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		if strings.HasPrefix(dir, "internal/") || strings.Contains(dir, "/internal/") || strings.HasPrefix(dir, "examples/") {
			continue
		}
		a := exported(packages[dir])
		shown := t.shown(dir, a)
		for _, name := range slices.Sorted(maps.Keys(a.wanted)) {
			if !shown[name] && !e.has(dir+"."+name) {
				faults = append(faults, t.at(a.wanted[name], "no example shows %s.%s", dir, name))
			}
		}
	}
	return append(faults, e.idle()...)
}

// exported returns what the files of a package export.
func exported(files []*source) *api {
	a := &api{map[string]token.Pos{}, map[string][]string{}}
	for _, s := range files {
		for _, d := range s.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				a.addFunc(d)
			case *ast.GenDecl:
				a.addSpecs(d)
			}
		}
	}
	return a
}

func (a *api) addFunc(f *ast.FuncDecl) {
	if !f.Name.IsExported() || !exportedReceiver(f) {
		return
	}
	if f.Recv == nil {
		a.wanted[f.Name.Name] = f.Pos()
	}
	a.relate(f.Name.Name, f.Type)
}

func (a *api) addSpecs(d *ast.GenDecl) {
	var last ast.Expr // the type of constants that repeat the one above
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			a.addType(spec)
		case *ast.ValueSpec:
			if spec.Type != nil || spec.Values != nil {
				last = spec.Type
			}
			for _, name := range spec.Names {
				a.relate(name.Name, last)
			}
		}
	}
}

// addType adds a type, its fields, and the methods of an interface.
func (a *api) addType(spec *ast.TypeSpec) {
	if !spec.Name.IsExported() {
		return
	}
	a.wanted[spec.Name.Name] = spec.Pos()
	ast.Inspect(spec.Type, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok {
			for _, name := range f.Names {
				a.relate(name.Name, f.Type)
			}
		}
		return true
	})
}

// relate says that whoever names name has to do with the types that are in typ.
func (a *api) relate(name string, typ ast.Node) {
	if typ == nil || !ast.IsExported(name) {
		return
	}
	ast.Inspect(typ, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.IsExported() {
			a.related[name] = append(a.related[name], id.Name)
		}
		_, other := n.(*ast.SelectorExpr) // a type of another package
		return !other
	})
}

// shown returns the names that the examples of a folder show.
func (t *tree) shown(dir string, a *api) map[string]bool {
	shown := map[string]bool{}
	for _, s := range t.files {
		if s.test && s.dir == dir {
			for _, ex := range doc.Examples(s.File) {
				if ex.Output != "" || ex.EmptyOutput {
					a.show(s, ex, shown)
				}
			}
		}
	}
	return shown
}

// show marks what an example names, and what has to do with it.
func (a *api) show(s *source, ex *doc.Example, shown map[string]bool) {
	mark := func(name string) {
		shown[name] = true
		for _, r := range a.related[name] {
			shown[r] = true
		}
	}
	for part := range strings.SplitSeq(ex.Name, "_") {
		mark(part)
	}
	ast.Inspect(ex.Code, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && another(s, sel) {
			return false
		}
		if id, ok := n.(*ast.Ident); ok {
			mark(id.Name)
		}
		return true
	})
}

// another reports whether sel names something of another package than the one of s.
func another(s *source, sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	for _, spec := range s.Imports {
		p := strings.Trim(spec.Path.Value, `"`)
		name := nameOf(p)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == x.Name {
			return p != module+"/"+s.dir
		}
	}
	return false
}

func TestExamples(t *testing.T) {
	hold(t, checkExamples)
	none := func(tr *tree) []string { return examplesBut(tr, nil) }
	lib := func(decl, example string) string {
		return "-- a/a.go --\npackage a\n" + decl + "\n-- a/a_test.go --\npackage a_test\nimport (\"net/url\"; \"" + module + "/a\")\n" + example
	}
	const all = `
type T int
const ( C T = iota; D )
type R struct { Kind K }
type K int
type i interface{}
func F() R { return R{} }
func (R) M() *V { return nil }
type V struct{}
func g() {}
`
	kill(t, none, []mutant{
		{"all", lib(all, "func ExampleF() {\nr := a.F()\n_ = r.Kind\nr.M()\n_ = a.D\n// Output: 1\n}"), ""},
		{"without output of its own", lib("func F() {}", "func ExampleF() {\n// Output:\n}"), ""},
		{"whole file", lib("func F() {}\ntype T int", "type t a.T\nfunc Example() {\na.F()\nvar _ a.T\n// Output: 1\n}"), ""},
		{"internal", "-- internal/a/a.go --\npackage a\nfunc F() {}", ""},
		{"none", lib("func F() {}", ""), "no example shows a.F"},
		{"not run", lib("func F() {}", "func ExampleF() { a.F() }"), "no example shows a.F"},
		{"only a test", lib("func F() {}", "func TestF() { a.F() }"), "no example shows a.F"},
		{"type", lib(all+"type U int", "func ExampleF() {\nr := a.F()\n_ = r.Kind\nr.M()\n_ = a.D\n// Output: 1\n}"), "no example shows a.U"},
		{"field", lib(all, "func ExampleF() {\nr := a.F()\nr.M()\n_ = a.D\n// Output: 1\n}"), "no example shows a.K"},
		{"of another package", lib("func Parse() {}", "func Example() {\nurl.Parse()\n// Output: 1\n}"), "no example shows a.Parse"},
	})
}
