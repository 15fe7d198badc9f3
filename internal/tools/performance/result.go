package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A result is what one run of a benchmark has cost for an operation.
type result struct {
	ns     float64
	allocs float64
}

// suffix is the number of processors behind the name of a benchmark.
var suffix = regexp.MustCompile(`-\d+$`)

// read reads what the benchmarks of a package print.
func (m *measurement) read(dir, out string) {
	for line := range strings.Lines(out) {
		if cpu, ok := strings.CutPrefix(line, "cpu: "); ok {
			m.machine = strings.TrimSpace(cpu)
		}
		words := strings.Fields(line)
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		var r result
		for i := 2; i+1 < len(words); i += 2 {
			n, _ := strconv.ParseFloat(words[i], 64)
			switch words[i+1] {
			case "ns/op":
				r.ns = n
			case "allocs/op":
				r.allocs = n
			}
		}
		name := dir + " " + suffix.ReplaceAllString(words[0], "")
		m.results[name] = append(m.results[name], r)
	}
}

// median returns the median of the rounds, and whether there are any.
func (m *measurement) median(b bench) (result, bool) {
	list := m.results[b.dir+" Benchmark"+b.name]
	if len(list) == 0 {
		return result{}, false
	}
	list = slices.SortedFunc(slices.Values(list), func(a, b result) int {
		switch {
		case a.ns < b.ns:
			return -1
		case a.ns > b.ns:
			return 1
		}
		return 0
	})
	return list[len(list)/2], true
}
