package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// An outcome is what became of one vector.
type outcome struct {
	skipped string // why it could not be run; "" if it was
	err     error  // how the answer differs, or nil
	status  int    // of the answer; 0 where there is none, and of sequences
	code    string // of its error document, or ""
	note    string // the first difference, in one line
}

// A result has the outcome of each vector.
type result struct {
	ids      []string // in the order in which they were run
	outcomes map[string]outcome
}

func (r *result) add(id string, o outcome) {
	if r.outcomes == nil {
		r.outcomes = map[string]outcome{}
	}
	r.ids = append(r.ids, id)
	r.outcomes[id] = o
}

// A count is how many vectors of an area had which outcome.
type count struct {
	Passed, Failed, NotExpressible int
}

func (c *count) add(o outcome) {
	switch {
	case o.skipped != "":
		c.NotExpressible++
	case o.err != nil:
		c.Failed++
	default:
		c.Passed++
	}
}

// areas counts by the first half of the ids.
func (r *result) areas() (areas map[string]*count, all count) {
	areas = map[string]*count{}
	for id, o := range r.outcomes {
		area, _, _ := strings.Cut(id, "/")
		if areas[area] == nil {
			areas[area] = new(count)
		}
		areas[area].add(o)
		all.add(o)
	}
	return areas, all
}

// writeTable writes a table in Markdown, and then, if that is asked for, each difference.
func (r *result) writeTable(w io.Writer, verbose bool) error {
	areas, all := r.areas()
	fmt.Fprintf(w, "| area | passed | failed | not expressible |\n| --- | --- | --- | --- |\n")
	for _, area := range slices.Sorted(maps.Keys(areas)) {
		c := areas[area]
		fmt.Fprintf(w, "| `%s/` | %d | %d | %d |\n", area, c.Passed, c.Failed, c.NotExpressible)
	}
	_, err := fmt.Fprintf(w, "| **all** | %d | %d | %d |\n", all.Passed, all.Failed, all.NotExpressible)
	for _, id := range r.ids {
		switch o := r.outcomes[id]; {
		case !verbose:
		case o.skipped != "":
			_, err = fmt.Fprintf(w, "\n%s: not expressible: %s\n", id, o.skipped)
		case o.err != nil:
			_, err = fmt.Fprintf(w, "\n%v\n", o.err)
		}
	}
	return err
}

// An answer is what a server answered to one vector.
type answer struct {
	Passed bool   `json:"passed,omitempty"`
	Status int    `json:"status,omitempty"`
	Code   string `json:"code,omitempty"`
	Note   string `json:"note,omitempty"`
}

// writeJSON writes an object with the counts of each area, the differences of each vector, and
// what was answered to those that are one request.
func (r *result) writeJSON(w io.Writer) error {
	areas, all := r.areas()
	failed, skipped, answers := map[string]string{}, map[string]string{}, map[string]answer{}
	for id, o := range r.outcomes {
		if o.status != 0 || o.note != "" {
			answers[id] = answer{o.err == nil, o.status, o.code, o.note}
		}
		switch {
		case o.skipped != "":
			skipped[id] = o.skipped
		case o.err != nil:
			failed[id] = o.err.Error()
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	return enc.Encode(map[string]any{"all": all, "areas": areas, "failed": failed, "notExpressible": skipped, "answers": answers})
}
