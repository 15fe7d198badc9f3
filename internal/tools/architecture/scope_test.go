package architecture_test

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"
)

// A scope knows what the names of a package mean. It is checked without the packages
// that are imported, so it does not know what their names mean.
type scope struct {
	*types.Info
	pkg *types.Package
}

// scopeOf checks a package, whose errors are the compiler's business.
func (t *tree) scopeOf(files []*source) scope {
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Importer: hollow{}, Error: func(error) {}}
	asts := make([]*ast.File, len(files))
	for i, s := range files {
		asts[i] = s.File
	}
	pkg, _ := conf.Check(files[0].dir, t.fset, asts, info)
	return scope{info, pkg}
}

// hollow imports packages that have a name and nothing in them.
type hollow struct{}

func (hollow) Import(p string) (*types.Package, error) {
	pkg := types.NewPackage(p, nameOf(p))
	pkg.MarkComplete()
	return pkg, nil
}

// nameOf guesses the name of a package from its path.
func nameOf(p string) string {
	name := path.Base(p)
	if _, err := strconv.Atoi(strings.TrimPrefix(name, "v")); err == nil && p != name {
		name = path.Base(path.Dir(p))
	}
	return strings.TrimPrefix(name, "go-")
}

// variable returns the variable of a package that e is, or lies in: the x of x[i].f. For
// another package's it returns the name, as in "http.DefaultClient".
func (s scope) variable(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := s.Uses[e].(*types.Var); ok && v.Parent() == s.pkg.Scope() {
			return v.Name()
		}
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && s.imports(x) != "" {
			return x.Name + "." + e.Sel.Name
		}
	}
	if x := inside(e); x != nil {
		return s.variable(x)
	}
	return ""
}

// inside returns the x of x.f, x[i], x[i:j], *x and (x), and nil for other expressions.
func inside(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.X
	case *ast.IndexExpr:
		return e.X
	case *ast.SliceExpr:
		return e.X
	case *ast.StarExpr:
		return e.X
	case *ast.ParenExpr:
		return e.X
	}
	return nil
}

// imports returns the path of the package that x names, or "".
func (s scope) imports(x *ast.Ident) string {
	if name, ok := s.Uses[x].(*types.PkgName); ok {
		return name.Imported().Path()
	}
	return ""
}

// qualified returns a name of another package as path.Name, and "" for other expressions.
func (s scope) qualified(e ast.Expr) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := sel.X.(*ast.Ident); ok && s.imports(x) != "" {
		return s.imports(x) + "." + sel.Sel.Name
	}
	return ""
}

// text returns the string that e is, if it is a literal or a constant of the package.
func (s scope) text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, _ := strconv.Unquote(e.Value)
			return text
		}
	case *ast.Ident:
		if c, ok := s.Uses[e].(*types.Const); ok && c.Val().Kind() == constant.String {
			return constant.StringVal(c.Val())
		}
	}
	return ""
}
