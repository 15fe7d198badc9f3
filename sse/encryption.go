package sse

import (
	"errors"
	"fmt"
	"iter"
)

// ErrAlgorithm means that a text is not the name of an [Algorithm].
var ErrAlgorithm = errors.New("sse: unknown algorithm")

// An Algorithm is how S3 itself encrypts an object, as x-amz-server-side-encryption
// names it (S3 GetObject: x-amz-server-side-encryption). The zero Algorithm, "", is
// none: objects that are older than encryption by default, and those encrypted with a
// customer's key.
type Algorithm string

const (
	AES256 Algorithm = "AES256"       // AES256 is SSE-S3, with keys that S3 manages.
	KMS    Algorithm = "aws:kms"      // KMS is SSE-KMS, with a key in the key management service.
	DSSE   Algorithm = "aws:kms:dsse" // DSSE is DSSE-KMS, two layers of it.
	FSx    Algorithm = "aws:fsx"      // FSx is the encryption of a file system behind an access point.
	Backup Algorithm = "aws:backup"   // Backup is the encryption of a backup vault.
)

// ParseAlgorithm returns the Algorithm with the name s, also the one named "". It is
// case-sensitive. The error is [ErrAlgorithm].
func ParseAlgorithm(s string) (Algorithm, error) {
	switch a := Algorithm(s); a {
	case "", AES256, KMS, DSSE, FSx, Backup:
		return a, nil
	}
	return "", ErrAlgorithm
}

// Encryption describes how an object is encrypted at rest. The zero Encryption is an
// object without server-side encryption, whose response names none.
//
// An Encryption cannot be compared with ==. No verb of package fmt shows more of Customer
// than that it is set.
type Encryption struct {
	_ [0]func() // forbids ==, which would panic for some matchers

	// Algorithm is S3's own encryption. It is not used if Customer is set.
	Algorithm Algorithm

	// KMSKeyID is the full ARN of the key. It is used with KMS and DSSE only.
	KMSKeyID string

	// BucketKey says that a bucket key saved calls of the key management service. It
	// is used with KMS and DSSE only.
	BucketKey bool

	// KeyState is the state of the key that KMSKeyID names.
	KeyState KeyState

	// Customer recognises the customer's key of an object stored with SSE-C. It is nil
	// for all other objects; a zero [Fingerprint] counts as nil. Any other matcher
	// means that the object cannot be read without a key, even one that matches none.
	Customer KeyMatcher
}

// UsesCustomerKey reports whether the object is encrypted with a customer's key.
func (e *Encryption) UsesCustomerKey() bool {
	switch m := e.Customer.(type) {
	case nil:
		return false
	case Fingerprint:
		return m.set
	case *Fingerprint:
		return m != nil && m.set
	}
	return true
}

// Format writes the fields of e as %+v does, whatever the verb, with "[redacted]" for a
// Customer. It implements [fmt.Formatter].
func (e Encryption) Format(s fmt.State, _ rune) {
	customer := ""
	if e.UsesCustomerKey() {
		customer = redacted
	}
	fmt.Fprintf(s, "{Algorithm:%s KMSKeyID:%s BucketKey:%t KeyState:%v Customer:%s}",
		e.Algorithm, e.KMSKeyID, e.BucketKey, e.KeyState, customer)
}

// UsesKMS reports whether the object is encrypted with a key of the key management
// service, in one layer or two.
func (e *Encryption) UsesKMS() bool {
	return !e.UsesCustomerKey() && (e.Algorithm == KMS || e.Algorithm == DSSE)
}

// Check reports whether a read with key may open an object that is encrypted as e
// says. The error is an [*Error]: [KeyRequired], [NotApplicable] or [WrongKey]. A key of
// another length than the object's is a wrong key like any other (S3 GetObject:
// x-amz-server-side-encryption-customer-key).
//
// Check does not look at KeyState, which is a matter of the key's owner and not of the
// request.
func Check(e Encryption, key CustomerKey) error {
	switch {
	case !e.UsesCustomerKey() && key.IsZero():
		return nil
	case !e.UsesCustomerKey():
		return &Error{Reason: NotApplicable}
	case key.IsZero():
		return &Error{Reason: KeyRequired}
	case !e.Customer.Matches(key):
		return &Error{Reason: WrongKey}
	}
	return nil
}

// Fields yields the header fields, name as S3 spells it and value, by which a response
// describes e, in S3's order (S3 GetObject: Response Syntax):
//
//	SSE-C      customer-algorithm, customer-key-MD5
//	KMS, DSSE  x-amz-server-side-encryption, aws-kms-key-id, bucket-key-enabled if it is
//	others     x-amz-server-side-encryption
//	none       nothing
//
// The object's key with SSE-C is the one that [Check] accepted. An object with SSE-C
// has no x-amz-server-side-encryption. Ranging over Fields allocates nothing but the
// text of the digest of a customer's key.
func (e *Encryption) Fields(key CustomerKey) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		switch {
		case e.UsesCustomerKey():
			_ = yield("x-amz-server-side-encryption-customer-algorithm", customerAlgorithm) &&
				yield("x-amz-server-side-encryption-customer-key-MD5", key.MD5())
		case e.Algorithm == "" || !yield("x-amz-server-side-encryption", string(e.Algorithm)) || !e.UsesKMS():
			return
		case e.KMSKeyID != "" && !yield("x-amz-server-side-encryption-aws-kms-key-id", e.KMSKeyID):
			return
		case e.BucketKey:
			yield("x-amz-server-side-encryption-bucket-key-enabled", "true")
		}
	}
}
