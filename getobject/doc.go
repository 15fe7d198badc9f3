// Package getobject answers GetObject and HeadObject as Amazon S3 does, over a store
// that somebody else owns.
//
// A [Handler] serves an [Operation] over HTTP; [Decide] answers one question without
// either; and [Operation.Explain] tells why an answer is what it is.
//
// # The way of a request
//
// Each phase is a table of checks in S3's order, and the first that fails ends the
// request with an [*Error]:
//
//	parse      the operation, the address, the header section, the shape of the query
//	admit      bucket look-up, signature, anonymous overrides, bucket, region,
//	           expected owner, requester pays, permission
//	arguments  trailer, version id, range and part number, overrides, SSE-C
//	locate     the store pins the version
//	decide     location, delete marker, archive, keys, preconditions, window,
//	           checksum mode, header
//
// Everything but the look-ups is a pure function of values. HEAD is GET whose body is not
// opened.
//
// # Rules
//
// Whatever ends a request has a [Rule]: an identifier, a sentence, and the sections that
// say so. [Rules] lists them all; the vectors of this project name them.
//
// # Where S3 differs
//
// A rule of kind [Quirk] differs from the RFC. There are few: a Range that RFC 9110 §14.2
// lets a server ignore is ignored exactly where package rangespec fails to read it, and
// preconditions have the quirks of package conditional. Beyond those, the odd corners of
// S3 are in the order of its checks:
//
//   - The shape of the query is checked before the signature, and the values of arguments
//     after the bucket.
//   - A GET of a missing key looks at the checksum mode first, and a HEAD does not; where
//     the key is there, an unsatisfiable range comes before the mode.
//   - HEAD of an archived object is answered.
//
// # What is not known
//
// Where nothing was recorded and no page says, the RFC decides: a stored Cache-Control or
// Expires is repeated on a 304 (RFC 9110 §15.4.5), and a part without bytes is answered
// 200, because no 206 could name its range (RFC 9110 §15.3.7). Preconditions come before
// an unsatisfiable range, and the state of an object before its preconditions. A directory
// bucket is also read by path, which S3 does not offer. What Object Lambda access points
// would run is not ours: their hosts are refused as not implemented.
package getobject
