package conditional

import (
	"strconv"
	"time"
)

// A Representation is what preconditions are compared with: the validators of
// the object, or of the version of it, that the request selects
// (RFC 9110 §8.8). The zero Representation exists and has no validators.
type Representation struct {
	// ETag is the entity tag as it is sent in the response, with its quotes:
	// `"abc"`, or `W/"abc"` if it is weak. It is empty if there is none. Text
	// that is not an entity tag matches nothing but "*".
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

	// NotModified: answer 304, because the client has the representation
	// already (RFC 9110 §15.4.5).
	NotModified

	// Failed: answer 412, because the client does not want this representation
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
// (§13.1.2). If-Unmodified-Since is evaluated only without If-Match (§13.1.4),
// and If-Modified-Since only without If-None-Match (§13.1.3), whether that
// field was true, false or malformed. Dates compare in whole seconds, and
// equal means unmodified.
//
// A zero rep.LastModified means that both dates are ignored. now completes the
// two-digit years of the obsolete RFC 850 dates (§5.6.7), and is the clock of
// [QuirkFutureDate].
//
// Evaluate does not know the method: rep exists, and for methods other than
// GET and HEAD the outcome may be wrong. If-Range is not part of it: see
// [Conditions.RangeApplies].
//
// Evaluate does no I/O, keeps nothing, and does not allocate.
func Evaluate(c Conditions, rep Representation, now time.Time) Outcome {
	current := c.quirks.parseTag(rep.ETag)
	switch {
	case len(c.match) > 0:
		if !c.quirks.anyTag(c.match, current, strongTag) {
			return Outcome{Failed, ifMatch}
		}
	case c.modifiedAfter(rep, now):
		return Outcome{Failed, ifUnmodifiedSince}
	}
	switch {
	case len(c.noneMatch) > 0:
		if c.quirks.anyTag(c.noneMatch, current, weakTag) {
			return Outcome{NotModified, ifNoneMatch}
		}
	case c.notModifiedAfter(rep, now):
		return Outcome{NotModified, ifModifiedSince}
	}
	return Outcome{}
}

// modifiedAfter reports whether If-Unmodified-Since is false: rep was modified
// after its date (RFC 9110 §13.1.4).
func (c *Conditions) modifiedAfter(rep Representation, now time.Time) bool {
	date, ok := c.quirks.singleDate(c.unmodifiedSince, now)
	return ok && !rep.LastModified.IsZero() && rep.LastModified.Unix() > date.Unix()
}

// notModifiedAfter reports whether If-Modified-Since is false: rep was not
// modified after its date (RFC 9110 §13.1.3).
func (c *Conditions) notModifiedAfter(rep Representation, now time.Time) bool {
	date, ok := c.quirks.singleDate(c.modifiedSince, now)
	switch {
	case !ok, rep.LastModified.IsZero():
		return false
	case c.quirks.Has(QuirkFutureDate) && date.After(now.Add(FutureSkew)):
		return false
	}
	return rep.LastModified.Unix() <= date.Unix()
}
