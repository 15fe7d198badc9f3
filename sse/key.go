package sse

import (
	"bytes"
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// The header fields of SSE-C, in the canonical form of package net/textproto.
const (
	headerCustomerAlgorithm = "X-Amz-Server-Side-Encryption-Customer-Algorithm"
	headerCustomerKey       = "X-Amz-Server-Side-Encryption-Customer-Key"
	headerCustomerDigest    = "X-Amz-Server-Side-Encryption-Customer-Key-Md5"
)

// customerAlgorithm is the only algorithm of SSE-C.
const customerAlgorithm = "AES256"

// alphabet is that of RFC 4648 §4.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

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
	algorithms, keys, digests := h[headerCustomerAlgorithm], h[headerCustomerKey], h[headerCustomerDigest]
	if len(algorithms)+len(keys)+len(digests) == 0 {
		return CustomerKey{}, nil
	}
	algorithm, text, digest := strings.Join(algorithms, ","), strings.Join(keys, ","), strings.Join(digests, ",")
	secret, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		secret = decode(text)
	}
	key := CustomerKey{secret: func() []byte { return secret }}
	switch {
	case !secure:
		return CustomerKey{}, &Error{Reason: Insecure}
	case len(algorithms) == 0:
		return CustomerKey{}, &Error{Reason: NoAlgorithm}
	case len(keys) == 0:
		return CustomerKey{}, &Error{Reason: NoKey}
	case len(secret) == 0:
		return CustomerKey{}, &Error{Reason: KeyTooShort, Value: text}
	case len(digests) > 0 && subtle.ConstantTimeCompare([]byte(digest), []byte(key.MD5())) == 0:
		return CustomerKey{}, &Error{Reason: DigestMismatch}
	case algorithm != customerAlgorithm:
		return CustomerKey{}, &Error{Reason: BadAlgorithm, Value: algorithm}
	}
	return key, nil
}

// decode decodes base64 as S3 does the text of a key, and never fails. It decodes what
// package encoding/base64 accepts as that does.
//
// Characters outside the alphabet of RFC 4648 §4, so also "-" and "_", are skipped where
// §3.3 would refuse them. An incomplete last group is dropped; padding counts to
// complete a group, and nothing is decoded after the first padding.
func decode(text string) []byte {
	digits, _, _ := strings.Cut(text, "=")
	digits = strings.Map(func(r rune) rune {
		if strings.ContainsRune(alphabet, r) {
			return r
		}
		return -1
	}, digits)
	if group := len(digits) % 4; group+strings.Count(text, "=") < 4 {
		digits = digits[:len(digits)-group]
	}
	out, _ := base64.RawStdEncoding.DecodeString(digits) // fails for one digit in a group, after the others
	return out
}

// redacted stands for a key wherever one would be printed.
const redacted = "[redacted]"

// A CustomerKey is the key of an SSE-C request. It may have any length: a read compares
// keys, and one of another length is wrong (S3 GetObject: x-amz-server-side-encryption-customer-key). The
// zero CustomerKey means that the request has none.
//
// No verb of package fmt, no handler of package log/slog and no encoder of package
// encoding/json can print a CustomerKey, not even from inside an unexported field. It
// cannot be compared with ==, which would not be constant-time: use
// [CustomerKey.Equal]. A CustomerKey never changes and may be used concurrently.
type CustomerKey struct {
	// A closure holds the key because package fmt walks through unexported fields
	// without asking for a method. The callee must not write to the slice.
	secret func() []byte
}

// NewCustomerKey returns the key that consists of a copy of b. It is the zero
// CustomerKey if b is empty.
func NewCustomerKey(b []byte) CustomerKey {
	if len(b) == 0 {
		return CustomerKey{}
	}
	b = bytes.Clone(b)
	return CustomerKey{secret: func() []byte { return b }}
}

// IsZero reports whether there is no key.
func (k CustomerKey) IsZero() bool { return k.secret == nil }

// expose returns the key's own bytes, and nil for the zero key.
func (k CustomerKey) expose() []byte {
	if k.secret == nil {
		return nil
	}
	return k.secret()
}

// Bytes returns a copy of the key, which is a secret again in the caller's hands. It
// returns nil for the zero key.
func (k CustomerKey) Bytes() []byte { return bytes.Clone(k.expose()) }

// Equal reports whether k and o are the same key, in time that depends on their lengths
// only. Two zero keys are equal: check [CustomerKey.IsZero] before taking Equal as proof
// that a client has the key.
func (k CustomerKey) Equal(o CustomerKey) bool {
	return subtle.ConstantTimeCompare(k.expose(), o.expose()) == 1
}

// MD5 returns the digest of the key as base64, which is what the client sends and what
// the response repeats (S3 GetObject: x-amz-server-side-encryption-customer-key-MD5).
// It returns "" for the zero key. The digest is not a secret, and does not prove that
// its sender has the key.
func (k CustomerKey) MD5() string {
	if k.IsZero() {
		return ""
	}
	sum := md5.Sum(k.secret())
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Format writes "[redacted]" for every verb. It implements [fmt.Formatter].
func (CustomerKey) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// String returns "[redacted]".
func (CustomerKey) String() string { return redacted }

// GoString returns "[redacted]". It implements [fmt.GoStringer].
func (CustomerKey) GoString() string { return redacted }

// LogValue returns "[redacted]". It implements [slog.LogValuer].
func (CustomerKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText returns "[redacted]" and no error. There is no way back.
func (CustomerKey) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON returns "[redacted]" as a JSON string and no error. There is no way back.
func (CustomerKey) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
