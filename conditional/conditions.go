package conditional

import (
	"time"

	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/internal/httpdate"
)

// The names of the fields, in their canonical form.
const (
	ifMatch           = "If-Match"
	ifNoneMatch       = "If-None-Match"
	ifModifiedSince   = "If-Modified-Since"
	ifUnmodifiedSince = "If-Unmodified-Since"
	ifRange           = "If-Range"
)

// Conditions are the preconditions of a request (RFC 9110 §13.1), with the
// [Quirks] by which they are read. The zero Conditions are those of a request
// that has none.
//
// Conditions may be used by several goroutines at once, as long as the header
// that they were made from is not changed.
type Conditions struct {
	// The field lines of each field. No lines mean that the field is absent;
	// one empty line means that it is there and empty.
	match, noneMatch, modifiedSince, unmodifiedSince, rng []string

	quirks Quirks
}

// Parse returns the preconditions in h as RFC 9110 reads them. h has the form of
// an [net/http.Header]: the keys are canonical, as in "If-None-Match", and the
// values are the field lines in their order. A nil h has no preconditions.
//
// There is no error, because RFC 9110 §13.1 gives every value a meaning: see
// "What the fields mean" in the package comment.
//
// Parse keeps the slices of h and does not allocate.
func Parse(h map[string][]string) Conditions { return NoQuirks.Parse(h) }

// Parse is like the function [Parse], with the deviations in q. They stay with
// the Conditions and apply in [Evaluate] and [Conditions.RangeApplies]:
//
//	c := conditional.S3.Parse(r.Header)
func (q Quirks) Parse(h map[string][]string) Conditions {
	return Conditions{
		quirks:          q,
		match:           h[ifMatch],
		noneMatch:       h[ifNoneMatch],
		modifiedSince:   h[ifModifiedSince],
		unmodifiedSince: h[ifUnmodifiedSince],
		rng:             h[ifRange],
	}
}

// Present reports whether the request has any of the five fields, even one
// that will be ignored. If it has none, [Evaluate] returns [Proceed] and
// [Conditions.RangeApplies] returns true.
func (c Conditions) Present() bool {
	return len(c.match)|len(c.noneMatch)|len(c.modifiedSince)|len(c.unmodifiedSince)|len(c.rng) != 0
}

// anyTag reports whether an element of the list in lines matches current, or the list is the "*"
// that matches every representation (RFC 9110 §13.1.1, §13.1.2). least says how to compare, as for
// [tag.matches].
func (q Quirks) anyTag(lines []string, current tag, least tagKind) bool {
	elements, last := 0, ""
	for _, line := range lines {
		for line != "" {
			var element string
			if element, line = field.Cut(line); element == "" {
				continue
			}
			if q.parseTag(element).matches(current, least) {
				return true
			}
			elements++
			last = element
		}
	}
	return elements == 1 && last == "*"
}

// singleDate returns the date in lines, and false if the field is absent or
// has to be ignored: it is not a date, or has several members (RFC 9110 §13.1.3,
// §13.1.4).
func (q Quirks) singleDate(lines []string, now time.Time) (time.Time, bool) {
	if len(lines) != 1 {
		return time.Time{}, false
	}
	return q.parseDate(field.Trim(lines[0]), now)
}

func (q Quirks) parseDate(value string, now time.Time) (time.Time, bool) {
	if q.Has(QuirkShortDay) {
		return httpdate.ParseShortDay(value, now)
	}
	return httpdate.Parse(value, now)
}
