package architecture_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// The budgets of what is not a test.
const (
	maxFunction   = 60 // lines of a function
	maxMost       = 30 // lines that nine functions in ten of a package have at most
	maxComplexity = 18 // branches of a function, and one
	maxNesting    = 3  // statements within which a statement stands
	maxFile       = 350
)

// nameless lists names of files that say nothing of what is in them.
var nameless = []string{"util", "utils", "common", "types", "helper", "helpers", "misc", "shared", "base"}

// sizeExcuses lists what is larger than its budget: files by path, functions by path and
// name, packages by folder.
var sizeExcuses = map[string]string{}

// checkSizes finds what is over its budget.
func checkSizes(t *tree) []string { return sizesBut(t, sizeExcuses) }

func sizesBut(t *tree, excused map[string]string) (faults []string) {
	e := excuse(excused)
	over := func(where, what string, n, limit int) {
		if n > limit && !e.has(where+" "+what) {
			faults = append(faults, fmt.Sprintf("%s %s: %d, of %d allowed", where, what, n, limit))
		}
	}
	for _, s := range t.files {
		if base, _, _ := strings.Cut(strings.TrimSuffix(path.Base(s.path), ".go"), "_"); slices.Contains(nameless, base) {
			faults = append(faults, s.path+": the name of the file says nothing")
		}
	}
	packages := t.packages()
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		var lengths []int
		for _, s := range packages[dir] {
			over(s.path, "lines", bytes.Count(t.text[s.path], []byte("\n")), maxFile)
			for _, f := range functions(s) {
				where := s.path + " " + called(f)
				lengths = append(lengths, t.length(f))
				over(where, "lines", t.length(f), maxFunction)
				over(where, "complexity", complexity(f), maxComplexity)
				over(where, "nesting", nesting(f.Body), maxNesting)
			}
		}
		over(dir, "lines of most functions", most(lengths), maxMost)
	}
	return append(faults, e.idle()...)
}

func functions(s *source) (all []*ast.FuncDecl) {
	for _, d := range s.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			all = append(all, f)
		}
	}
	return all
}

// called returns the name of a function, with the type that it is a method of.
func called(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	return types.ExprString(f.Recv.List[0].Type) + "." + f.Name.Name
}

// length returns the lines of a function, without its comment.
func (t *tree) length(f *ast.FuncDecl) int { return t.line(f.End()) - t.line(f.Type.Pos()) + 1 }

// most returns the number that nine in ten do not exceed.
func most(lengths []int) int {
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[(len(lengths)*9+9)/10-1]
}

// complexity counts the branches of a function, and one.
func complexity(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			n += min(1, len(node.List))
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// nesting returns how many loops and branches are within each other below n. An else if
// is beside its if.
func nesting(n ast.Node) int {
	deepest := 0
	ast.Inspect(n, func(child ast.Node) bool {
		switch child := child.(type) {
		case *ast.IfStmt:
			deepest = max(deepest, 1+nesting(child.Body))
			if child.Else != nil {
				deepest = max(deepest, nestingElse(child.Else))
			}
			return false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			deepest = max(deepest, 1+nesting(body(child)))
			return false
		}
		return true
	})
	return deepest
}

func nestingElse(s ast.Stmt) int {
	if _, ok := s.(*ast.IfStmt); ok {
		return nesting(s)
	}
	return 1 + nesting(s)
}

func body(n ast.Node) *ast.BlockStmt {
	switch n := n.(type) {
	case *ast.ForStmt:
		return n.Body
	case *ast.RangeStmt:
		return n.Body
	case *ast.SwitchStmt:
		return n.Body
	case *ast.TypeSwitchStmt:
		return n.Body
	case *ast.SelectStmt:
		return n.Body
	}
	return nil
}

func TestSizes(t *testing.T) {
	hold(t, checkSizes)
	none := func(tr *tree) []string { return sizesBut(tr, nil) }
	const head = "-- a/a.go --\npackage a\n"
	long := func(name string, lines int) string {
		return "func " + name + "() {" + strings.Repeat("\n", lines-1) + "}\n"
	}
	fn := func(s string) string { return head + "func f(a, b int, c chan int) {\n" + s + "\n}\n" }
	kill(t, none, []mutant{
		{"within budgets", fn(`
for range a { switch { case a > 1: if a > 1 { func() { b++ }() } else if a > 2 { b++ } else { b++ } } }
`) + long("g", 30) + strings.Repeat(long("_", 1), 8) + long("h", 60) + strings.Repeat("\n", 200) +
			"-- a/type_test.go --\npackage a" + strings.Repeat("\n", 400), ""},
		{"file", head + strings.Repeat("\n", 349), "a/a.go lines: 351, of 350"},
		{"function", head + long("f", 61) + strings.Repeat(long("_", 1), 9), "a/a.go f lines: 61, of 60"},
		{"most functions", head + long("f", 31) + strings.Repeat(long("_", 1), 8), "a lines of most functions: 31, of 30"},
		{"branches", fn("if a>0 && a>1 || a>2 {}\nfor range a {}\nfor {break}\nselect { case <-c: default: }\nswitch a { case 1, 2: case 3: case 4: case 5: case 6: case 7: case 8: case 9: case 10: case 11: case 12: default: }\nfunc() { if a>0 {} }()"),
			"f complexity: 19, of 18"},
		{"nesting", fn("for { if a > 0 { switch { case a > 1: for range b {} } } }"), "f nesting: 4, of 3"},
		{"nesting in a closure", fn("for { if a > 0 { for { func() { if a > 0 {} }() } } }"), "f nesting: 4, of 3"},
		{"nesting in an else", fn("for { for { if a > 0 {} else if a > 1 {} else { if a > 2 {} } } }"), "f nesting: 4, of 3"},
		{"name", "-- a/util.go --\npackage a", "a/util.go: the name"},
		{"name of a test", "-- a/helpers_test.go --\npackage a", "a/helpers_test.go: the name"},
	})
}
