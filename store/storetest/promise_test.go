package storetest_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/storetest"
)

// TestQuotes: what a promise quotes stands in the comments of package store or write, word for word.
func TestQuotes(t *testing.T) {
	paths, err := filepath.Glob("../*.go")
	more, err2 := filepath.Glob("../write/*.go")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	paths = append(paths, more...)
	var text strings.Builder
	for _, p := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CommentGroup); ok {
				text.WriteString(" " + strings.Join(strings.Fields(c.Text()), " "))
			}
			return true
		})
	}
	for _, p := range slices.Concat(storetest.Promises(), storetest.WriterPromises()) {
		if !strings.Contains(text.String(), p.Quote) {
			t.Errorf("%s: neither package store nor package write says %q", p.Name, p.Quote)
		}
	}
}

// TestPage: the page about stores lists the promises in their order, and no others.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/STORES.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed, want []string
	for line := range strings.Lines(string(page)) {
		if cell, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ := strings.Cut(cell, "`")
			listed = append(listed, name)
		}
	}
	for _, p := range slices.Concat(storetest.Promises(), storetest.WriterPromises()) {
		want = append(want, p.Name)
	}
	if !slices.Equal(listed, want) {
		t.Errorf("docs/STORES.md lists %q, want %q", listed, want)
	}
}

func TestUnusableSubject(t *testing.T) {
	for name, change := range map[string]func(*storetest.Subject){
		"no Store":  func(s *storetest.Subject) { s.Store = nil },
		"no Bucket": func(s *storetest.Subject) { s.Bucket = "" },
		"no Put":    func(s *storetest.Subject) { s.Put = nil },
	} {
		s := subject()
		change(&s)
		if found, err := storetest.Examine(t.Context(), s); err == nil || found != nil {
			t.Errorf("Examine of a Subject with %s = %v, %v, want an error", name, found, err)
		}
	}
}

// TestSkips: whatever a Subject cannot do is said, and breaks nothing.
func TestSkips(t *testing.T) {
	s := subject()
	s.Delete = nil
	s.Store = struct{ store.Store }{s.Store}
	found, err := storetest.Examine(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Err() != nil || f.Checked == 0 && len(f.Skipped) == 0 {
			t.Errorf("%s: %v after %d observations, skipped %q", f.Promise.Name, f.Err(), f.Checked, f.Skipped)
		}
		slices.Sort(f.Skipped)
		if len(slices.Compact(f.Skipped)) != len(f.Skipped) {
			t.Errorf("%s: says twice that it skipped: %q", f.Promise.Name, f.Skipped)
		}
	}
}

// TestFailingSubject: a Put that fails is no reason to skip.
func TestFailingSubject(t *testing.T) {
	s := subject()
	s.Put = func(string, string, storetest.Version) error { return errDisk }
	found, err := storetest.Examine(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Promise.Name == "Open/reads" && (f.Err() == nil || !strings.Contains(f.Err().Error(), errDisk.Error())) {
			t.Errorf("Examine with a Put that fails finds %v, want %v", f.Err(), errDisk)
		}
	}
	if broken := names(found); len(broken) < 10 || errors.Is(err, errDisk) {
		t.Errorf("Examine with a Put that fails finds only %q broken", broken)
	}
}

// TestHeld: what a store counts as open is back at 0 when all is closed, or Close releases
// nothing.
func TestHeld(t *testing.T) {
	for _, leak := range []int{0, 1} {
		if testing.Short() && leak > 0 {
			t.Skip("waits until something ends")
		}
		s, calls := subject(), 0
		s.Held = func() int { calls++; return leak * calls }
		f := storetest.ExamineOnly(t.Context(), s, "Close/releases")
		if (f.Err() == nil) != (leak == 0) || len(f.Skipped) > 0 && strings.Contains(f.Skipped[0], "Objects") {
			t.Errorf("a store that holds %d more at each call: %v, skipped %q", leak, f.Err(), f.Skipped)
		}
	}
}
