package conditional

import (
	"strings"
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

// Conditions are the preconditions of a request (RFC 9110 §13.1). The zero
// Conditions are those of a request that has none.
//
// Conditions may be used by several goroutines at once, as long as nobody
// changes the header that they were made from.
type Conditions struct {
	// The field lines of each field. No lines mean that the field is absent;
	// one empty line means that it is there and empty.
	match, noneMatch, modifiedSince, unmodifiedSince, rng []string
}

// Parse returns the preconditions in h, which has the form of an
// [net/http.Header]: the keys are canonical, as in "If-None-Match", and the
// values are the field lines in their order. A nil h has no preconditions.
//
// There is no error, because RFC 9110 §13.1 gives every value a meaning: see
// "What the fields mean" in the package comment.
//
// Parse keeps the slices of h and does not allocate.
func Parse(h map[string][]string) Conditions {
	return Conditions{
		match:           h[ifMatch],
		noneMatch:       h[ifNoneMatch],
		modifiedSince:   h[ifModifiedSince],
		unmodifiedSince: h[ifUnmodifiedSince],
		rng:             h[ifRange],
	}
}

// Present reports whether the request has any of the five fields, even one
// that will be ignored. Where it has none, [Evaluate] answers [Proceed] and
// [Conditions.RangeApplies] true.
func (c Conditions) Present() bool {
	return len(c.match)|len(c.noneMatch)|len(c.modifiedSince)|len(c.unmodifiedSince)|len(c.rng) != 0
}

// anyTag reports whether the list in lines names tag, which compare decides,
// or is the "*" that names every representation (RFC 9110 §13.1.1, §13.1.2).
func anyTag(lines []string, tag ETag, compare func(ETag, ETag) bool) bool {
	elements, star := 0, false
	for element := range field.Elements(lines) {
		if compare(readTag(element), tag) {
			return true
		}
		elements++
		star = star || element == "*"
	}
	return star && elements == 1
}

// singleDate returns the date in lines, and false if the field is absent or
// has to be ignored: it is no date, or has several members (RFC 9110 §13.1.3,
// §13.1.4).
func singleDate(lines []string, now time.Time) (time.Time, bool) {
	if len(lines) != 1 {
		return time.Time{}, false
	}
	return httpdate.Parse(strings.Trim(lines[0], " \t"), now)
}
