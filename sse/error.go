package sse

import "strconv"

// A Reason says why a read was refused for its encryption. A Reason is an error, so that
// errors.Is(err, sse.WrongKey) works for an [Error]. The zero Reason is not one of the
// constants.
type Reason uint8

const (
	// Insecure means that a field of SSE-C came without TLS
	// (S3 GetObject: Encryption).
	Insecure Reason = iota + 1

	// NoAlgorithm means that a key or a digest came without an algorithm
	// (S3 GetObject: x-amz-server-side-encryption-customer-algorithm).
	NoAlgorithm

	// NoKey means that an algorithm came without a key
	// (S3 GetObject: x-amz-server-side-encryption-customer-key).
	NoKey

	// KeyTooShort means that the key decodes to no bytes. [Error.Value] is the
	// text of the key (S3 GetObject: x-amz-server-side-encryption-customer-key).
	KeyTooShort

	// DigestMismatch means that the digest is not that of the key
	// (S3 GetObject: x-amz-server-side-encryption-customer-key-MD5).
	DigestMismatch

	// BadAlgorithm means that the algorithm is not "AES256". [Error.Value] is the
	// algorithm (S3 GetObject: x-amz-server-side-encryption-customer-algorithm).
	BadAlgorithm

	// NotApplicable means that a key came for an object that is not encrypted with
	// a customer's key (S3 GetObject: Encryption).
	NotApplicable

	// KeyRequired means that no key came for an object that is encrypted with a
	// customer's key (S3 GetObject: Encryption).
	KeyRequired

	// WrongKey means that the object is encrypted with another key
	// (S3 GetObject: Encryption).
	WrongKey
)

// sentences holds the text of each Reason.
var sentences = [...]string{
	Insecure:       "sse: customer key over an insecure connection",
	NoAlgorithm:    "sse: customer key without an algorithm",
	NoKey:          "sse: customer algorithm without a key",
	KeyTooShort:    "sse: customer key too short",
	DigestMismatch: "sse: digest is not that of the customer key",
	BadAlgorithm:   "sse: customer algorithm is not AES256",
	NotApplicable:  "sse: customer key for an object that has none",
	KeyRequired:    "sse: object needs the customer key",
	WrongKey:       "sse: not the customer key of the object",
}

// Error returns a sentence that begins with "sse: " and contains nothing of the
// request, or "sse: Reason(99)" for a value that is not one of the constants.
func (r Reason) Error() string {
	if r == 0 || int(r) >= len(sentences) {
		return "sse: Reason(" + strconv.Itoa(int(r)) + ")"
	}
	return sentences[r]
}

// An Error is a read that was refused. Errors of [ParseCustomer] and
// [Check] are of type *Error, and errors.Is finds their Reason.
type Error struct {
	// Reason says which check failed.
	Reason Reason

	// Value is the text of the field that was refused, for the reasons that say so,
	// and "" for all others. It is never a usable key: the text of a key is here only
	// if it decodes to nothing.
	Value string
}

// Error returns the sentence of e.Reason. It leaves e.Value out, which the client
// chose.
func (e *Error) Error() string { return e.Reason.Error() }

// Unwrap returns e.Reason.
func (e *Error) Unwrap() error { return e.Reason }
