package conditional

import (
	"strconv"
	"time"
)

// A Representation is what preconditions are compared with: the validators of
// the object, or of the version of it, that the request selects
// (RFC 9110 §8.8). The zero Representation exists and has no validators.
type Representation struct {
	// ETag is the entity tag as it is sent, with its quotes, such as "abc" in
	// quotes or W/"abc"; empty if there is none. A tag without quotes is taken
	// for a strong one.
	ETag string

	// LastModified is the modification date; zero if there is none. Only its
	// whole seconds count.
	LastModified time.Time
}

// A Decision is what to do with a request. The zero Decision is [Proceed].
type Decision uint8

const (
	// Proceed: perform the request as if it had no preconditions.
	Proceed Decision = iota

	// NotModified: the client has the representation already
	// (RFC 9110 §15.4.5).
	NotModified

	// Failed: the client does not want this representation
	// (RFC 9110 §15.5.13).
	Failed
)

// String returns the name of d, such as "NotModified".
func (d Decision) String() string {
	switch d {
	case Proceed:
		return "Proceed"
	case NotModified:
		return "NotModified"
	case Failed:
		return "Failed"
	}
	return "Decision(" + strconv.Itoa(int(d)) + ")"
}

// An Outcome is a decision and its reason. The zero Outcome is to proceed.
// Outcomes are comparable.
type Outcome struct {
	Decision Decision // what to answer

	// Field is the name of the field that was false and so decided: If-Match
	// or If-Unmodified-Since for Failed, If-None-Match or If-Modified-Since
	// for NotModified. It is empty for Proceed, which no single field decides.
	Field string
}

// Evaluate decides what a GET or HEAD of rep must do under c.
//
// The order is that of RFC 9110 §13.2.2, and the first false condition
// decides. If-Match compares strongly (§13.1.1) and If-None-Match weakly
// (§13.1.2). If-Unmodified-Since is looked at only without If-Match (§13.1.4),
// and If-Modified-Since only without If-None-Match (§13.1.3), whether that
// field was true or could even be read. Dates compare in whole seconds, and
// equal means unmodified.
//
// A zero rep.LastModified means that both dates are ignored. An
// If-Modified-Since that is later than now by more than [FutureSkew] is
// ignored too ([QuirkFutureDate]). Otherwise now only completes the two-digit
// years of the obsolete RFC 850 dates (§5.6.7).
//
// The method is not looked at: rep exists, and for any other method than GET
// and HEAD the answer may be wrong. If-Range is not looked at either.
//
// Evaluate does no I/O, keeps nothing, and does not allocate.
func Evaluate(c Conditions, rep Representation, now time.Time) Outcome {
	tag := readTag(rep.ETag)
	switch {
	case len(c.match) > 0:
		if !anyTag(c.match, tag, ETag.Strong) {
			return Outcome{Failed, ifMatch}
		}
	case modifiedSince(rep, c.unmodifiedSince, now):
		return Outcome{Failed, ifUnmodifiedSince}
	}
	switch {
	case len(c.noneMatch) > 0:
		if anyTag(c.noneMatch, tag, ETag.Weak) {
			return Outcome{NotModified, ifNoneMatch}
		}
	case unmodifiedSince(rep, c.modifiedSince, now):
		return Outcome{NotModified, ifModifiedSince}
	}
	return Outcome{}
}

// modifiedSince reports whether lines hold a date that makes
// If-Unmodified-Since false: one before the modification (RFC 9110 §13.1.4).
func modifiedSince(rep Representation, lines []string, now time.Time) bool {
	date, ok := singleDate(lines, now)
	return ok && !rep.LastModified.IsZero() && rep.LastModified.Unix() > date.Unix()
}

// unmodifiedSince reports whether lines hold a date that makes
// If-Modified-Since false: one not before the modification
// (RFC 9110 §13.1.3), and not in the future ([QuirkFutureDate]).
func unmodifiedSince(rep Representation, lines []string, now time.Time) bool {
	date, ok := singleDate(lines, now)
	if !ok || rep.LastModified.IsZero() || date.After(now.Add(FutureSkew)) {
		return false
	}
	return rep.LastModified.Unix() <= date.Unix()
}
