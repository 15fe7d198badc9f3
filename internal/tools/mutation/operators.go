package main

import (
	"go/ast"
	"go/token"
	"strconv"
)

// operators are the kinds of changes; the package comment says what each does.
var operators = [...]struct {
	name  string
	visit func(*finder, ast.Node)
}{
	{"negation", (*finder).negation},
	{"boundary", (*finder).boundary},
	{"logical", (*finder).logical},
	{"never", (*finder).never},
	{"arithmetic", (*finder).arithmetic},
	{"increment", (*finder).increment},
	{"constant", (*finder).constant},
	{"boolean", (*finder).boolean},
	{"statement", (*finder).statement},
	{"return", (*finder).returned},
	{"row", (*finder).row},
}

// opposites are comparisons and what denies them.
var opposites = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.LSS: token.GEQ, token.GTR: token.LEQ,
	token.NEQ: token.EQL, token.GEQ: token.LSS, token.LEQ: token.GTR,
}

func (f *finder) negation(n ast.Node) {
	if b, ok := n.(*ast.BinaryExpr); ok && opposites[b.Op] != 0 {
		f.swap(b.OpPos, b.Op, opposites[b.Op])
	}
	for _, c := range conditions(n) {
		f.deny(c)
	}
}

// deny denies what a condition is made of, but for comparisons.
func (f *finder) deny(e ast.Expr) {
	switch x := e.(type) {
	case *ast.ParenExpr:
		f.deny(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			f.deny(x.X)
			f.deny(x.Y)
		}
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			f.change(x, f.text(x.X))
		}
	default:
		f.change(e, "!"+f.text(e))
	}
}

// conditions returns what decides whether the body of n is reached.
func conditions(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.IfStmt:
		return []ast.Expr{n.Cond}
	case *ast.ForStmt:
		if n.Cond != nil {
			return []ast.Expr{n.Cond}
		}
	case *ast.SwitchStmt:
		if n.Tag == nil {
			return cases(n)
		}
	}
	return nil
}

// cases returns the conditions of a switch without a tag.
func cases(s *ast.SwitchStmt) (all []ast.Expr) {
	for _, c := range s.Body.List {
		all = append(all, c.(*ast.CaseClause).List...)
	}
	return all
}

// widths are comparisons that differ where both sides are equal.
var widths = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
}

func (f *finder) boundary(n ast.Node) { f.operator(n, widths) }

var connectives = map[token.Token]token.Token{token.LAND: token.LOR, token.LOR: token.LAND}

func (f *finder) logical(n ast.Node) { f.operator(n, connectives) }

// operator swaps the operator of n as the table says.
func (f *finder) operator(n ast.Node, table map[token.Token]token.Token) {
	if b, ok := n.(*ast.BinaryExpr); ok && table[b.Op] != 0 {
		f.swap(b.OpPos, b.Op, table[b.Op])
	}
}

// never keeps the condition, because its names would be unused without it.
func (f *finder) never(n ast.Node) {
	for _, c := range conditions(n) {
		f.change(c, "("+f.text(c)+") && false")
	}
}

// inverses are operators of numbers and what undoes them, or nearly.
var inverses = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	token.AND: token.OR, token.OR: token.AND, token.XOR: token.AND, token.AND_NOT: token.AND,
	token.SHL: token.SHR, token.SHR: token.SHL,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
	token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
	token.AND_ASSIGN: token.OR_ASSIGN, token.OR_ASSIGN: token.AND_ASSIGN, token.XOR_ASSIGN: token.AND_ASSIGN,
	token.SHL_ASSIGN: token.SHR_ASSIGN, token.SHR_ASSIGN: token.SHL_ASSIGN,
}

func (f *finder) arithmetic(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if !joinsText(n) {
			f.operator(n, inverses)
		}
	case *ast.AssignStmt:
		if is := inverses[n.Tok]; is != 0 && !isText(n.Rhs[0]) {
			f.swap(n.TokPos, n.Tok, is)
		}
	}
}

// joinsText reports whether a sum is one of strings, as far as its literals tell.
func joinsText(b *ast.BinaryExpr) bool {
	return b.Op == token.ADD && (isText(b.X) || isText(b.Y))
}

func isText(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return joinsText(e)
	}
	return false
}

func (f *finder) increment(n ast.Node) {
	if s, ok := n.(*ast.IncDecStmt); ok {
		is := token.INC
		if s.Tok == token.INC {
			is = token.DEC
		}
		f.swap(s.TokPos, s.Tok, is)
	}
}

func (f *finder) constant(n ast.Node) {
	lit, ok := n.(*ast.BasicLit)
	if !ok {
		return
	}
	switch lit.Kind {
	case token.INT:
		if v, err := strconv.ParseInt(lit.Value, 0, 64); err == nil {
			f.change(lit, strconv.FormatInt(v+1, 10))
			f.change(lit, strconv.FormatInt(v-1, 10))
		}
	case token.CHAR:
		if r, _, _, err := strconv.UnquoteChar(lit.Value[1:], '\''); err == nil {
			f.change(lit, strconv.QuoteRune(r+1))
			f.change(lit, strconv.QuoteRune(r-1))
		}
	}
}

func (f *finder) boolean(n ast.Node) {
	if id, ok := n.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
		f.change(id, strconv.FormatBool(id.Name == "false"))
	}
}
