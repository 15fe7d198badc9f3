package sse

import (
	"bytes"
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
)

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
	return hold(bytes.Clone(b))
}

// hold returns the key that consists of b itself.
func hold(b []byte) CustomerKey {
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
	sum := md5.Sum(k.expose())
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
