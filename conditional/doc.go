// Package conditional decides whether a GET or HEAD may proceed, given the
// request's preconditions and the representation that it would be answered
// with.
//
// # Order
//
// [Evaluate] applies the preconditions in the order of RFC 9110 §13.2.2, and
// the first that is false decides:
//
//	If-Match              false → Failed
//	If-Unmodified-Since   false → Failed       (only without If-Match)
//	If-None-Match         false → NotModified
//	If-Modified-Since     false → NotModified  (only without If-None-Match)
//
// If-Range is no part of that decision: it says whether the Range field of a
// request that proceeds counts. [Conditions.RangeApplies] evaluates it.
//
// # What the fields mean
//
//	If-Match             true if an element is the entity tag, compared
//	                     strongly; "*" alone is always true   RFC 9110 §13.1.1
//	If-None-Match        false if an element is the entity tag, compared
//	                     weakly; "*" alone is always false    RFC 9110 §13.1.2
//	If-Modified-Since    false if the date is Last-Modified or later
//	                                                          RFC 9110 §13.1.3
//	If-Unmodified-Since  false if the date is before Last-Modified
//	                                                          RFC 9110 §13.1.4
//	If-Range             true if it is the entity tag, compared strongly, or
//	                     exactly Last-Modified                RFC 9110 §13.1.5
//
// If-Match and If-None-Match are lists, which may come in several field lines
// (RFC 9110 §5.3). A list without an element, and one whose elements are no
// entity tags, is there and matches nothing: If-Match is then false and
// If-None-Match true, so that in doubt a client gets the whole, or nothing. A
// "*" beside other elements is no entity tag and matches nothing either.
//
// A date field that is no date, or has several lines, is ignored as if it
// were absent, and so are all date fields for a representation without a
// modification date (RFC 9110 §13.1.3, §13.1.4). Dates compare in whole
// seconds, because HTTP dates have no fractions (§5.6.7).
//
// # Where S3 differs
//
// Each deviation of Amazon S3 from the RFC is a constant of type [Quirk],
// whose documentation describes it. There are no others.
package conditional
