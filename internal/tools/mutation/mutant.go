package main

import (
	"fmt"
	"slices"
)

// A mutant is a change of one place of a file.
type mutant struct {
	file       string // its path from the root
	line       int
	column     int
	operator   string
	start, end int    // the bytes that are replaced
	was, is    string // what they were and what they become
}

// String returns the place and the change on one line.
func (m mutant) String() string {
	is := brief(m.is)
	if is == "" {
		is = "nothing"
	}
	return fmt.Sprintf("%s:%d:%d %s: %s becomes %s", m.file, m.line, m.column, m.operator, brief(m.was), is)
}

// apply returns src with the change.
func (m mutant) apply(src []byte) []byte {
	return slices.Concat(src[:m.start], []byte(m.is), src[m.end:])
}

// brief is text that fits into a line of a report.
func brief(text string) string {
	const most = 60
	line := []rune{}
	for _, r := range text {
		switch {
		case r == '\n':
			r = ' '
		case r == '\t':
			continue
		}
		line = append(line, r)
	}
	if len(line) > most {
		return string(line[:most]) + "…"
	}
	return string(line)
}
