// Package objectlambda answers reads by way of Object Lambda access points, whose functions make
// what is read: in the same process as a [Function], or over HTTP as a [Remote].
//
// A [Handler] stands before a [getobject.Handler], which answers requests to all other hosts, and
// those to an Object Lambda access point without a function for the operation: that is the plain
// answer of its supporting access point (S3 User Guide: Transforming objects with S3 Object
// Lambda).
//
// # Order
//
//	access point       has a function for the operation
//	range, part        refused, unless the access point allows them for its function
//	admission          as of any request, of the bucket behind the supporting access point
//	permission         s3-object-lambda:GetObject
//	function           with a minute to answer
//	answer             a status, fields, a body or an error that S3 takes
//
// The function reads the original with the rights of the requester: what they may not read, it may
// not. A function that fails, panics, answers nothing or something that S3 does not take is answered
// with S3's error; one whose body breaks off, or is longer or shorter than it said, with an aborted
// connection. Its context is canceled when the answer is sent, and the original it reads is closed
// then.
//
// # What is not known
//
// Of the errors, one message was recorded, that of LambdaResponseNotReceived; the others are those
// of S3 User Guide: Object Lambda error codes, in our words. S3 Object Lambda lists objects as
// well, which is not here.
package objectlambda
