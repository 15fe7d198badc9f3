package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

var errBroken = errors.New("the connection broke")

// TestCheck: what is wrong with what was read is found.
func TestCheck(t *testing.T) {
	mixed := contentOf("w1/2", 203)
	copy(mixed[len(mixed)/2:], contentOf("w1/2", 303)[len(mixed)/2:])
	tests := []struct {
		name  string
		text  []byte
		least int
		want  string // in what is found, "" for nothing
	}{
		{"current", contentOf("w1/2", 203), 203, ""},
		{"later", contentOf("w1/2", 303), 203, ""},
		{"older", contentOf("w1/2", 103), 203, "acknowledged before"},
		{"mixed", mixed, 203, "mixed"},
		{"cut off", contentOf("w1/2", 203)[:500], 203, "mixed"},
		{"longer", append(contentOf("w1/2", 203), '\n'), 203, "mixed"},
		{"another key", contentOf("w1/3", 203), 0, "another content"},
		{"nothing", nil, 0, "another content"},
	}
	for _, tt := range tests {
		l := newLoad(nil, &options{})
		l.check("w1/2", tt.text, tt.least)
		switch {
		case tt.want == "" && len(l.findings) > 0:
			t.Errorf("%s: found %v, want nothing", tt.name, l.findings)
		case tt.want != "" && (len(l.findings) != 1 || !strings.Contains(l.findings[0].Error(), tt.want)):
			t.Errorf("%s: found %v, want %q", tt.name, l.findings, tt.want)
		}
	}
}

// TestReport: a row has the requests of its phase.
func TestReport(t *testing.T) {
	l := newLoad(nil, &options{duration: 40 * time.Second})
	for _, at := range []time.Duration{10, 20, 30} {
		l.marks = append(l.marks, mark{at: at * time.Second})
	}
	for i := range 40 {
		l.samples = append(l.samples, sample{op: "GET", at: time.Duration(i) * time.Second, took: time.Duration(i) * time.Millisecond})
	}
	l.samples[15].err = errBroken
	l.samples[25].err, l.samples[25].killed = errBroken, true
	var b bytes.Buffer
	l.report(&b)
	for _, want := range []string{
		"| all there | GET | 10 | 0 | 0 | 5ms | 9ms | 9ms |",
		"| a node missing | GET | 10 | 1 | 0 | 14ms | 19ms | 19ms |",
		"| node back | GET | 10 | 0 | 1 | 24ms | 29ms | 29ms |",
		"| a handler fewer | GET | 10 | 0 | 0 | 35ms | 39ms | 39ms |",
		"| a handler fewer | PUT | 0 | 0 | 0 | 0s | 0s | 0s |",
	} {
		if !strings.Contains(b.String(), want+"\n") {
			t.Errorf("the report lacks %q:\n%s", want, b.String())
		}
	}
}
