package conditional

import (
	"iter"
	"strconv"
	"time"
)

// FutureSkew is how far ahead of the clock an If-Modified-Since may be and
// still count: see [QuirkFutureDate].
const FutureSkew = 15 * time.Minute

// A Quirk is a way in which Amazon S3 evaluates preconditions differently from
// RFC 9110. The zero Quirk is none.
type Quirk uint8

const (
	// QuirkUnquotedTag: an entity tag may lack its quotes in If-Match and
	// If-None-Match, also in a list, and is then a strong one. RFC 9110
	// §8.8.3 has no such tag. It is also why a value that is no entity tag
	// at all is no error but just one that does not match. A "*" in quotes is
	// an ordinary tag. If-Range, which S3 does not document, needs the quotes.
	QuirkUnquotedTag Quirk = 1 + iota

	// QuirkFutureDate: an If-Modified-Since later than the clock of the server
	// by more than [FutureSkew] is ignored. RFC 9110 §13.1.3 compares it like
	// any other date. S3 still counts a date one minute ahead and does not
	// count one an hour ahead; where between them the limit is, nobody
	// documents, and FutureSkew is what S3 allows the clocks of those who
	// sign requests. An If-Unmodified-Since in the future is always true.
	QuirkFutureDate

	// QuirkShortDay: the day of the month may have one digit, as in
	// "Tue, 9 Aug 2022 00:00:00 GMT", where RFC 9110 §5.6.7 asks for two. This
	// holds for every date.
	QuirkShortDay
)

// quirks has the texts of each Quirk, at its number.
var quirks = [...]struct{ name, sentence, source string }{
	QuirkUnquotedTag: {
		"QuirkUnquotedTag",
		"An entity tag in If-Match or If-None-Match may lack its quotes.",
		"RFC 9110 §8.8.3; S3 GetObject: If-Match, If-None-Match",
	},
	QuirkFutureDate: {
		"QuirkFutureDate",
		"An If-Modified-Since in the future, beyond some skew of the clocks, is ignored.",
		"RFC 9110 §13.1.3; S3 GetObject: If-Modified-Since",
	},
	QuirkShortDay: {
		"QuirkShortDay",
		"The day of the month in a date may have one digit.",
		"RFC 9110 §5.6.7; S3 GetObject: If-Modified-Since, If-Unmodified-Since",
	},
}

// Quirks returns every Quirk, in the order of their numbers.
func Quirks() iter.Seq[Quirk] {
	return func(yield func(Quirk) bool) {
		for q := QuirkUnquotedTag; q.known(); q++ {
			if !yield(q) {
				return
			}
		}
	}
}

// String returns the name of q, such as "QuirkFutureDate".
func (q Quirk) String() string {
	if !q.known() {
		return "Quirk(" + strconv.Itoa(int(q)) + ")"
	}
	return quirks[q].name
}

// Sentence returns what q is, in one sentence, or "" if q is no known quirk.
func (q Quirk) Sentence() string {
	if !q.known() {
		return ""
	}
	return quirks[q].sentence
}

// Source returns the section of the RFC that S3 differs from and the place in
// S3's documentation that q is about, or "" if q is no known quirk.
func (q Quirk) Source() string {
	if !q.known() {
		return ""
	}
	return quirks[q].source
}

func (q Quirk) known() bool { return q > 0 && int(q) < len(quirks) }
