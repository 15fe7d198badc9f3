package main

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

// A finder finds the mutants of a file.
type finder struct {
	fset  *token.FileSet
	path  string
	src   []byte
	name  string // of the operator at work
	found []mutant
}

// find returns the mutants of a file, in order of their places.
func find(path string, src []byte) ([]mutant, error) {
	f := &finder{fset: token.NewFileSet(), path: path, src: src}
	file, err := parser.ParseFile(f.fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, op := range operators {
		f.name = op.name
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				op.visit(f, n)
			}
			_, imports := n.(*ast.ImportSpec)
			return !imports
		})
	}
	slices.SortStableFunc(f.found, func(a, b mutant) int { return cmp.Compare(a.start, b.start) })
	return f.found, nil
}

// change adds a mutant in which the bytes of n are other text.
func (f *finder) change(n ast.Node, is string) { f.replace(n.Pos(), n.End(), is) }

// swap adds a mutant in which the token at pos is another.
func (f *finder) swap(pos token.Pos, was, is token.Token) {
	f.replace(pos, pos+token.Pos(len(was.String())), is.String())
}

// replace adds a mutant.
func (f *finder) replace(pos, end token.Pos, is string) {
	p := f.fset.Position(pos)
	start, stop := p.Offset, f.fset.Position(end).Offset
	f.found = append(f.found, mutant{
		file: f.path, line: p.Line, column: p.Column, operator: f.name,
		start: start, end: stop, was: string(f.src[start:stop]), is: is,
	})
}

// text returns the source of n.
func (f *finder) text(n ast.Node) string {
	return string(f.src[f.fset.Position(n.Pos()).Offset:f.fset.Position(n.End()).Offset])
}
