package sse

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
)

// A KeyMatcher recognises the customer's key of an object that is stored with SSE-C.
// [Fingerprint] is the one to use for new objects; a store that has kept something else
// brings a matcher for it: [MD5Matcher], or a [MatcherFunc] that opens a sealed key or
// verifies an authenticated first block.
//
// Matches is called once for each request that brings a key, GET and HEAD alike, before
// preconditions are evaluated, and never with the zero key. It may be called concurrently,
// and should take a time that does not depend on how much of the key is right. It has no
// error: a store whose answer depends on something that can fail finds that out when it
// opens the object.
type KeyMatcher interface {
	// Matches reports whether the object is encrypted with this key.
	Matches(CustomerKey) bool
}

// A MatcherFunc is a function as a [KeyMatcher]. It hides what it refers to: package fmt
// prints a function as an address, and the fields of a struct one by one, even those that
// hold secrets.
type MatcherFunc func(CustomerKey) bool

// Matches calls f. A nil MatcherFunc matches nothing.
func (f MatcherFunc) Matches(k CustomerKey) bool { return f != nil && f(k) }

// MarshalText returns "[redacted]" and no error. There is no way back.
func (f MatcherFunc) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// ErrDigest means that a text is not an MD5 digest.
var ErrDigest = errors.New("sse: malformed MD5 digest")

// An MD5Matcher recognises a key by its MD5 digest, which is what some servers keep of
// the key of an object. The zero MD5Matcher matches nothing.
//
// It is weaker than a [Fingerprint]. The digest has no salt, so that it shows which
// objects share a key, and the digest of a short or guessable key gives the key away. It
// is also no secret: clients send it with each request. What it proves is only that the
// client has a key with that digest, which for 256 random bits is the key of the object.
// No way of printing an MD5Matcher shows the digest.
type MD5Matcher struct {
	digest func() [md5.Size]byte // see CustomerKey
}

// ParseMD5Matcher returns the matcher for a digest in base64, as the header field
// x-amz-server-side-encryption-customer-key-MD5 has it, or in hexadecimal. The error is
// [ErrDigest].
func ParseMD5Matcher(s string) (MD5Matcher, error) {
	var raw []byte
	var err error
	if len(s) == hex.EncodedLen(md5.Size) {
		raw, err = hex.DecodeString(s)
	} else {
		raw, err = base64.StdEncoding.Strict().DecodeString(s)
	}
	if err != nil || len(raw) != md5.Size {
		return MD5Matcher{}, ErrDigest
	}
	sum := [md5.Size]byte(raw)
	return MD5Matcher{func() [md5.Size]byte { return sum }}, nil
}

// Matches reports whether the digest is that of k, in time that does not depend on how
// much of it agrees.
func (m MD5Matcher) Matches(k CustomerKey) bool {
	if m.digest == nil || k.IsZero() {
		return false
	}
	got, want := md5.Sum(k.expose()), m.digest()
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}
