package main

import (
	"maps"
	"slices"
	"strings"
)

// unproved lists rules that no vector can show, and why.
var unproved = map[string]string{
	"signature/post-algorithm": "a form is no read",
	"signature/post-fields":    "a form is no read",
	"internal/error":           "no state of a store makes one",
	"internal/slow-down":       "no state of a fixture makes one",
	"internal/unavailable":     "no state of a fixture makes one",
	"address/prefix":           "a runner does not know where a handler is mounted",
	"address/host":             "what S3 answers to such a host is not known",
	"address/target":           "what S3 answers to such a target is not known",
	"signature/session-bucket": "a session is made by a request",
	"query/repeated":           "what S3 does with such a request is not known",
	"address/query":            "the query of a vector is encoded",
	"address/utf-8":            "the key of a vector is UTF-8",
	"route/method":             "a vector is a GET or a HEAD",
	"route/method-unknown":     "a vector is a GET or a HEAD",
	"route/no-key":             "a vector has a key",
	"route/sub-resource":       "the request is another operation, which this library does not answer for",
	"lambda/not-found":         "the functions of a fixture are there",
	"lambda/invocation-failed": "the functions of a fixture can be called",
	"lambda/timeout":           "nobody waits a minute for a vector",
}

// unshown lists quirks of package conditional that no vector shows, and why.
var unshown = map[string]string{}

// unmet lists rules that no step of an explanation of a vector or an example decides by.
var unmet = map[string]string{
	"signature/post-algorithm": "a form is no read",
	"signature/post-fields":    "a form is no read",
	"internal/error":           "no state of a store makes one",
	"internal/slow-down":       "no state of a fixture makes one",
	"internal/unavailable":     "no state of a fixture makes one",
	"address/prefix":           "the examples have no prefix",
	"signature/session-bucket": "a session is made by a request",
	"address/target":           "a target that is long enough would fill a page",
	"lambda/not-found":         "the functions of a fixture are there",
	"lambda/invocation-failed": "the functions of a fixture can be called",
	"lambda/timeout":           "nobody waits a minute for an example",
}

// gaps returns what is missing.
func (r *reference) gaps() (faults []string) {
	for _, e := range r.entries {
		for _, what := range e.missing() {
			faults = append(faults, e.ID+": "+what)
		}
	}
	for _, table := range []map[string]string{unproved, unmet} {
		for _, id := range slices.Sorted(maps.Keys(table)) {
			if r.find(id) == nil {
				faults = append(faults, id+": excused and no rule")
			}
		}
	}
	faults = append(faults, r.quirkFaults()...)
	faults = append(faults, r.guessFaults()...)
	return append(faults, r.noteFaults()...)
}

// missing says what a rule lacks.
func (e *entry) missing() (what []string) {
	lack := func(yes bool, text string) {
		if yes {
			what = append(what, text)
		}
	}
	lack(!strings.HasSuffix(e.Sentence, "."), "no sentence")
	lack(len(e.Sections) == 0, "no section")
	lack(e.constant == "", "no constant")
	lack(len(e.uses) == 0, "no code decides by it")
	lack(len(e.proofs) == 0 && unproved[e.ID] == "", "no vector names it")
	lack(len(e.steps) == 0 && !e.isApart() && unmet[e.ID] == "", "no request meets it")
	for _, s := range e.Sections {
		lack(!isTitled(s), "section "+s+" has no title")
	}
	return what
}
