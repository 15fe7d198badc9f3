package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const everything = `package p

import (
	"io"
	"time"
)

const Wait = time.Second
const Text = "a"
const Level Grade = 3
const hidden = 1

type Grade uint8

var Err error

func F(a, b int, more ...string) (n int, err error) { return }

func G[T any](t T) T { return t }

type S struct {
	io.Reader
	*base
	A int
	b int
}

type base struct{}

func (*base) Promoted() {}

func (S) Value() {}

func (*S) Pointer() {}

func (*S) none() {}

type I interface {
	io.Closer
	M(S) []*S
}

type Closed interface{ m() }

type A = S

type L[K comparable] []K
`

var wanted = []string{
	"const Level Grade",
	`const Text untyped string = "a"`,
	"const Wait time.Duration = 1000000000",
	"func F(a int, b int, more ...string) (n int, err error)",
	"func G[T any](t T) T",
	"method (*S) Pointer()",
	"method (S) Promoted()",
	"method (S) Read(p []byte) (n int, err error)",
	"method (S) Value()",
	"type A = S",
	"type Closed interface",
	"type Closed interface, has unexported methods",
	"type Grade uint8",
	"type I interface",
	"type I interface, method Close() error",
	"type I interface, method M(S) []*S",
	"type L[K comparable] []K",
	"type S struct",
	"type S struct, embeds io.Reader",
	"type S struct, field A int",
	"var Err error",
}

func TestLines(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", everything, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(pkg); !slices.Equal(got, wanted) {
		t.Errorf("lines =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
}

// TestRun writes the listing of a module, compares it, and compares it after a change.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	root := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("go.mod", "module example.org/m\n\ngo 1.25\n")
	put("a/b/b.go", "package b\n\nfunc F(n int) {}\n\nfunc G() {}\n")
	put("internal/c/c.go", "package c\n\nfunc H() {}\n")
	put("examples/d/d.go", "package main\n\nfunc main() {}\n")
	put("docs/api/gone.txt", "func Gone()\n")
	if err := run(root, true, nil); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(root, false, &out); err != nil || out.Len() > 0 {
		t.Errorf("run after writing = %v, %q; want nothing", err, &out)
	}
	put("a/b/b.go", "package b\n\nfunc F(n int64) {}\n\nfunc G() {}\n")
	want := "a-b.txt: - func F(n int)\na-b.txt: + func F(n int64)\n"
	if err := run(root, false, &out); err == nil || out.String() != want {
		t.Errorf("run after a change = %v, %q; want an error and %q", err, &out, want)
	}
	list, err := os.ReadDir(filepath.Join(root, folder))
	if err != nil || len(list) != 1 || list[0].Name() != "a-b.txt" {
		t.Errorf("files = %v, %v; want a-b.txt alone", list, err)
	}
}

func TestRunFails(t *testing.T) {
	if err := run(t.TempDir(), false, nil); err == nil || !strings.Contains(err.Error(), "go list") {
		t.Errorf("run without a module = %v, want what go list says", err)
	}
}
