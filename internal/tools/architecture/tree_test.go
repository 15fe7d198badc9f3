package architecture_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/s3get/s3get"

// A tree is a repository: the real one, or a small one that a mutant writes down.
type tree struct {
	fset  *token.FileSet
	text  map[string][]byte // every file, by its path with slashes
	files []*source         // the Go files of the root module, in order of path
	wrong []string          // what could not be read
}

// A source is a Go file.
type source struct {
	path string
	dir  string // "." for the root
	test bool
	*ast.File
}

// example reports whether the file belongs to a program that shows the packages.
func (s *source) example() bool { return strings.HasPrefix(s.path, "examples/") }

// grow makes a tree of files.
func grow(text map[string][]byte) *tree {
	t := &tree{fset: token.NewFileSet(), text: text}
	for _, p := range slices.Sorted(maps.Keys(text)) {
		if path.Ext(p) == ".go" && !strings.Contains(p, "testdata/") && t.moduleOf(p) == "." {
			t.parse(p)
		}
	}
	return t
}

func (t *tree) parse(p string) {
	f, err := parser.ParseFile(t.fset, p, t.text[p], parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.wrong = append(t.wrong, err.Error())
		return
	}
	t.files = append(t.files, &source{p, path.Dir(p), strings.HasSuffix(p, "_test.go"), f})
}

// moduleOf returns the folder of the module that holds p.
func (t *tree) moduleOf(p string) string {
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if t.text[dir+"/go.mod"] != nil {
			return dir
		}
	}
	return "."
}

// packages returns the files that are not tests, by folder.
func (t *tree) packages() map[string][]*source {
	byDir := map[string][]*source{}
	for _, s := range t.files {
		if !s.test {
			byDir[s.dir] = append(byDir[s.dir], s)
		}
	}
	return byDir
}

// at says where and what.
func (t *tree) at(pos token.Pos, format string, args ...any) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d: ", p.Filename, p.Line) + fmt.Sprintf(format, args...)
}

// repository is the real tree.
var repository = sync.OnceValues(func() (*tree, error) {
	text := map[string][]byte{}
	root := os.DirFS(filepath.Join("..", "..", ".."))
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.Type().IsRegular():
			text[p], err = fs.ReadFile(root, p)
		}
		return err
	})
	return grow(text), err
})

// A mutant is a small repository and the fault that a rule must find in it. Without a
// fault it is a sound repository, in which the rule must find none.
type mutant struct {
	name  string
	files string // each file follows a line "-- path --"
	want  string // a part of the only fault, or "" if there is none
}

// tree grows the mutant.
func (m mutant) tree() *tree {
	text := map[string][]byte{}
	for _, part := range strings.Split("\n"+m.files, "\n-- ")[1:] {
		name, body, _ := strings.Cut(part+"\n", " --\n")
		text[name] = []byte(body)
	}
	return grow(text)
}

// A check returns the faults of a tree.
type check func(*tree) []string

// hold holds the repository to a rule.
func hold(t *testing.T, r check) {
	t.Helper()
	tr, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range r(tr) {
		t.Error(fault)
	}
}

// kill runs a rule on mutants. At least one has a fault and one has none, so that a
// rule that accepts or rejects everything fails.
func kill(t *testing.T, r check, mutants []mutant) {
	t.Helper()
	var sound, faulty bool
	for _, m := range mutants {
		sound, faulty = sound || m.want == "", faulty || m.want != ""
		t.Run(m.name, func(t *testing.T) { examine(t, r, m) })
	}
	if !sound || !faulty {
		t.Errorf("mutants are not of both sorts: sound %t, faulty %t", sound, faulty)
	}
}

func examine(t *testing.T, r check, m mutant) {
	tr := m.tree()
	if tr.wrong != nil {
		t.Fatalf("mutant cannot be read: %q", tr.wrong)
	}
	switch got := r(tr); {
	case m.want == "" && len(got) != 0:
		t.Errorf("sound repository has faults %q", got)
	case m.want != "" && (len(got) != 1 || !strings.Contains(got[0], m.want)):
		t.Errorf("faults = %q, want one with %q", got, m.want)
	}
}

func TestEveryFileParses(t *testing.T) {
	hold(t, func(tr *tree) []string { return tr.wrong })
	if m := (mutant{files: "-- a.go --\npackage"}); m.tree().wrong == nil {
		t.Error("a file without a name of its package has no fault")
	}
	if tr, _ := repository(); len(tr.files) < 50 {
		t.Errorf("read %d Go files: these cannot be all", len(tr.files))
	}
}

// excuses counts which rows of a table of exceptions are used.
type excuses struct {
	table map[string]string // what is excused, and why
	used  map[string]bool
}

func excuse(table map[string]string) *excuses { return &excuses{table, map[string]bool{}} }

// has reports whether name is excused.
func (e *excuses) has(name string) bool {
	_, ok := e.table[name]
	e.used[name] = e.used[name] || ok
	return ok
}

// idle returns a fault for each row that excused nothing, or that has no reason.
func (e *excuses) idle() (faults []string) {
	for _, name := range slices.Sorted(maps.Keys(e.table)) {
		if !e.used[name] {
			faults = append(faults, name+": listed as an exception and excuses nothing")
		}
		if e.table[name] == "" {
			faults = append(faults, name+": excused without a reason")
		}
	}
	return faults
}

func TestIdleExcusesAreFaults(t *testing.T) {
	e := excuse(map[string]string{"used": "why", "idle": "why", "mute": ""})
	if !e.has("used") || !e.has("mute") || e.has("other") {
		t.Error("has() does not tell what is listed")
	}
	want := []string{
		"idle: listed as an exception and excuses nothing",
		"mute: excused without a reason",
	}
	if got := e.idle(); !slices.Equal(got, want) {
		t.Errorf("idle() = %q, want %q", got, want)
	}
}
