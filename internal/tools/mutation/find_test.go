package main

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// changes returns what the operator does to the statements, as "was > is".
func changes(t *testing.T, operator, head, body string) (all []string) {
	t.Helper()
	src := "package p\nimport _ \"embed\"\n" + head + " {\n" + body + "\n}\n"
	found, err := find("p/a.go", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range found {
		if _, err := parser.ParseFile(token.NewFileSet(), "", m.apply([]byte(src)), 0); err != nil {
			t.Errorf("%s makes what is no Go: %v", m, err)
		}
		if m.operator == operator {
			all = append(all, m.was+" > "+m.is)
		}
	}
	return all
}

func TestFind(t *testing.T) {
	const fn = "func f()"
	tests := []struct {
		operator, head, body string
		want                 []string
	}{
		{"negation", fn, "_ = a == b", []string{"== > !="}},
		{"negation", fn, "_ = a < b || a >= b", []string{"< > >=", ">= > <"}},
		{"negation", fn, "if a && !(b) || a == 0 {}", []string{"a > !a", "!(b) > (b)", "== > !="}},
		{"negation", fn, "for ok() {}", []string{"ok() > !ok()"}},
		{"negation", fn, "for {}", nil},
		{"negation", fn, "switch { case a, b: }", []string{"a > !a", "b > !b"}},
		{"negation", fn, "switch a { case b: }", nil},
		{"boundary", fn, "_ = a < b && a >= b && a == b", []string{"< > <=", ">= > >"}},
		{"logical", fn, "_ = a && b || c", []string{"&& > ||", "|| > &&"}},
		{"never", fn, "if a := g(); a > b {}", []string{"a > b > (a > b) && false"}},
		{"arithmetic", fn, "_ = a + b*c", []string{"+ > -", "* > /"}},
		{"arithmetic", fn, "a <<= 1; a %= 2", []string{"<<= > >>="}},
		{"arithmetic", fn, `_ = a + "b"; _ = "a" + b + c; a += "b"`, nil},
		{"increment", fn, "a++; b--", []string{"++ > --", "-- > ++"}},
		{"constant", fn, "_ = 0x10", []string{"0x10 > 17", "0x10 > 15"}},
		{"constant", fn, `_ = 'b'; _ = '\''`, []string{"'b' > 'c'", "'b' > 'a'", `'\'' > '('`, `'\'' > '&'`}},
		{"constant", fn, `_ = "1"; _ = 1.5`, nil},
		{"boolean", fn, "_ = true; _ = falsehood", []string{"true > false"}},
		{"statement", fn, "g(); defer g()\ngo g()\nc <- 1", []string{"g() > ", "defer g() > ", "go g() > ", "c <- 1 > "}},
		{"statement", fn, "for { break; continue; goto a }", []string{"break > ", "continue > "}},
		{"statement", fn, "a = b; a, c = b, d; a = nil; _ = f(); e := 1", []string{"a = b > _ = b", "a, c = b, d > ", "a = nil > ", "_ = f() > "}},
		{"statement", fn, "switch a { case b: g() }", []string{"g() > "}},
		{"statement", fn, "select { case <-b: g() }", []string{"g() > "}},
		{"return", "func f() (a, b int, err error)", "return x, 0, e", []string{"x > 0", "e > nil"}},
		{"return", "func f() (bool, []int, *T, T)", "return x, y, z, T{}", []string{"x > !(x)", "y > nil", "z > nil"}},
		{"return", "func f() bool", "return false", nil},
		{"return", "func f() (string, int)", "return g()", nil},
		{"return", "func f() string", "_ = func() int { return 1 }; return s", []string{"1 > 0", `s > ""`}},
		{"return", fn, "return", nil},
		{"row", "var s = []T", "{1}, {2},\n", []string{"{1},  > ", "{2},\n\n > "}},
		{"row", "var s = [...]T", "{1},", nil},
		{"row", "var s = []int", "1, 2,", nil},
		{"row", "var s = map[int]T", "1: {1}, 2: {2},", nil},
	}
	for _, tt := range tests {
		if got := changes(t, tt.operator, tt.head, tt.body); !slices.Equal(got, tt.want) {
			t.Errorf("%s of %q = %q, want %q", tt.operator, tt.body, got, tt.want)
		}
	}
}

// Every operator is shown by the package comment, and is one of a table of tests.
func TestOperatorsAreExplained(t *testing.T) {
	src := "package p\n// no comment\nfunc f() bool { if a < b && true { a = 1 + 2; a++ }; return x }\nvar s = []T{{}, {}}\n"
	found, err := find("p/a.go", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range operators {
		if !slices.ContainsFunc(found, func(m mutant) bool { return m.operator == op.name }) {
			t.Errorf("operator %s changes nothing in %q", op.name, src)
		}
	}
	if !slices.IsSortedFunc(found, func(a, b mutant) int { return a.start - b.start }) {
		t.Errorf("find() = %v, want them in the order of their places", found)
	}
}

func TestFindNoGo(t *testing.T) {
	if found, err := find("a.go", []byte("package")); err == nil {
		t.Errorf("find(no Go) = %v, nil, want an error", found)
	}
}

func TestMutant(t *testing.T) {
	src := []byte("package p\n\nvar a = 1\n")
	found, err := find("p/a.go", src)
	if err != nil || len(found) != 2 {
		t.Fatalf("find(%q) = %v, %v, want two mutants", src, found, err)
	}
	if got, want := string(found[0].apply(src)), "package p\n\nvar a = 2\n"; got != want {
		t.Errorf("apply() = %q, want %q", got, want)
	}
	if got, want := found[0].String(), "p/a.go:3:9 constant: 1 becomes 2"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	gone := mutant{file: "a.go", line: 1, column: 2, operator: "statement", was: "f(\n\ta)"}
	if got, want := gone.String(), "a.go:1:2 statement: f( a) becomes nothing"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got := brief(strings.Repeat("é", 61)); got != strings.Repeat("é", 60)+"…" {
		t.Errorf("brief(61 letters) = %q", got)
	}
}
