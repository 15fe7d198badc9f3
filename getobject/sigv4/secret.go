package sigv4

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

// checkSignature compares the signature with the one that secret gives, in time that
// does not depend on how much of it is right. A signature of another length or letter
// case is a wrong one. What is signed is the algorithm and the date as they were sent, the
// scope, and the hash of the canonical request.
//
// Where it is wrong and a signed value has tabs, the request is looked at once more as
// signers sign it that take tabs for spaces. Both forms cover the same values.
//
// The refusal repeats what was computed, with the secrets in it redacted. The hash in
// StringToSign is the one of the whole.
func checkSignature(c *signedRequest, secret SecretKey) error {
	same := c.keys.matcher(materialOf(c, secret))
	canonical := make([]byte, 0, 1024)
	var toSign []byte
	for _, c.blanks = range [...]string{spaces, spacesAndTabs} {
		canonical = c.appendCanonical(canonical[:0])
		hash := sha256.Sum256(canonical)
		text := make([]byte, 0, len(c.algorithm)+len(c.date)+len(c.scope.text)+2*len(hash)+len("\n\n\n"))
		for _, line := range [...]string{c.algorithm, c.date, c.scope.text} {
			text = append(append(text, line...), '\n')
		}
		text = hex.AppendEncode(text, hash[:])
		if same(text, c.signature) && !c.lacks {
			return nil
		}
		if toSign == nil {
			toSign = text
		}
		if bytes.IndexByte(canonical, '\t') < 0 {
			break
		}
	}
	c.blanks, c.hides = spaces, true
	canonical = c.appendCanonical(canonical[:0])
	return refuse(ruleSignatureMismatch,
		"AWSAccessKeyId", c.scope.accessKey,
		"StringToSign", string(toSign),
		"SignatureProvided", c.signature,
		"StringToSignBytes", hexBytes(toSign),
		"CanonicalRequest", string(canonical),
		"CanonicalRequestBytes", hexBytes(canonical))
}

// hexBytes returns bytes as pairs of hexadecimal digits between spaces.
func hexBytes(s []byte) string {
	const digits = "0123456789abcdef"
	dst := make([]byte, 0, 3*len(s))
	for i, b := range s {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return string(dst)
}
