// Package rangespec decides which bytes of an object a GET or HEAD selects, by a
// Range field or by a part number. A [Spec] is what the client asks for; a
// [Window] is what it gets, a run of bytes that lies inside the object.
//
// # Rules
//
// A request has one of four forms, and [Select] says which:
//
//	neither Range nor partNumber    the whole object
//	Range alone                     the range, or the whole object if the field is ignored
//	partNumber alone                the n-th part of the object
//	both                            ErrRangeAndPart, even if the Range line is empty
//
// [Parse] parses a Range field with the grammar of RFC 9110 §14.1.1 and
// §14.1.2:
//
//	bytes=first-last    Between: last is cut to the end of the object
//	bytes=first-        From
//	bytes=-n            Suffix: the last n bytes, or all if there are fewer
//
// The name of the unit is case-insensitive (§14.1). Numbers have any number of
// digits and leading zeros, and are never too large: they saturate. Empty list
// elements, and spaces around the commas, do not count (§5.6.1.2). A first
// position past the last one makes the field invalid. Several field lines are
// one list (§5.3), which [FromLines] parses.
//
// [Spec.Resolve] resolves a Spec for an object of a given size. It fails with
// [ErrUnsatisfiable] if no byte is left: the first position is at or past the
// end, or the suffix has length 0 (§14.1.2).
//
// [ParsePart] parses a part number, and [ResolvePart] resolves it for an object
// of so many parts. Parts count by position in the completed object, from 1,
// whatever numbers they were uploaded under (S3 GetObject: partNumber).
//
// # Where S3 differs
//
// RFC 9110 lets a server ignore any Range field (§14.2). S3 ignores exactly the
// fields for which Parse fails; see S3 GetObject: Range. Three deviations are
// in this package, and each is what Amazon S3 was seen to do:
//
//   - Several ranges are [ErrSeveral], and so the field is ignored, even where
//     they touch.
//   - Any range of an empty object is unsatisfiable. RFC 9110 §14.1.2 counts a
//     suffix of non-zero length as satisfiable for every object.
//   - A Range is answered for HEAD as for GET, though RFC 9110 §14.2 defines it
//     for GET only. Nothing here knows the method.
//
// No function of this package does I/O, and all may be called concurrently.
package rangespec
