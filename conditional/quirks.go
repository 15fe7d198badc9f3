package conditional

import (
	"strconv"
	"strings"
	"time"
)

// Quirks is a set of deviations from RFC 9110. Its constants are the ways in
// which Amazon S3 evaluates preconditions differently; combine them with | and
// remove one with &^. The zero Quirks is [NoQuirks].
type Quirks uint8

const (
	// QuirkUnquotedTag: an entity tag may lack its quotes in If-Match and
	// If-None-Match, also inside a list, and is then a strong one. RFC 9110
	// §8.8.3 has no such tag. If-Range, for which S3 documents nothing, needs
	// the quotes with this quirk too. A [Representation.ETag] without quotes
	// is a strong tag as well.
	QuirkUnquotedTag Quirks = 1 << iota

	// QuirkFutureDate: an If-Modified-Since later than the clock of the server
	// by more than [FutureSkew] is ignored. RFC 9110 §13.1.3 compares it like
	// any other date. S3 still evaluates a date one minute ahead and ignores
	// one an hour ahead. The limit between them is not documented; FutureSkew
	// is the skew that S3 allows in the dates of signed requests.
	// If-Unmodified-Since is not affected: a date in the future is always true.
	QuirkFutureDate

	// QuirkShortDay: the day of the month may have one digit, as in
	// "Tue, 9 Aug 2022 00:00:00 GMT", where RFC 9110 §5.6.7 requires two. This
	// applies to all three date fields.
	QuirkShortDay
)

const (
	// NoQuirks is the empty set: preconditions exactly as in RFC 9110 §13.1.
	// [Parse] uses it.
	NoQuirks Quirks = 0

	// S3 is the set of everything that Amazon S3 does differently.
	S3 = QuirkUnquotedTag | QuirkFutureDate | QuirkShortDay
)

// FutureSkew is how far ahead of the clock an If-Modified-Since may be and
// still be evaluated under [QuirkFutureDate].
const FutureSkew = 15 * time.Minute

// Has reports whether all of the quirks are in q.
func (q Quirks) Has(quirks Quirks) bool { return q&quirks == quirks }

// String returns the names of the quirks in q, joined by "|", such as
// "QuirkFutureDate|QuirkShortDay", and "NoQuirks" for the empty set.
func (q Quirks) String() string {
	if q == NoQuirks {
		return "NoQuirks"
	}
	var names []string
	for i, name := range [...]string{"QuirkUnquotedTag", "QuirkFutureDate", "QuirkShortDay"} {
		if q.Has(1 << i) {
			names = append(names, name)
		}
	}
	if unknown := q &^ S3; unknown != 0 {
		names = append(names, "Quirks("+strconv.Itoa(int(unknown))+")")
	}
	return strings.Join(names, "|")
}
