// Package sse decides whether a read may open an object that is encrypted at rest,
// and says which header fields describe the encryption. It holds the key of an SSE-C
// request so that nothing prints it.
//
// # Order
//
// [ParseCustomer] reads the three header fields of SSE-C and applies these checks in
// this order (S3 GetObject: Encryption). "There" includes a field with an empty value.
//
//	any of the three fields without TLS        Insecure
//	key or digest there, algorithm absent      NoAlgorithm
//	algorithm there, key absent                NoKey
//	key decodes to no byte                     KeyTooShort
//	digest there and not that of the key       DigestMismatch
//	algorithm other than "AES256"              BadAlgorithm
//
// [Check] compares the key with the object, once the object is known:
//
//	key given, object without SSE-C            NotApplicable
//	object with SSE-C, no key given            KeyRequired
//	object with SSE-C, another key given       WrongKey
//
// [CheckUpload] refuses a header field that belongs to uploads.
//
// # Where S3 differs
//
// Its documentation speaks of a 256-bit key in base64 with a digest beside it. The
// service is laxer on reads, and this package does what the service does:
//
//	the digest may be absent                                S3 GetObject: x-amz-server-side-encryption-customer-key-MD5
//	a key of any length is read; it is wrong, not malformed S3 GetObject: x-amz-server-side-encryption-customer-key
//	characters outside the alphabet of base64 are skipped   RFC 4648 §3.3
//	an incomplete last group of base64 is dropped           RFC 4648 §3.2
//
// A digest is compared as text, so that it has to be the one canonical encoding.
package sse
