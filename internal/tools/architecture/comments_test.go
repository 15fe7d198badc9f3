package architecture_test

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// checkComments finds exported names without a comment that begins with them, and
// packages that have not exactly one comment.
func checkComments(t *tree) (faults []string) {
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		faults = append(faults, packageComment(t, packages[dir])...)
		for _, s := range packages[dir] {
			for _, d := range s.Decls {
				faults = append(faults, declComments(t, d)...)
			}
		}
	}
	return faults
}

// packageComment wants one comment, which begins with the name of the package; that of a
// program begins with the name of its folder.
func packageComment(t *tree, files []*source) []string {
	docs := slices.DeleteFunc(slices.Clone(files), func(s *source) bool { return s.Doc == nil })
	first := files[0]
	if len(docs) != 1 {
		return []string{t.at(first.Package, "package has %d package comments", len(docs))}
	}
	start := "Package " + first.Name.Name + " "
	if first.Name.Name == "main" {
		start = first.dir[strings.LastIndex(first.dir, "/")+1:] + " "
	}
	text := strings.TrimPrefix(docs[0].Doc.Text(), "Command ")
	if len(text) < len(start) || !strings.EqualFold(text[:len(start)], start) {
		return []string{t.at(docs[0].Package, "package comment does not begin with %q", start)}
	}
	return nil
}

func declComments(t *tree, d ast.Decl) (faults []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && exportedReceiver(d) && !begins(d.Doc, d.Name.Name) {
			return []string{uncommented(t, d.Name)}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			faults = append(faults, specComments(t, d, spec)...)
		}
	}
	return faults
}

func uncommented(t *tree, name *ast.Ident) string {
	return t.at(name.Pos(), "%s has no comment that begins with its name", name.Name)
}

// exportedReceiver reports whether f is no method, or one of an exported type.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	typ := f.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.IsExported()
		}
	}
}

// begins reports whether a comment begins with a name, which may have an article.
func begins(doc *ast.CommentGroup, name string) bool {
	words := strings.Fields(doc.Text())
	if len(words) > 1 && slices.Contains([]string{"A", "An", "The"}, words[0]) {
		words = words[1:]
	}
	notName := func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return len(words) > 0 && strings.Split(strings.TrimRightFunc(words[0], notName), "'")[0] == name
}

func specComments(t *tree, d *ast.GenDecl, spec ast.Spec) []string {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() {
			return typeComments(t, d, spec)
		}
	case *ast.ValueSpec:
		return valueComments(t, d, spec)
	}
	return nil
}

// valueComments wants a comment for each exported constant and variable. Those of a
// group may do with the group's, or with one at the end of their line.
func valueComments(t *tree, d *ast.GenDecl, spec *ast.ValueSpec) (faults []string) {
	doc := spec.Doc
	if !d.Lparen.IsValid() {
		doc = d.Doc
	}
	for _, name := range spec.Names {
		grouped := d.Lparen.IsValid() && doc == nil && (d.Doc != nil || spec.Comment != nil)
		if name.IsExported() && !grouped && !begins(doc, name.Name) {
			faults = append(faults, uncommented(t, name))
		}
	}
	return faults
}

func typeComments(t *tree, d *ast.GenDecl, spec *ast.TypeSpec) (faults []string) {
	doc := spec.Doc
	if doc == nil && !d.Lparen.IsValid() {
		doc = d.Doc
	}
	if !begins(doc, spec.Name.Name) {
		faults = append(faults, uncommented(t, spec.Name))
	}
	switch typ := spec.Type.(type) {
	case *ast.StructType:
		return append(faults, fieldComments(t, doc, typ)...)
	case *ast.InterfaceType:
		return append(faults, methodComments(t, typ)...)
	}
	return faults
}

// fieldComments wants a comment above or beside each exported field. Fields on successive
// lines share the one above the first. That of the type does for a field that it names,
// and for a few fields without any comment of their own.
func fieldComments(t *tree, doc *ast.CommentGroup, typ *ast.StructType) (faults []string) {
	if few(typ) {
		return nil
	}
	end, shared := -1, false
	for _, f := range typ.Fields.List {
		shared = f.Doc != nil || shared && t.line(f.Pos()) == end+1
		end = t.line(f.End())
		for _, name := range f.Names {
			if name.IsExported() && !shared && f.Comment == nil && !mentions(doc, name.Name) {
				faults = append(faults, t.at(f.Pos(), "field %s has no comment", name.Name))
			}
		}
	}
	return faults
}

// few reports whether a struct has at most three fields, and no comment among them.
func few(typ *ast.StructType) bool {
	n := 0
	for _, f := range typ.Fields.List {
		if f.Doc != nil || f.Comment != nil {
			return false
		}
		n += max(1, len(f.Names))
	}
	return n <= 3
}

func mentions(doc *ast.CommentGroup, name string) bool {
	notName := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return slices.Contains(strings.FieldsFunc(doc.Text(), notName), name)
}

func methodComments(t *tree, typ *ast.InterfaceType) (faults []string) {
	for _, f := range typ.Methods.List {
		for _, name := range f.Names {
			if name.IsExported() && !begins(f.Doc, name.Name) && f.Comment == nil {
				faults = append(faults, uncommented(t, name))
			}
		}
	}
	return faults
}

func (t *tree) line(pos token.Pos) int { return t.fset.Position(pos).Line }

func TestComments(t *testing.T) {
	hold(t, checkComments)
	a := func(s string) string { return "-- a/a.go --\n// Package a does.\npackage a\n" + s }
	kill(t, checkComments, []mutant{
		{"complete", a(`
// F does.
func F() {}
// A T is. F is.
type T struct {
	// A and B are.
	A, B int
	C int
	d int

	E int // is
	F int
}
// A Three has fields.
type Three struct{ A, B, C int }
// String returns.
func (t *T) String() string { return "" }
type u int
func (u) String() string { return "" }
// Errors.
const (
	ErrA = 1
	ErrB = 2 // is
	// ErrC is.
	ErrC = 3
)
// The I's promises.
type I interface {
	// M does.
	M()
	N() // does
}
// G's keys.
type G[K any] struct{}
// M does.
func (G[K]) M() {}
type list[T any] struct{}
func (list[T]) Len() int { return 0 }
`), ""},
		{"program", "-- examples/serve/main.go --\n// Serve serves.\npackage main\n", ""},
		{"command", "-- examples/serve/main.go --\n// Command serve serves.\npackage main\n", ""},
		{"package", "-- a/a.go --\npackage a\n", "package has 0 package comments"},
		{"two for a package", a("-- a/b.go --\n// Package a does more.\npackage a"), "package has 2 package comments"},
		{"other package", "-- a/a.go --\n// Package b does.\npackage a\n", `does not begin with "Package a "`},
		{"other program", "-- examples/a/main.go --\n// Serve serves.\npackage main\n", `does not begin with "a "`},
		{"function", a("func F() {}"), "F has no comment"},
		{"name", a("// Does.\nfunc F() {}"), "F has no comment that begins"},
		{"longer name", a("// Files does.\nfunc File() {}"), "File has no comment that begins"},
		{"method", a("// T is.\ntype T int\nfunc (T) M() {}"), "M has no comment"},
		{"generic method", a("// T is.\ntype T[k any] struct{}\nfunc (*T[k]) M() {}"), "M has no comment"},
		{"type", a("type T int"), "T has no comment"},
		{"field", a("// T is.\ntype T struct{\n// A is.\nA int\n\nB int\n}"), "field B has no comment"},
		{"field beside a comment", a("// T is.\ntype T struct{\nA int // is\nB int\n}"), "field B has no comment"},
		{"many fields", a("// T is.\ntype T struct{ A, b, c, d int }"), "field A"},
		{"interface", a("// I does.\ntype I interface{\nM()\n}"), "M has no comment"},
		{"constant", a("const C = 1"), "C has no comment"},
		{"constant of a group", a("const (\nC = 1\n)"), "C has no comment"},
		{"name of a constant", a("// Group.\nconst (\n// Is.\nC = 1\n)"), "C has no comment that begins"},
		{"variable", a("var ErrA = 1"), "ErrA has no comment"},
	})
}
