package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// A matcher chooses mutants by their lines; see [regexp.Regexp.MatchString].
type matcher interface{ MatchString(line string) bool }

// A verdict is what became of a mutant.
type verdict uint8

const (
	lived verdict = iota
	killed
	timedOut
	uncovered
	notBuilt
	verdicts // how many there are
)

// String returns the verdict as the package comment has it.
func (v verdict) String() string {
	return [...]string{"lived", "killed", "timed out", "uncovered", "not built"}[v]
}

// verdictOf reads the output of tests that failed.
func verdictOf(output string) verdict {
	switch {
	case strings.Contains(output, "[build failed]"), strings.Contains(output, "[setup failed]"):
		return notBuilt
	case strings.Contains(output, "panic: test timed out after"):
		return timedOut
	}
	return killed
}

// A report counts verdicts.
type report struct {
	counts [verdicts]int
	left   int // mutants that were not tried
}

// judge counts the verdicts on the mutants of b, and writes a line for each. It begins none
// after the end.
func (r *report) judge(ctx context.Context, w io.Writer, b *batch, c coverage, end time.Time) error {
	if len(b.mutants) == 0 || time.Now().After(end) {
		r.left += len(b.mutants)
		return nil
	}
	if err := b.prepare(ctx); err != nil {
		return err
	}
	for i, m := range b.mutants {
		if time.Now().After(end) {
			r.left++
			continue
		}
		v, err := uncovered, error(nil)
		if !c.misses(m) {
			v, err = b.judge(ctx, i+1)
		}
		if err != nil {
			return err
		}
		r.add(w, m, v)
	}
	return nil
}

// add counts a mutant and writes its line.
func (r *report) add(w io.Writer, m mutant, v verdict) {
	r.counts[v]++
	fmt.Fprintf(w, "%-9s  %s\n", v, m)
}

// score returns the share of mutants that the tests noticed, in percent, or 100 where
// there was nothing to notice.
func (r *report) score() float64 {
	noticed := r.counts[killed] + r.counts[timedOut]
	all := noticed + r.counts[lived] + r.counts[uncovered]
	if all == 0 {
		return 100
	}
	return 100 * float64(noticed) / float64(all)
}

// end writes the counts of a target.
func (r *report) end(w io.Writer, t target) {
	fmt.Fprintf(w, "%s: %.1f %%", t.name, r.score())
	for v, n := range r.counts {
		fmt.Fprintf(w, ", %d %s", n, verdict(v))
	}
	if r.left > 0 {
		fmt.Fprintf(w, ", %d left", r.left)
	}
	fmt.Fprintln(w)
}

// has reports whether a file of the package of t is one to change.
func (t target) has(name string) bool {
	if strings.HasSuffix(name, "_test.go") {
		return false
	}
	return t.files == "" || slices.Contains(strings.Fields(t.files), name)
}
