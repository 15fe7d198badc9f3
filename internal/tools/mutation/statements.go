package main

import (
	"go/ast"
	"go/token"
)

func (f *finder) statement(n ast.Node) {
	for _, s := range statements(n) {
		switch s := s.(type) {
		case *ast.ExprStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt:
			f.change(s, "")
		case *ast.BranchStmt:
			if s.Tok == token.BREAK || s.Tok == token.CONTINUE {
				f.change(s, "")
			}
		case *ast.AssignStmt:
			f.assignment(s)
		}
	}
}

// statements returns the list of statements that n is.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// assignment leaves the right side of an assignment, whose names would be unused without
// it.
func (f *finder) assignment(s *ast.AssignStmt) {
	switch {
	case s.Tok == token.DEFINE:
	case len(s.Lhs) != 1 || isName(s.Lhs[0], "_") || isName(s.Rhs[0], "nil"):
		f.change(s, "")
	default:
		f.change(s, "_ = "+f.text(s.Rhs[0]))
	}
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// returned changes each result of a return for which the type of the function says how.
func (f *finder) returned(n ast.Node) {
	var typ *ast.FuncType
	var body *ast.BlockStmt
	switch n := n.(type) {
	case *ast.FuncDecl:
		typ, body = n.Type, n.Body
	case *ast.FuncLit:
		typ, body = n.Type, n.Body
	}
	if body == nil || typ.Results == nil {
		return
	}
	results := resultTypes(typ)
	ast.Inspect(body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == len(results) {
			for i, e := range r.Results {
				f.result(e, results[i])
			}
		}
		_, another := n.(*ast.FuncLit)
		return !another
	})
}

// resultTypes returns the type of each result, as it is written.
func resultTypes(typ *ast.FuncType) (all []ast.Expr) {
	for _, field := range typ.Results.List {
		for range max(1, len(field.Names)) {
			all = append(all, field.Type)
		}
	}
	return all
}

// zeros are the zero values of types by their names.
var zeros = map[string]string{
	"error": "nil", "string": `""`, "int": "0", "int64": "0", "uint64": "0", "byte": "0", "rune": "0",
}

func (f *finder) result(e, typ ast.Expr) {
	was, zero := f.text(e), zeros[f.text(typ)]
	switch typ := typ.(type) {
	case *ast.StarExpr, *ast.MapType, *ast.FuncType:
		zero = "nil"
	case *ast.ArrayType:
		if typ.Len == nil {
			zero = "nil"
		}
	case *ast.Ident:
		if typ.Name == "bool" && was != "true" && was != "false" {
			zero = "!(" + was + ")"
		}
	}
	if zero != "" && zero != was {
		f.change(e, zero)
	}
}

// row drops the elements of a list, one at a time, that are structs or functions: a step
// of an order, a case of a table.
func (f *finder) row(n ast.Node) {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return
	}
	if _, list := lit.Type.(*ast.ArrayType); !list || len(lit.Elts) < 2 {
		return
	}
	for i, e := range lit.Elts {
		end := lit.Rbrace
		if i+1 < len(lit.Elts) {
			end = lit.Elts[i+1].Pos()
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			f.replace(e.Pos(), end, "")
		}
	}
}
