package sse

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strings"
)

// ErrFingerprint means that a text is not one that [Fingerprint.MarshalText] writes.
var ErrFingerprint = errors.New("sse: malformed fingerprint")

const (
	saltSize    = 16
	fingerprint = "hmac-sha256:" // begins the text of every fingerprint but the zero one
)

// encoding is that of the text form; it accepts one text for each fingerprint.
var encoding = base64.StdEncoding.Strict()

// A Fingerprint recognises a [CustomerKey] without containing it: HMAC-SHA-256
// (RFC 2104 §2) of the key under a random salt. It is the [KeyMatcher] for stores that
// have kept nothing else of the key of an object. Two fingerprints of one key differ, so
// that stored fingerprints do not show which objects share a key.
//
// The zero Fingerprint means that no key was used. It matches nothing, not even the
// zero CustomerKey. A Fingerprint cannot be compared with ==; use
// [Fingerprint.Matches] with a key. Keys of 256 random bits cannot be guessed from
// their fingerprint, but short keys can.
type Fingerprint struct {
	_    [0]func() // forbids ==
	set  bool
	salt [saltSize]byte
	sum  [sha256.Size]byte
}

// NewFingerprint returns a fingerprint of k under a salt of 16 bytes read from random,
// or from [rand.Reader] if random is nil. The fingerprint of the zero key is the zero
// Fingerprint, and needs no salt. The error is that of random.
func NewFingerprint(k CustomerKey, random io.Reader) (Fingerprint, error) {
	if k.IsZero() {
		return Fingerprint{}, nil
	}
	if random == nil {
		random = rand.Reader
	}
	f := Fingerprint{set: true}
	if _, err := io.ReadFull(random, f.salt[:]); err != nil {
		return Fingerprint{}, err
	}
	f.digest(k)
	return f, nil
}

// digest sets the sum of f to the HMAC of k under its salt.
func (f *Fingerprint) digest(k CustomerKey) {
	mac := hmac.New(sha256.New, f.salt[:])
	mac.Write(k.secret())
	mac.Sum(f.sum[:0])
}

// IsZero reports whether f was made of no key.
func (f Fingerprint) IsZero() bool { return !f.set }

// Matches reports whether f is a fingerprint of k. The time that it takes does not
// depend on how much of the fingerprint agrees.
func (f Fingerprint) Matches(k CustomerKey) bool {
	if !f.set || k.IsZero() {
		return false
	}
	of := Fingerprint{salt: f.salt}
	of.digest(k)
	return hmac.Equal(of.sum[:], f.sum[:])
}

// Equal reports whether f and g have the same text, which two fingerprints of one key do
// not. It is for tests and for stores that compare records; keys are compared by
// [Fingerprint.Matches].
func (f Fingerprint) Equal(g Fingerprint) bool {
	return f.set == g.set && f.salt == g.salt && hmac.Equal(f.sum[:], g.sum[:])
}

// String returns the text of [Fingerprint.MarshalText].
func (f Fingerprint) String() string {
	if !f.set {
		return ""
	}
	return fingerprint + encoding.EncodeToString(append(f.salt[:], f.sum[:]...))
}

// MarshalText returns "hmac-sha256:" and the base64 of salt and digest, or nothing for
// the zero Fingerprint, and no error. [Fingerprint.UnmarshalText] reads it back.
func (f Fingerprint) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText sets f to the fingerprint that text stands for. It accepts what
// [Fingerprint.MarshalText] writes and nothing else; the error is [ErrFingerprint], and
// f is then unchanged.
func (f *Fingerprint) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = Fingerprint{}
		return nil
	}
	encoded, ok := strings.CutPrefix(string(text), fingerprint)
	raw, err := encoding.DecodeString(encoded)
	if !ok || err != nil || len(raw) != saltSize+sha256.Size || bytes.ContainsAny(text, "\r\n") {
		return ErrFingerprint
	}
	*f = Fingerprint{
		set:  true,
		salt: [saltSize]byte(raw),
		sum:  [sha256.Size]byte(raw[saltSize:]),
	}
	return nil
}
