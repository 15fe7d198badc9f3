package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// printed is what two rounds print.
const printed = `goos: linux
cpu: A processor
BenchmarkHandler/Head-2     	  100	      300 ns/op	    2552 B/op	       5 allocs/op
BenchmarkHandler/Head-2     	  100	      100 ns/op	    2552 B/op	       5 allocs/op
BenchmarkHandler/Head-2     	  100	      200 ns/op	   9.5 MB/s	    2552 B/op	       4 allocs/op
BenchmarkServeContent/Head  	  100	      400 ns/op	     168 B/op	       8 allocs/op
BenchmarkHandler
ok
`

func TestMedian(t *testing.T) {
	m := &measurement{results: map[string][]result{}}
	m.read(handler, printed)
	got, ok := m.median(bench{handler, "Handler/Head"})
	if !ok || got != (result{200, 4}) || m.machine != "A processor" {
		t.Errorf("median = %+v, %v on %q, want 200 ns and 4 allocations", got, ok, m.machine)
	}
	if _, ok := m.median(bench{handler, "Handler/Get"}); ok {
		t.Error("there is a median of nothing")
	}
	if _, err := m.page(time.Now()); err == nil || !strings.Contains(err.Error(), "Handler/Get") {
		t.Errorf("a page without a benchmark: %v", err)
	}
}

func TestMisses(t *testing.T) {
	r := row{ratio: 0.8, ns: 100, allocs: 2}
	for _, c := range []struct {
		ours, other result
		want        string
	}{
		{result{80, 2}, result{100, 9}, ""},
		{result{90, 2}, result{100, 0}, "0.90 of"},
		{result{101, 2}, result{1000, 0}, "101 ns of 100"},
		{result{1, 3}, result{100, 0}, "3 allocations of 2"},
	} {
		if got := r.misses(c.ours, c.other); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("misses(%v, %v) = %q, want %q", c.ours, c.other, got, c.want)
		}
	}
	if got := r.aim(); got != "0.80, 100 ns, 2 allocations" {
		t.Errorf("aim = %q", got)
	}
	if got := (&row{allocs: none}).aim(); got != "" {
		t.Errorf("aim of none = %q", got)
	}
}

// TestRows runs each benchmark once, so that rows name those that there are.
func TestRows(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the benchmarks")
	}
	m, err := measure("../../..", 1, "1x")
	if err != nil {
		t.Fatal(err)
	}
	text, err := m.page(time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if !strings.Contains(text, "| "+r.what+" |") {
			t.Errorf("no line %q", r.what)
		}
	}
	if !strings.Contains(text, "Measured on 27 November 2026, ") {
		t.Errorf("no date in %.600s", text)
	}
	if err := run(t.TempDir(), 0, "1x", nil); err == nil {
		t.Error("run of nothing = nil, want an error")
	}
	committed, err := os.ReadFile(filepath.Join("../../..", page))
	if err != nil || !strings.HasPrefix(string(committed), intro) {
		t.Errorf("%s is not that of this command (%v): run it", page, err)
	}
}

func TestSection(t *testing.T) {
	if got, err := (section{"More", "echo ## More", true, nil}).print(".", 3); got != "## More -n 3\n" || err != nil {
		t.Errorf("print = %q, %v", got, err)
	}
	if got, err := (section{"More", "echo more", false, strings.ToUpper}).print(".", 3); got != "MORE\n" || err != nil {
		t.Errorf("print = %q, %v", got, err)
	}
	if _, err := (section{"More", "false", false, nil}).print(".", 3); err == nil {
		t.Error("print of a command that fails = nil, want an error")
	}
}

func TestMemory(t *testing.T) {
	got := memory("=== RUN   TestSlowReaders\n    slow_test.go:7: memstore: 1 bytes each\n--- PASS: TestSlowReaders (1s)\n")
	if !strings.HasSuffix(got, "\n\n- memstore: 1 bytes each\n") {
		t.Errorf("memory = %q", got)
	}
}

func TestReplace(t *testing.T) {
	const page = "# P\n\nintro\n\n## A\n\none\n\n## B\n\ntwo\n"
	for heading, want := range map[string]string{
		"A": "# P\n\nintro\n\n## A\n\nnew\n\n## B\n\ntwo\n",
		"B": "# P\n\nintro\n\n## A\n\none\n\n## B\n\nnew\n",
		"C": "",
	} {
		got, ok := replace(page, heading, "## "+heading+"\n\nnew\n")
		if ok != (want != "") || ok && got != want {
			t.Errorf("replace %s = %q, %t; want %q", heading, got, ok, want)
		}
	}
}
