package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject/vectors"
)

// shortDay finds a date whose day has one digit.
var shortDay = regexp.MustCompile(`\A[A-Z][a-z]+, [0-9] [A-Z]`)

// shows reports whether a vector shows a quirk of package conditional: the first section
// that it cites is the one that S3 differs from, or it sends such a date.
func shows(q conditional.Quirk, p proof) bool {
	if q == conditional.QuirkShortDay {
		return slices.ContainsFunc(p.Request.Headers, func(l vectors.Line) bool { return shortDay.MatchString(l.Value) })
	}
	section, _, _ := strings.Cut(q.Source(), ";")
	return p.Kind == vectors.Quirk && p.Spec[0] == section
}

// proofsOf returns the vectors that f wants.
func (r *reference) proofsOf(f func(proof) bool) []proof {
	var list []proof
	for _, p := range r.vectors {
		if f(p) {
			list = append(list, p)
		}
	}
	return list
}

// quirkFaults finds quirks of package conditional that no vector shows.
func (r *reference) quirkFaults() (faults []string) {
	for q := range conditional.Quirks() {
		if unshown[q.String()] == "" && len(r.proofsOf(func(p proof) bool { return shows(q, p) })) == 0 {
			faults = append(faults, q.String()+": no vector shows it")
		}
	}
	return faults
}
