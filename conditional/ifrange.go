package conditional

import "github.com/s3get/s3get/internal/field"

// RangeApplies reports whether the Range field of a request for rep applies:
// true without If-Range, and otherwise what If-Range says (RFC 9110 §13.1.5).
// If it is false, the request is answered as if it had no Range.
//
// If-Range holds one entity tag or one date:
//
//   - An entity tag applies if it is that of rep by strong comparison. A weak
//     one never applies.
//   - A date applies if it is exactly the Last-Modified of rep, in whole
//     seconds; a later date does not match. A date of the obsolete RFC 850 form
//     means the year near Last-Modified that ends in its two digits.
//   - Anything else does not apply: "*", a list, several field lines, an empty
//     one, an entity tag without its quotes. The answer is then the whole
//     representation, which is never wrong.
//
// A date must also be a strong validator: rep did not change twice in the second
// that it names (§8.8.2.2). RangeApplies cannot know that and trusts the client,
// which may send a date only if it knows it to be strong and has no entity tag
// (§13.1.5). A caller that does not trust its clients leaves rep.LastModified
// zero: then no date applies.
//
// RangeApplies does no I/O, keeps nothing, and does not allocate.
func (c Conditions) RangeApplies(rep Representation) bool {
	if len(c.rng) == 0 {
		return true
	}
	if len(c.rng) > 1 {
		return false
	}
	value := field.Trim(c.rng[0])
	if t := NoQuirks.parseTag(value); t.kind != noTag { // needs the quotes
		return t.matches(c.quirks.parseTag(rep.ETag), strongTag)
	}
	date, ok := c.quirks.parseDate(value, rep.LastModified)
	return ok && !rep.LastModified.IsZero() && date.Unix() == rep.LastModified.Unix()
}
