//go:build linux

package main

import (
	"slices"
	"time"
)

// A contender is a server that a question is asked.
type contender struct {
	name string
	kind string
	path string // "" for that of the question
}

// The contenders of more than one case.
var (
	nginx       = contender{"nginx", "nginx", ""}
	oursFile    = contender{"ours", "file", ""}
	contentFile = contender{"ServeContent", "content file", ""}
)

const constantAnswer = "a constant answer with the same header lines"

// A comparison is a question, who answers it, and how often a round asks it.
type comparison struct {
	what        string
	question    question
	contenders  []contender // the first is what the others are compared with
	requests    int
	connections int
	aim         string
}

const (
	small = "/b/" + smallKey
	large = "/b/" + largeKey
)

// cases are what is measured, in the order of the page.
var cases = []comparison{
	{
		"1 KiB in memory", question{path: small, status: 200, length: smallSize},
		[]contender{
			nginx, {"nginx, from its configuration", "nginx", "/constant/"}, {"ours", "memory", ""},
			{constantAnswer, "constant", ""}, {"ServeContent", "content memory", ""},
		},
		30000, 8, "at most nginx, and 1.05 of the constant answer",
	},
	{
		"1 KiB in memory, signed", question{path: small, status: 200, length: smallSize, signed: true},
		[]contender{nginx, {"ours", "signed", ""}},
		30000, 8, "",
	},
	{
		"1 KiB in a file", question{path: small, status: 200, length: smallSize},
		[]contender{nginx, oursFile, {"ours, opened for each request", "opened", ""}, contentFile},
		30000, 8, "1.30 of nginx",
	},
	{
		"4 KiB of a file of 1 GiB", question{path: large, window: "bytes=500000000-500004095", status: 206, length: 4096},
		[]contender{nginx, oursFile, {"ours, opened for each request", "opened", ""}, contentFile},
		30000, 8, "1.30 of nginx",
	},
	{
		"a file of 1 GiB", question{path: large, status: 200, length: largeSize},
		[]contender{nginx, oursFile, contentFile},
		5, 1, "1.00 of nginx",
	},
	{
		"a file of 1 GiB, to a client that discards", question{path: large, status: 200, length: largeSize, discard: true},
		[]contender{nginx, oursFile, contentFile},
		5, 1, "1.00 of nginx",
	},
}

// A result is what a request cost each contender: the median of the rounds.
type result struct {
	comparison
	spent []time.Duration
}

// measure asks all contenders by turns.
func (c comparison) measure(dir string, rounds int, share float64) (result, error) {
	servers := make([]*process, len(c.contenders))
	defer func() {
		for _, p := range servers {
			if p != nil {
				p.stop()
			}
		}
	}()
	for i, who := range c.contenders {
		p, err := start(who.kind, dir)
		if err != nil {
			return result{}, err
		}
		servers[i] = p
	}
	requests := max(c.connections, int(float64(c.requests)*share))
	all := make([][]time.Duration, len(servers))
	for round := range rounds + 1 {
		for i, p := range servers {
			q := c.question
			if path := c.contenders[i].path; path != "" {
				q.path = path
			}
			before, err := p.spent()
			if err != nil {
				return result{}, err
			}
			if err := q.ask(p.addr, requests, c.connections); err != nil {
				return result{}, err
			}
			after, err := p.spent()
			if err != nil {
				return result{}, err
			}
			if round > 0 { // the first warms up
				all[i] = append(all[i], (after-before)/time.Duration(requests))
			}
		}
	}
	r := result{comparison: c}
	for _, list := range all {
		slices.Sort(list)
		r.spent = append(r.spent, list[len(list)/2])
	}
	return r, nil
}
