// Command peers writes the tables of docs/PEERS.md and docs/peers.json from what conform measured:
//
//	go -C internal/interop run ./conform/peers NAME=VERSION=FILE …
//
// Each FILE is the output of conform -json. The tables stand between the lines "<!-- measured -->"
// and "<!-- end -->" of the page; the sentences around them are not touched. peers.json has what each server but ours
// answered to each vector that is one request:
//
//	{"date", "peers": [{"name", "version"}], "answers": {vector: {peer: {"passed", "status", "code", "note"}}}}
//
// A peer that passed has the status and the code that the vector expects, so that they are left
// out; one to which a vector could not be sent is not there.
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
	Answers        map[string]answer
}

const (
	page  = "../../docs/PEERS.md"
	data  = "../../docs/peers.json"
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
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		p := peer{name: name, version: version}
		if err := json.Unmarshal(text, &p); err != nil {
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
	if err := os.WriteFile(data, answersOf(peers), 0o644); err != nil {
		return err
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
