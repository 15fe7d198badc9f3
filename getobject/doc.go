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
//	parse      the host, the target, the encoding of the query, the operation, the
//	           address, the header section, the shape of the query
//	admit      transport of a customer's key, bucket look-up, signature, anonymous
//	           overrides, bucket, region, expected owner, requester pays, permission
//	arguments  trailer, version id, range and part number, overrides, SSE-C
//	locate     the store pins the version
//	decide     location, delete marker, archive, keys, preconditions, window,
//	           checksum mode, header
//
// A preflight request (OPTIONS of a bucket or an object) is parsed and then answered by the
// CORS rules of the bucket alone: its phase is "preflight".
//
// Each phase has a file of its name, here and, for what is said of it, in package rule.
// The answer is written to the network by respond.go and by nothing else.
//
// Everything but the look-ups is a pure function of values. HEAD is GET whose body is not
// opened.
//
// # What is read is what is signed
//
// One signature is good for several spellings of a request: the lines of a field joined by
// a comma or not, runs of spaces, parameters in any order. What is read of a request does
// not depend on the spelling:
//
//   - Range and the fields that begin with If- or X-Amz- are read with their lines joined by
//     commas (RFC 9110 §5.2), without spaces and tabs at the ends of a line, and with each
//     run of them as one space. A date in the form of asctime is read with one space before
//     a day of one digit as with two.
//   - versionId, partNumber and the overrides have one value in a signed request. In one that
//     is not, the first counts.
//
// # Arguments in a presigned URL
//
// SDKs move header fields to the query when they presign. The header counts as always; of
// the query of a presigned URL, and of no other, this is read:
//
//	x-amz-request-payer          read, in any letter case: the SDK for Go writes
//	                             X-Amz-Request-Payer, those for JavaScript and Ruby write
//	                             lower case
//	x-amz-expected-bucket-owner  read, likewise
//	x-amz-checksum-mode          ignored, as was recorded
//	x-amz-security-token         read by package sigv4, as X-Amz-Security-Token
//	x-amz-content-sha256         ignored: the hash is UNSIGNED-PAYLOAD
//	x-amz-server-side-encryption-customer-…
//	                             ignored: SDKs sign them as headers, which S3 asks for
//	Range, If-…                  not moved by any SDK, and ignored
//
// An argument that is given more than once, in header and query or in several parameters,
// has to hold each time: each expected owner is the bucket's, and each payer "requester".
//
// # Rules
//
// Whatever ends a request has a [rule.Rule]: an identifier, a sentence, and the sections
// that say so. Package rule has those of this package, [HeaderRules] those of the response
// header fields, and package sigv4 its own; the vectors of this project name them all.
//
// # Where S3 differs
//
// A rule of kind [rule.KindQuirk] differs from the RFC. There are few: a Range that RFC 9110 §14.2
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
// Where nothing was recorded and no page says, the RFC decides, as for a stored Cache-Control on
// a 304 (RFC 9110 §15.4.5), and else the safe side. docs/RULES.md of this module lists what was
// chosen, why, and the request that would settle it; rules of kind [rule.KindGuess] are among it.
package getobject
