package sse

import (
	"crypto/subtle"
	"strings"
)

// The header fields of a request that choose or bring a key, in the canonical form of
// package net/textproto.
const (
	headerAlgorithm         = "X-Amz-Server-Side-Encryption"
	headerCustomerAlgorithm = "X-Amz-Server-Side-Encryption-Customer-Algorithm"
	headerCustomerKey       = "X-Amz-Server-Side-Encryption-Customer-Key"
	headerCustomerDigest    = "X-Amz-Server-Side-Encryption-Customer-Key-Md5"
)

// customerAlgorithm is the only algorithm of SSE-C.
const customerAlgorithm = "AES256"

// ParseCustomer parses the customer's key of a read from its header fields, which have
// canonical names as in [net/http.Header]. secure says whether the request came over
// TLS, or over a connection that counts as such. Without any of the three fields the key
// is zero and the error nil.
//
// The checks and their order are those of the package comment; the first that fails
// gives the Reason of the [*Error]. A field with an empty value is present. Several
// lines of one field are one value with commas (RFC 9110 §5.2), which is never an
// algorithm or a digest.
//
// The digest may be absent. If present it is compared as text and in constant time, so
// that a digest in another encoding does not match.
//
// ParseCustomer does not allocate if none of the fields is present.
func ParseCustomer(h map[string][]string, secure bool) (CustomerKey, error) {
	algorithm, text, digest := h[headerCustomerAlgorithm], h[headerCustomerKey], h[headerCustomerDigest]
	if len(algorithm)+len(text)+len(digest) == 0 {
		return CustomerKey{}, nil
	}
	secret := decode(value(text))
	key := hold(secret)
	switch {
	case !secure:
		return CustomerKey{}, &Error{Reason: Insecure}
	case len(algorithm) == 0:
		return CustomerKey{}, &Error{Reason: NoAlgorithm}
	case len(text) == 0:
		return CustomerKey{}, &Error{Reason: NoKey}
	case len(secret) == 0:
		return CustomerKey{}, &Error{Reason: KeyTooShort, Value: value(text)}
	case len(digest) > 0 && !sameText(value(digest), key.MD5()):
		return CustomerKey{}, &Error{Reason: DigestMismatch}
	case value(algorithm) != customerAlgorithm:
		return CustomerKey{}, &Error{Reason: BadAlgorithm, Value: value(algorithm)}
	}
	return key, nil
}

// CheckUpload refuses x-amz-server-side-encryption, even with an empty value, in the
// header fields of a read, which have canonical names. The error is an [*Error] with
// Reason [UploadHeader] (S3 GetObject: Encryption).
func CheckUpload(h map[string][]string) error {
	if lines := h[headerAlgorithm]; len(lines) > 0 {
		return &Error{Reason: UploadHeader, Value: value(lines)}
	}
	return nil
}

// value joins the lines of one field (RFC 9110 §5.2).
func value(lines []string) string { return strings.Join(lines, ",") }

// sameText compares in time that depends on the lengths only.
func sameText(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
