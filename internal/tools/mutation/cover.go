package main

import (
	"fmt"
	"strings"
)

// A coverage tells which places the tests run.
type coverage struct{ blocks map[block]bool }

// A block is a run of statements of a file, as go test reports it.
type block struct {
	file                              string
	line, column, lastLine, endColumn int
}

// readCoverage reads a profile of go test. A block that several packages report was run
// if it was run in one of them. The paths in it begin with the module.
func readCoverage(profile, module string) (coverage, error) {
	c := coverage{map[block]bool{}}
	for line := range strings.Lines(profile) {
		if strings.HasPrefix(line, "mode:") {
			continue
		}
		file, rest, ok := strings.Cut(strings.TrimPrefix(line, module+"/"), ":")
		b := block{file: file}
		var statements, count int
		_, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &b.line, &b.column, &b.lastLine, &b.endColumn, &statements, &count)
		if !ok || err != nil {
			return coverage{}, fmt.Errorf("line %q of a profile: %w", line, err)
		}
		c.blocks[b] = c.blocks[b] || count > 0
	}
	return c, nil
}

// misses reports whether m lies only in blocks that were not run. Declarations and the
// conditions of cases lie in none, and are not missed.
func (c coverage) misses(m mutant) bool {
	inside := false
	for b, run := range c.blocks {
		if b.holds(m) {
			inside = true
			if run {
				return false
			}
		}
	}
	return inside
}

func (b block) holds(m mutant) bool {
	after := b.line < m.line || b.line == m.line && b.column <= m.column
	before := m.line < b.lastLine || m.line == b.lastLine && m.column < b.endColumn
	return b.file == m.file && after && before
}
