package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
)

const intro = `# Performance

<!-- Written by go run ./internal/tools/performance. Do not edit. -->

What an answer costs without a network, and what it is measured against in the same run: for reads
` + "`http.ServeContent`" + ` over the same bytes, for error documents a handler that writes a copy of the
answer, for signatures the five HMACs of one that is made afresh. Below 1.00 is cheaper than that.
The aim is of the ratio, or of the nanoseconds. Machines are noisy: compare ratios, not times.

`

// reasons are what a profile of a HEAD says.
const reasons = `
Why small answers cost what they do: "the least" asks the clock, draws ids, looks bucket and version up and
sends as many lines, and decides nothing. That alone is about three fifths of ServeContent's HEAD, which has no
ids, no bucket and no rights. What is left to 0.80, some 100 ns, would have to pay for reading the request and
for 29 steps, which take more than the least again: a fifth of a HEAD is reading the request, a fifth the steps,
a tenth each the ids and the lines. Steps that cannot matter are run all the same: not to run them gained 3 %.
The lines are the one allocation, and a range has the texts of Content-Range and Content-Length too. An error
document is made for each request, with its ids, where the constant one is a copy. A fingerprint of a customer's
key is an HMAC of the standard library: one of our own took half the time, and cryptography that nobody else
reviews is not ours to write.
`

// page returns the page.
func (m *measurement) page(at time.Time) (string, error) {
	var b, losses strings.Builder
	b.WriteString(intro)
	fmt.Fprintf(&b, "Measured on %s, %s, %d processors, %s on %s, median of %d.\n\n", at.UTC().Format("2 January 2006"), m.machine, runtime.NumCPU(), m.version, runtime.GOOS, m.rounds)
	b.WriteString("| what | ns | allocations | against: ns | ratio | aim | |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		ours, ok := m.median(r.ours)
		if !ok {
			return "", fmt.Errorf("no benchmark %s of %s", r.ours.name, r.ours.dir)
		}
		other, ok := m.median(r.against)
		if !ok && r.against != (bench{}) {
			return "", fmt.Errorf("no benchmark %s of %s", r.against.name, r.against.dir)
		}
		misses := r.misses(ours, other)
		verdict := "met"
		switch {
		case r.aim() == "":
			verdict = ""
		case misses != "":
			verdict = "**missed**"
			fmt.Fprintf(&losses, "- %s: %s.\n", r.what, misses)
		}
		against, ratio := "", ""
		if ok {
			against, ratio = fmt.Sprintf("%.0f", other.ns), fmt.Sprintf("%.2f", ours.ns/other.ns)
		}
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %s | %s | %s | %s |\n", r.what, ours.ns, ours.allocs, against, ratio, r.aim(), verdict)
	}
	if losses.Len() > 0 {
		b.WriteString("\n## Where we lose\n\n" + losses.String() + reasons)
	}
	return b.String(), nil
}

// aim returns what is aimed at.
func (r *row) aim() string {
	var parts []string
	if r.ratio > 0 {
		parts = append(parts, fmt.Sprintf("%.2f", r.ratio))
	}
	if r.ns > 0 {
		parts = append(parts, fmt.Sprintf("%.0f ns", r.ns))
	}
	if r.allocs >= 0 {
		parts = append(parts, fmt.Sprintf("%.0f allocations", r.allocs))
	}
	return strings.Join(parts, ", ")
}

// misses says how a row is behind its aim, or "".
func (r *row) misses(ours, other result) string {
	var parts []string
	if r.ratio > 0 && ours.ns > r.ratio*other.ns {
		parts = append(parts, fmt.Sprintf("%.2f of what it is measured against, where %.2f is aimed at", ours.ns/other.ns, r.ratio))
	}
	if r.ns > 0 && ours.ns > r.ns {
		parts = append(parts, fmt.Sprintf("%.0f ns of %.0f", ours.ns, r.ns))
	}
	if r.allocs >= 0 && ours.allocs > r.allocs {
		parts = append(parts, fmt.Sprintf("%.0f allocations of %.0f", ours.allocs, r.allocs))
	}
	return strings.Join(parts, "; ")
}
