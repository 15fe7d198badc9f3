// Command peers writes the tables of docs/PEERS.md from what conform measured:
//
//	go -C internal/interop run ./conform/peers NAME=VERSION=FILE …
//
// Each FILE is the output of conform -json. The tables stand between the lines "<!-- measured -->"
// and "<!-- end -->" of the page; the sentences around them are not touched.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// A count is how many vectors of an area had which outcome.
type count struct{ Passed, Failed, NotExpressible int }

// A peer is a server that was measured.
type peer struct {
	name, version  string
	All            count
	Areas          map[string]count
	Failed         map[string]string
	NotExpressible map[string]string
}

const (
	page  = "../../docs/PEERS.md"
	begin = "<!-- measured -->\n"
	end   = "<!-- end -->"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("peers: ")
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	var peers []peer
	for _, arg := range args {
		name, rest, _ := strings.Cut(arg, "=")
		version, file, ok := strings.Cut(rest, "=")
		if !ok {
			return fmt.Errorf("%q is not NAME=VERSION=FILE", arg)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		p := peer{name: name, version: version}
		if err := json.Unmarshal(data, &p); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		peers = append(peers, p)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s has not both of the lines %q and %q", page, strings.TrimSpace(begin), end)
	}
	return os.WriteFile(page, []byte(before+begin+tables(peers)+end+after), 0o644)
}

// tables writes the date, the versions and a row for each area.
func tables(peers []peer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nMeasured on %s. A cell has the vectors that passed, of those that could be run there.\n\n", time.Now().UTC().Format("2 January 2006"))
	head, rule, all, could := "| area |", "| --- |", "| **all** |", "| not run |"
	areas := map[string]bool{}
	for _, p := range peers {
		head += " " + p.name + " |"
		rule += " --- |"
		all += cell(p.All)
		could += fmt.Sprintf(" %d |", p.All.NotExpressible)
		for area := range p.Areas {
			areas[area] = true
		}
	}
	fmt.Fprintln(&b, head)
	fmt.Fprintln(&b, rule)
	for _, area := range slices.Sorted(maps.Keys(areas)) {
		row, any := "| `"+area+"/` |", false
		for _, p := range peers {
			row += cell(p.Areas[area])
			any = any || p.Areas[area].Passed+p.Areas[area].Failed > 0
		}
		if any {
			fmt.Fprintln(&b, row)
		}
	}
	fmt.Fprintln(&b, all)
	fmt.Fprintln(&b, could)
	fmt.Fprintln(&b)
	for _, p := range peers {
		fmt.Fprintf(&b, "- %s: %s.\n", p.name, p.version)
	}
	fmt.Fprintln(&b)
	return b.String()
}

// cell is one cell of a row.
func cell(c count) string {
	if c.Passed+c.Failed == 0 {
		return " |"
	}
	return fmt.Sprintf(" %d of %d |", c.Passed, c.Passed+c.Failed)
}
