package sigv4

import (
	"fmt"
	"io"
	"log/slog"
)

// redacted stands for a secret wherever one would be printed.
const redacted = "[redacted]"

// A SecretKey is the secret access key of a credential. The zero SecretKey means that
// there is none.
//
// No verb of package fmt, no handler of package log/slog and no encoder of package
// encoding/json can print a SecretKey, not even from inside an unexported field. It
// cannot be compared with ==. A SecretKey never changes and may be used concurrently.
type SecretKey struct {
	// A closure holds the secret because package fmt walks through unexported fields
	// without asking for a method.
	secret func() string
}

// NewSecretKey returns the secret s, which is the zero SecretKey if s is "".
func NewSecretKey(s string) SecretKey {
	if s == "" {
		return SecretKey{}
	}
	return SecretKey{secret: func() string { return s }}
}

// IsZero reports whether there is no secret.
func (k SecretKey) IsZero() bool { return k.secret == nil }

// expose returns the secret, and "" for the zero SecretKey.
func (k SecretKey) expose() string {
	if k.secret == nil {
		return ""
	}
	return k.secret()
}

// Format writes "[redacted]" for every verb. It implements [fmt.Formatter].
func (SecretKey) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// String returns "[redacted]".
func (SecretKey) String() string { return redacted }

// GoString returns "[redacted]". It implements [fmt.GoStringer].
func (SecretKey) GoString() string { return redacted }

// LogValue returns "[redacted]". It implements [slog.LogValuer].
func (SecretKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText returns "[redacted]" and no error. There is no way back.
func (SecretKey) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON returns "[redacted]" as a JSON string and no error. There is no way back.
func (SecretKey) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
