package conditional

import (
	"strings"
	"time"

	"github.com/s3get/s3get/internal/httpdate"
)

// RangeApplies reports whether the Range field of a request for rep counts:
// true without If-Range, and otherwise what If-Range says (RFC 9110 §13.1.5).
// Where it is false, the request is answered as if it had no Range.
//
// If-Range holds one entity tag or one date:
//
//   - An entity tag applies if it is that of rep by strong comparison. A weak
//     one never applies.
//   - A date applies if it is exactly the Last-Modified of rep, in whole
//     seconds, and strong: a later date is no match.
//   - Anything else does not apply: "*", a list, several field lines, an empty
//     one, an entity tag without its quotes. A client that is not understood
//     gets the whole representation, which is never wrong.
//
// A date is strong if the representation did not change twice in the second
// that it names (§8.8.2.2). RangeApplies takes it for strong once that second
// is over, because what a client may send is limited: not a date that it got
// before the second was over, which is one that it must not use (§13.1.5).
// Therefore a date that is not before now never applies.
//
// RangeApplies does no I/O, keeps nothing, and does not allocate.
func (c Conditions) RangeApplies(rep Representation, now time.Time) bool {
	if len(c.rng) == 0 {
		return true
	}
	if len(c.rng) > 1 {
		return false
	}
	value := strings.Trim(c.rng[0], " \t")
	if quoted(value) {
		return readTag(value).Strong(readTag(rep.ETag))
	}
	date, ok := httpdate.Parse(value, now)
	return ok && !rep.LastModified.IsZero() &&
		date.Unix() == rep.LastModified.Unix() && date.Unix() < now.Unix()
}
