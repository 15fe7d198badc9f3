package main

import (
	"strings"
	"testing"
)

func TestVerdictOf(t *testing.T) {
	tests := []struct {
		output string
		want   verdict
	}{
		{"# p\n./a.go:1:2: undefined: x\nFAIL\tp [build failed]\nFAIL\n", notBuilt},
		{"FAIL\tp [setup failed]\n", notBuilt},
		{"panic: test timed out after 5s\n", timedOut},
		{"--- FAIL: TestA\nFAIL\n", killed},
		{"", killed},
	}
	for _, tt := range tests {
		if got := verdictOf(tt.output); got != tt.want {
			t.Errorf("verdictOf(%q) = %v, want %v", tt.output, got, tt.want)
		}
	}
}

func TestReport(t *testing.T) {
	var r report
	var out strings.Builder
	if r.score() != 100 {
		t.Errorf("score() of nothing = %v, want 100", r.score())
	}
	m := mutant{file: "p/a.go", line: 1, column: 2, operator: "constant", was: "1", is: "2"}
	for _, v := range []verdict{killed, killed, timedOut, lived, uncovered, notBuilt} {
		r.add(&out, m, v)
	}
	r.left = 7
	r.end(&out, target{name: "p"})
	if r.score() != 60 {
		t.Errorf("score() = %v, want 60", r.score())
	}
	lines := strings.Split(out.String(), "\n")
	for i, want := range map[int]string{
		0: "killed     p/a.go:1:2 constant: 1 becomes 2",
		2: "timed out  p/a.go:1:2 constant: 1 becomes 2",
		6: "p: 60.0 %, 1 lived, 2 killed, 1 timed out, 1 uncovered, 1 not built, 7 left",
	} {
		if lines[i] != want {
			t.Errorf("line %d of the report = %q, want %q", i, lines[i], want)
		}
	}
}

func TestCoverage(t *testing.T) {
	const profile = "mode: set\nm/p/a.go:2.10,4.3 2 0\nm/p/a.go:6.1,7.5 1 0\nmode: set\nm/p/a.go:6.1,7.5 1 3\n"
	c, err := readCoverage(profile, "m")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		file         string
		line, column int
		want         bool
	}{
		{"p/a.go", 2, 9, false}, // before the block
		{"p/a.go", 2, 10, true},
		{"p/a.go", 3, 1, true},
		{"p/a.go", 4, 2, true},
		{"p/a.go", 4, 3, false},
		{"p/a.go", 6, 2, false}, // run by the second suite
		{"p/b.go", 3, 1, false},
	}
	for _, tt := range tests {
		m := mutant{file: tt.file, line: tt.line, column: tt.column}
		if got := c.misses(m); got != tt.want {
			t.Errorf("misses(%s:%d:%d) = %t, want %t", tt.file, tt.line, tt.column, got, tt.want)
		}
	}
	for _, bad := range []string{"m/p/a.go", "m/p/a.go:1.2,x 1 1"} {
		if _, err := readCoverage(bad, "m"); err == nil {
			t.Errorf("readCoverage(%q) has no error", bad)
		}
	}
}
