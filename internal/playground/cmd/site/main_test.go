package main

import (
	"flag"
	"strings"
	"testing"
)

// TestOptions checks the errors of options; package site has the tests of what is written.
func TestOptions(t *testing.T) {
	if err := run(nil); err == nil || !strings.Contains(err.Error(), "-o is missing") {
		t.Errorf("run() = %v, want -o is missing", err)
	}
	if err := run([]string{"-help"}); err != flag.ErrHelp {
		t.Errorf("run(-help) = %v, want %v", err, flag.ErrHelp)
	}
	t.Chdir(t.TempDir())
	if err := run([]string{"-size"}); err == nil {
		t.Error("run(-size) of nothing = nil, want an error")
	}
}
