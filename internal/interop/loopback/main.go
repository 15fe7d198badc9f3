//go:build linux

// Command loopback measures what a request over loopback costs a server: ours, the standard
// library's, and nginx. It prints the section of docs/PERFORMANCE.md.
//
//	go -C internal/interop run ./loopback        takes some minutes
//	go -C internal/interop run ./loopback -n 1   is quick and rough
//
// Each server is a process of its own, whose processor time the system tells. All that are compared
// answer by turns in the same minute, and a number is the median of the rounds.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("n", 5, "how many rounds")
	share := flag.Float64("share", 1, "how much of the requests of a round, to be quick")
	only := flag.String("only", "", "what the cases are called that are measured")
	kind := flag.String("serve", "", "be the server of a kind, until standard input ends")
	dir := flag.String("dir", "", "the folder that is served")
	flag.Parse()
	var err error
	if *kind != "" {
		err = serve(*kind, *dir)
	} else {
		err = run(*rounds, *share, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "loopback:", err)
		os.Exit(1)
	}
}

// run measures all cases and prints the section.
func run(rounds int, share float64, only string) error {
	dir, err := os.MkdirTemp("", "loopback")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fill(dir); err != nil {
		return err
	}
	var results []result
	for _, c := range cases {
		if !strings.Contains(c.what, only) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s %s\n", time.Now().Format(time.TimeOnly), c.what)
		r, err := c.measure(dir, rounds, share)
		if err != nil {
			return fmt.Errorf("%s: %w", c.what, err)
		}
		results = append(results, r)
	}
	return writeSection(os.Stdout, results, rounds)
}
