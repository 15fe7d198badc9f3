// Package sse decides whether a read may open an object that is encrypted at rest,
// and says which header fields describe the encryption. It holds the key of an SSE-C
// request such that nothing prints it.
//
// # Order
//
// [ParseCustomer] reads the three header fields of SSE-C and applies these checks in
// this order (S3 GetObject: Encryption). A field with an empty value is present.
//
//	any of the three fields without TLS         Insecure
//	key or digest present, algorithm absent     NoAlgorithm
//	algorithm present, key absent               NoKey
//	key decodes to no bytes                     KeyTooShort
//	digest present and not that of the key      DigestMismatch
//	algorithm other than "AES256"               BadAlgorithm
//
// [Check] compares the key with the object, once the object is known:
//
//	key given, object without SSE-C             NotApplicable
//	object with SSE-C, no key given             KeyRequired
//	object with SSE-C, another key given        WrongKey
//
// What recognises the key of an object is a [KeyMatcher]: the [Fingerprint] of this
// package, or whatever the store has kept of the key.
//
// # Where S3 differs
//
// S3's documentation requires a 256-bit key in base64 with a digest beside it. The
// service is laxer on reads, and this package does what the service does:
//
//	the digest may be absent                                S3 GetObject: x-amz-server-side-encryption-customer-key-MD5
//	a key of any length is read; it is wrong, not malformed S3 GetObject: x-amz-server-side-encryption-customer-key
//	characters outside the alphabet of base64 are skipped   RFC 4648 §3.3
//	an incomplete last group of base64 is dropped           RFC 4648 §3.2
//
// A digest is compared as text, so that only its canonical encoding matches.
package sse
