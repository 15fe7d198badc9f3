//go:build linux

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestMain is a server where a case starts one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-serve" {
		main()
		return
	}
	os.Exit(m.Run())
}

// TestCases runs each case with a few requests: all servers answer what is asked.
func TestCases(t *testing.T) {
	if testing.Short() {
		t.Skip("runs servers")
	}
	if _, err := exec.LookPath("nginx"); err != nil {
		t.Skip("nginx is not installed")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := fill(dir); err != nil {
		t.Fatal(err)
	}
	var results []result
	for _, c := range cases {
		r, err := c.measure(dir, 1, 0.001)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		results = append(results, r)
	}
	var b strings.Builder
	if err := writeSection(&b, results, 1); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !strings.Contains(b.String(), "| "+c.what+" | nginx |") {
			t.Errorf("the section lacks %q:\n%s", c.what, b.String())
		}
	}
}

// TestWrongAnswer checks that a server that answers something else is noticed.
func TestWrongAnswer(t *testing.T) {
	p, err := start("memory", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer p.stop()
	for name, q := range map[string]question{
		"status": {path: small, status: 206, length: smallSize},
		"length": {path: small, status: 200, length: smallSize + 1},
	} {
		if err := q.ask(p.addr, 1, 1); err == nil {
			t.Errorf("another %s = nil, want an error", name)
		}
	}
	if err := (question{path: small, status: 200, length: smallSize, discard: true}).ask(p.addr, 4, 2); err != nil {
		t.Error(err)
	}
}
