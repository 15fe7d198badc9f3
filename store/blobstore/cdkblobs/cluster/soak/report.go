package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// A phase is a part of the time in which the cluster was in one state.
type phase struct {
	name     string
	from, to time.Duration
}

func (l *load) phases() []phase {
	names := []string{"all there", "a node missing", "node back", "a handler fewer"}
	all := make([]phase, 0, len(names))
	from := time.Duration(0)
	for i, name := range names {
		to := l.o.duration + time.Hour
		if i < len(l.marks) {
			to = l.marks[i].at
		}
		all = append(all, phase{name, from, to})
		from = to
	}
	return all
}

// A row sums requests up.
type row struct {
	took                    []time.Duration
	failed, killed, inPhase int
	last                    time.Duration // when the last failed one began, from the beginning of the phase
	reason                  error
}

func (l *load) row(p phase, op string) *row {
	r := new(row)
	for _, s := range l.samples {
		if s.op != op || s.at < p.from || s.at >= p.to {
			continue
		}
		r.inPhase++
		switch {
		case s.err == nil:
			r.took = append(r.took, s.took)
		case s.killed:
			r.killed++
		default:
			r.failed++
			r.last, r.reason = s.at-p.from, s.err
		}
	}
	slices.Sort(r.took)
	return r
}

// percentile returns the latency that a share of the requests do not exceed.
func (r *row) percentile(share float64) time.Duration {
	if len(r.took) == 0 {
		return 0
	}
	return r.took[min(len(r.took)-1, int(share*float64(len(r.took))))].Round(100 * time.Microsecond)
}

// report prints a table in Markdown.
func (l *load) report(w io.Writer) {
	fmt.Fprintln(w, "| phase | request | number | failed | failed with the handler | p50 | p99 | longest |")
	fmt.Fprintln(w, "| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, p := range l.phases() {
		for _, op := range []string{"PUT", "GET"} {
			r := l.row(p, op)
			fmt.Fprintf(w, "| %s | %s | %d | %d | %d | %v | %v | %v |\n", p.name, op, r.inPhase, r.failed, r.killed, r.percentile(0.5), r.percentile(0.99), r.percentile(1))
			if r.reason != nil {
				fmt.Fprintf(os.Stderr, "%s, %s: the last failed %v after its beginning: %v\n", p.name, op, r.last.Round(time.Millisecond), r.reason)
			}
		}
	}
	fmt.Fprintf(w, "\n%d writes were acknowledged, %d of them or of what was read are wrong.\n", len(l.acked), len(l.findings))
}
