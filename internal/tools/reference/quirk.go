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

// A quirk is one of package conditional with what the page says of it.
type quirk struct {
	conditional.Quirks
	sentence string
	source   string // the section of the RFC that S3 differs from, and S3's documentation
}

var conditionalQuirks = [...]quirk{
	{
		conditional.QuirkUnquotedTag,
		"An entity tag in If-Match or If-None-Match may lack its quotes.",
		"RFC 9110 §8.8.3; S3 GetObject: If-Match, If-None-Match",
	},
	{
		conditional.QuirkFutureDate,
		"An If-Modified-Since in the future, beyond some skew of the clocks, is ignored.",
		"RFC 9110 §13.1.3; S3 GetObject: If-Modified-Since",
	},
	{
		conditional.QuirkShortDay,
		"The day of the month in a date may have one digit.",
		"RFC 9110 §5.6.7; S3 GetObject: If-Modified-Since, If-Unmodified-Since",
	},
}

// shows reports whether a vector shows a quirk of package conditional: the first section
// that it cites is the one that S3 differs from, or it sends such a date.
func shows(q quirk, p proof) bool {
	if q.Quirks == conditional.QuirkShortDay {
		return slices.ContainsFunc(p.Request.Headers, func(l vectors.Line) bool { return shortDay.MatchString(l.Value) })
	}
	section, _, _ := strings.Cut(q.source, ";")
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
	for _, q := range conditionalQuirks {
		if unshown[q.String()] == "" && len(r.proofsOf(func(p proof) bool { return shows(q, p) })) == 0 {
			faults = append(faults, q.String()+": no vector shows it")
		}
	}
	return faults
}
