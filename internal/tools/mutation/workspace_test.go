package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// small is a module with a line that its tests hold, one that they run only, and one
// that they do not run.
func small() fstest.MapFS {
	return fstest.MapFS{
		"go.mod":      {Data: []byte("module example.org/m\n\ngo 1.25\n")},
		".git/config": {Data: []byte("none")},
		"p/p.go": {Data: []byte(`package p

func Held() bool { return 1 < 2 }

func Run() int { return 5 }

func Bare() int { return 7 }

func Ends(n int) int {
	for n > 0 {
		n--
	}
	return n
}
`)},
		"p/q.go": {Data: []byte("package p\n\nvar Q = 1\n")},
		"p/p_test.go": {Data: []byte(`package p

import "testing"

func Test(t *testing.T) {
	Run()
	if !Held() || Ends(1) != 0 {
		t.Fail()
	}
}
`)},
	}
}

func TestTry(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs programs")
	}
	ws, err := newWorkspace(small())
	if err != nil {
		t.Fatal(err)
	}
	defer ws.close()
	ws.least = time.Second
	before := ws.read(t)
	if before[".git/config"] != "" {
		t.Error("the workspace has the files of git")
	}
	var out strings.Builder
	all := regexp.MustCompile(`never|p.go:(3|5|7|11):.*(return|increment)`)
	in := target{"p", "p.go", own("p")}
	if err := ws.try(t.Context(), &out, in, all, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"killed     p/p.go:3:27 return: 1 < 2 becomes !(1 < 2)\n",
		"lived      p/p.go:5:25 return: 5 becomes 0\n",
		"uncovered  p/p.go:7:26 return: 7 becomes 0\n",
		"timed out  p/p.go:11:4 increment: -- becomes ++\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("report %q does not contain %q", out.String(), want)
		}
	}
	if after := ws.read(t); !maps.Equal(before, after) {
		t.Error("the workspace is not as it was")
	}
}

// read returns the Go files and those of git, by path.
func (ws *workspace) read(t *testing.T) map[string]string {
	t.Helper()
	text := map[string]string{}
	for _, pattern := range []string{"p/*.go", ".git/*"} {
		names, _ := filepath.Glob(ws.path(pattern))
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(ws.root, name)
			text[filepath.ToSlash(rel)] = string(data)
		}
	}
	return text
}

func TestTryNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs programs")
	}
	ws, err := newWorkspace(small())
	if err != nil {
		t.Fatal(err)
	}
	defer ws.close()
	var out strings.Builder
	in := target{"p", "q.go", own("p")}
	if err := ws.try(t.Context(), &out, in, regexp.MustCompile(""), time.Now()); err != nil {
		t.Fatal(err)
	}
	if want := ", 2 left\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("report %q does not end with %q", out.String(), want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ws.try(ctx, &out, in, regexp.MustCompile(""), time.Now()); err == nil {
		t.Error("try() of a cancelled context has no error")
	}
}

// A package whose tests fail already would kill every mutant.
func TestTryFailing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs programs")
	}
	m := small()
	m["p/q_test.go"] = &fstest.MapFile{Data: []byte("package p\n\nimport \"testing\"\n\nfunc TestQ(t *testing.T) { t.Fail() }\n")}
	ws, err := newWorkspace(m)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.close()
	var out strings.Builder
	err = ws.try(t.Context(), &out, target{"p", "", own("p")}, regexp.MustCompile(""), time.Now())
	if err == nil || !strings.Contains(err.Error(), "fail without a mutant") {
		t.Errorf("try() of failing tests: %v, want an error", err)
	}
}

func TestElapsed(t *testing.T) {
	if got := elapsed("ok  \texample.org/m/p\t0.250s\tcoverage: 1%\n"); got != 250*time.Millisecond {
		t.Errorf("elapsed() = %v, want 250ms", got)
	}
	if got := elapsed("FAIL"); got != 0 {
		t.Errorf("elapsed(no time) = %v, want 0", got)
	}
}

func TestRunRefuses(t *testing.T) {
	for _, args := range [][]string{{"-only", "("}, {"none"}, {"-bad"}, {"-h"}} {
		if err := run(t.Context(), args, new(strings.Builder)); err == nil {
			t.Errorf("run(%q) has no error", args)
		}
	}
	t.Chdir(t.TempDir())
	if err := run(t.Context(), []string{"-root", "."}, new(strings.Builder)); err == nil || !strings.Contains(err.Error(), "not in the root") {
		t.Errorf("run() in an empty folder: %v, want an error", err)
	}
}

// The table names what is there.
func TestTargets(t *testing.T) {
	if all, err := choose(nil); err != nil || len(all) != len(targets) {
		t.Errorf("choose(nil) = %d targets, %v, want all %d", len(all), err, len(targets))
	}
	if some, err := choose([]string{"sse", "version"}); err != nil || len(some) != 2 || some[0].name != "version" {
		t.Errorf("choose(sse, version) = %v, %v, want version and sse", some, err)
	}
	for _, tt := range targets {
		for _, file := range strings.Fields(tt.files) {
			exists(t, tt.name+"/"+file)
		}
		for _, s := range tt.tests {
			exists(t, s.folder)
		}
	}
}

func exists(t *testing.T, p string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("..", "..", "..", filepath.FromSlash(p))); err != nil {
		t.Error(err)
	}
}
