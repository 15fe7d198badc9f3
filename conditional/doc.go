// Package conditional decides whether a GET or HEAD may proceed, given the
// preconditions of the request and the representation that the response would
// carry. It follows RFC 9110 and can be used in any HTTP server; the deviations
// of Amazon S3 are a value, [S3].
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
// If-Range is not part of that decision: it says whether the Range field of a
// request that proceeds applies. [Conditions.RangeApplies] evaluates it.
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
// (RFC 9110 §5.3). A list that has no elements, or elements that are not entity
// tags, is present and matches nothing: If-Match is then false and If-None-Match
// true, so that in doubt a client gets the whole representation or none. A "*"
// beside other elements is not an entity tag and matches nothing either; a "*"
// in quotes is an ordinary tag.
//
// A date field whose value is not a date, or that has several lines, is ignored
// as if it were absent, and so are all date fields for a representation without
// a modification date (RFC 9110 §13.1.3, §13.1.4). Dates compare in whole
// seconds, because HTTP dates have no fractions (§5.6.7).
//
// # Where S3 differs
//
// [Parse] reads preconditions as RFC 9110 does. The deviations of Amazon S3 are
// a set of [Quirks], each documented at its constant, and [S3] is all of them:
//
//	conditional.Parse(h)       RFC 9110
//	conditional.S3.Parse(h)    Amazon S3
//	(conditional.S3 &^ conditional.QuirkShortDay).Parse(h)
package conditional
