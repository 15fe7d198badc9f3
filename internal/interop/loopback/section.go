//go:build linux

package main

import (
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

const intro = `## Over loopback, beside nginx

Processor time of a server for each request, from what the system tells of its process: user and
system, without its client's. Each is a process of its own, all of a table answer the same requests by
turns, over %d connections that are kept (one for 1 GiB), and a number is the median of %d. The
ratio is to nginx, which is %s as Debian has it, with one worker and without a log. Bodies that a client
discards are dropped by its system (MSG_TRUNC), which takes no processor from the server. Measured on
%s, %s on %s, %d processors.

| what | server | µs for each request | ratio | aim |
| --- | --- | --- | --- | --- |
`

// reasons are what profiles say.
const reasons = `Where we lose: a server of
package net/http has a goroutine for each connection, and wakes it for each request, before any handler
runs; nginx answers all in one loop. A file of up to 4 KiB costs us one system call of our own, a stat of its
path, once it was kept open for 3 seconds, and a range of a larger one three (that, a read, and a stat of what
was read); nginx needs four for each (it opens, describes, sends and closes it). A body that is longer with
its head than 4 KiB, the buffer of package net/http, leaves in two writes.
`

// writeSection writes what was measured.
func writeSection(w io.Writer, results []result, rounds int) error {
	var b strings.Builder
	fmt.Fprintf(&b, intro, cases[0].connections, rounds, nginxVersion(), time.Now().UTC().Format("2 January 2006"), runtime.Version(), runtime.GOOS, runtime.NumCPU())
	for _, r := range results {
		for i, who := range r.contenders {
			what, aim := "", ""
			if i == 0 {
				what = r.what
			}
			if who.name == "ours" {
				aim = r.aim
			}
			ratio := float64(r.spent[i]) / float64(r.spent[0])
			fmt.Fprintf(&b, "| %s | %s | %.1f | %.2f | %s |\n", what, who.name, float64(r.spent[i])/float64(time.Microsecond), ratio, aim)
		}
	}
	for _, r := range results {
		if ours, constant := r.of("ours"), r.of(constantAnswer); ours > 0 && constant > 0 {
			fmt.Fprintf(&b, "\nOurs from memory costs %.2f of the constant answer, and that %.2f of nginx. ", ours/constant, constant/float64(r.spent[0]))
		}
	}
	b.WriteString(reasons)
	_, err := io.WriteString(w, b.String())
	return err
}

// of returns what a request cost a contender, or 0.
func (r result) of(name string) float64 {
	for i, who := range r.contenders {
		if who.name == name {
			return float64(r.spent[i])
		}
	}
	return 0
}

// nginxVersion returns what nginx says that it is.
func nginxVersion() string {
	out, err := exec.Command("nginx", "-v").CombinedOutput()
	if err != nil {
		return "missing"
	}
	_, version, _ := strings.Cut(strings.TrimSpace(string(out)), ": ")
	return strings.TrimPrefix(version, "nginx version: ")
}
