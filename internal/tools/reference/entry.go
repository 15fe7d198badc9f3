package main

import (
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// A reference is all that the pages are made of.
type reference struct {
	entries []*entry         // in the order of the rules
	steps   []getobject.Step // in S3's order; their outcomes mean nothing
	vectors []proof          // all of them
	guesses *guesses.Table   // what had to be chosen
}

// An entry is one rule and what is known of it.
type entry struct {
	*rule.Rule
	constant string  // name of the constant
	uses     []use   // where the code decides by it
	proofs   []proof // vectors that name it
	statuses []int   // what was answered by it, in order
	steps    []int   // where it was decided by, as indexes of steps, in order
	example  *example
}

// A proof is a vector and the file that it is in.
type proof struct {
	folder, file string // "getobject/vectors", "range.json"
	vectors.Vector
}

// find returns the entry of a rule, or nil.
func (r *reference) find(id string) *entry {
	i := slices.IndexFunc(r.entries, func(e *entry) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	return r.entries[i]
}

// area returns the first half of the identifier, and short the second.
func (e *entry) area() string  { area, _, _ := strings.Cut(e.ID, "/"); return area }
func (e *entry) short() string { _, short, _ := strings.Cut(e.ID, "/"); return short }

// ofHeader reports whether the rule is about a response header field.
func (e *entry) ofHeader() bool { return e.area() == "header" || e.ID == "cors/actual" }

// ofSignature reports whether the rule is about a signature.
func (e *entry) ofSignature() bool { return e.area() == "signature" }

// ofPolicy reports whether the rule is one of policies, which an authorizer asks for, and
// whose vectors are not requests.
func (e *entry) ofPolicy() bool { return e.area() == "policy" }

// isApart reports whether the rule decides no answer of its own.
func (e *entry) isApart() bool { return e.ofHeader() || e.ofPolicy() }

// refuses reports whether the rule ends a request with an error.
func (e *entry) refuses() bool { return e.Code != "" }

// status returns the status that the rule decides on, or 0 for one of a header field.
func (e *entry) status() int {
	switch {
	case e.refuses():
		return e.Code.Status()
	case len(e.statuses) > 0 && !e.ofHeader():
		return e.statuses[0]
	}
	return 0
}

// meet notes that a step decided by the rule.
func (e *entry) meet(step, status int) {
	e.steps = insert(e.steps, step)
	e.statuses = insert(e.statuses, status)
}

// insert inserts n into a sorted list without repetitions.
func insert(list []int, n int) []int {
	i, found := slices.BinarySearch(list, n)
	if found {
		return list
	}
	return slices.Insert(list, i, n)
}

// step returns the place of the first step that decides by the rule; rules that no
// request can show here come last.
func (r *reference) step(e *entry) int {
	if len(e.steps) > 0 {
		return e.steps[0]
	}
	at := ""
	switch {
	case e.ofSignature():
		at = "signature"
	case e.hasOwnSteps():
		at = "function"
	default:
		return len(r.steps)
	}
	return slices.IndexFunc(r.steps, func(s getobject.Step) bool { return s.Name == at })
}

// inOrder returns the entries that f wants, in the order in which they are asked.
func (r *reference) inOrder(f func(*entry) bool) []*entry {
	var list []*entry
	for _, e := range r.entries {
		if f(e) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *entry) int { return r.step(a) - r.step(b) })
	return list
}

// phrase returns a status with its name.
func phrase(status int) string { return http.StatusText(status) }
