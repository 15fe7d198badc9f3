package architecture_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// makers lists what may make a package variable, other than a literal of a table.
var makers = []string{
	"errors.New",         // a sentinel, compared and never changed
	"regexp.MustCompile", // is safe to share and cannot be changed
	"time.Date",          // an instant, for which the language has no constant
}

// variableExcuses lists variables that are constants in spirit although their form does
// not say so.
var variableExcuses = map[string]string{
	"checksum.encoding": "an encoding cannot be changed, and Strict copies its tables at each call",
	"getobject.calls":   "memory between requests, of which nothing is seen: TestScribble",
	"sse.encoding":      "an encoding cannot be changed, and Strict copies its tables at each call",
}

// checkVariables finds state: init functions, package variables that are no constants in
// spirit, and code that changes one.
func checkVariables(t *tree) []string { return variablesBut(t, variableExcuses) }

func variablesBut(t *tree, excused map[string]string) (faults []string) {
	e := excuse(excused)
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		sc := t.scopeOf(packages[dir])
		written := sc.written(packages[dir])
		for _, s := range packages[dir] {
			for _, d := range s.Decls {
				faults = append(faults, declared(t, sc, e, d)...)
			}
			faults = append(faults, changed(t, sc, written, s)...)
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
	if name := sc.qualified(v.Values[i]); within(path.Dir(name), module) && strings.Contains(name, ".Err") {
		return "" // is the sentinel of a package below
	}
	if p, ok := v.Values[i].(*ast.UnaryExpr); ok && p.Op == token.AND {
		if lit, ok := p.X.(*ast.CompositeLit); ok && slices.Contains([]string{"Rule", "rule.Rule"}, types.ExprString(lit.Type)) {
			return "" // is a rule, which is compared as a pointer and never changed
		}
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

// changed finds code that changes a package variable, or hands out an address with which
// somebody does.
func changed(t *tree, sc scope, written map[types.Type]bool, s *source) (faults []string) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		for _, target := range targets(sc, n) {
			if name := sc.variable(target); name != "" && !onlyRead(sc, written, n) {
				faults = append(faults, t.at(n.Pos(), "changes the package variable %s, or could", name))
			}
		}
		return true
	})
	return faults
}

// onlyRead reports whether n takes the address of a value of a type of this package to
// which the package never writes.
func onlyRead(sc scope, written map[types.Type]bool, n ast.Node) bool {
	u, ok := n.(*ast.UnaryExpr)
	if !ok {
		return false
	}
	named, ok := sc.TypeOf(u.X).(*types.Named)
	return ok && !named.Obj().Exported() && !written[named]
}

// written returns the types of which the package changes a value that was made before: by
// x.f = 1, x.f[0] = 1, *x = y, or &x.f.
func (s scope) written(files []*source) map[types.Type]bool {
	types := map[types.Type]bool{}
	for _, f := range files {
		ast.Inspect(f.File, func(n ast.Node) bool {
			for _, target := range targets(s, n) {
				s.holders(target, types)
			}
			return true
		})
	}
	return types
}

// holders adds the types of the values that e lies in.
func (s scope) holders(e ast.Expr, found map[types.Type]bool) {
	inner := inside(e)
	if inner == nil {
		return
	}
	if t := s.TypeOf(inner); t != nil {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		found[t] = true
	}
	s.holders(inner, found)
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
	const rows = "type row struct{ n []int }\nvar rows = [...]row{{}}\n"
	kill(t, bare, []mutant{
		{"constants in spirit", body(`
import ("embed"; "errors"; "regexp"; "time"; "github.com/s3get/s3get/version")
//go:embed a.json
var files embed.FS
var ErrA = errors.New("a: fault")
var form = regexp.MustCompile("a")
var _ error = (*E)(nil)
var ErrB = version.ErrNoKey
var noon = time.Date(1, 2, 3, 4, 5, 6, 7, time.UTC)
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
		{"read by address", body(rows + "func f() int { r := &rows[0]; r, n := &rows[0], r.n[0]; return n }"), ""},
		{"written by address", body(rows + "func f() { r := &rows[0]; r.n[0]++ }"), "variable rows"},
		{"overwritten by address", body(rows + "func f() { r := &rows[0]; *r = row{} }"), "variable rows"},
		{"address in other hands", body("type Row struct{}\nvar rows = [...]Row{{}}\nfunc F() *Row { return &rows[0] }"), "variable rows"},
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
