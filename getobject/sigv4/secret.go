package sigv4

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"strings"
	"sync"
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
	same := c.matcher(secret)
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

// A matcher reports whether a signature is that of a text. Several goroutines may call it.
type matcher func(text []byte, signature string) bool

// material is all that the key of signatures is derived from.
type material struct {
	asymmetric bool
	secret     string
	scope      scope // of an asymmetric key only the access key
}

// keyringSize is how many keys each half of a keyring has at most.
const keyringSize = 512

// A keyring has the keys of the last signatures, since deriving one costs more than all else that
// verifies a signature. What it finds them by has the secret in it: the key of a secret that was
// changed is never found again. The zero keyring is empty, and several goroutines may use it.
//
// It is behind a pointer wherever it is kept, as package fmt walks through unexported fields.
type keyring struct {
	mu            sync.RWMutex
	recent, older map[material]matcher // what is not used while recent fills up is forgotten
}

// matcher returns the matcher of the algorithm and the scope of c, for a secret.
func (c *signedRequest) matcher(secret SecretKey) matcher {
	m := material{asymmetric: c.asymmetric, scope: c.scope}
	if secret.secret != nil {
		m.secret = secret.secret()
	}
	if m.scope.text = ""; c.asymmetric { // whose key is good for every scope
		m.scope = scope{accessKey: c.scope.accessKey}
	}
	k := c.keys.Load()
	if k == nil {
		c.keys.CompareAndSwap(nil, new(keyring))
		k = c.keys.Load()
	}
	k.mu.RLock()
	found := k.recent[m]
	k.mu.RUnlock()
	if found != nil {
		return found
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if found = k.older[m]; found == nil {
		found = m.derive()
	}
	if len(k.recent) >= keyringSize {
		k.recent, k.older = nil, k.recent
	}
	if k.recent == nil {
		k.recent = map[material]matcher{}
	}
	of := &m.scope
	for _, text := range [...]*string{&m.secret, &of.accessKey, &of.date, &of.region, &of.service, &of.terminal} {
		*text = strings.Clone(*text) // which is memory of the request
	}
	k.recent[m] = found
	return found
}

// A mac is the hash of one text at a time, and the room for its sum.
type mac struct {
	hash.Hash
	sum [sha256.Size]byte
}

// derive derives the key. The matcher of a symmetric one takes a time that does not depend on how
// much of a signature is right.
func (m *material) derive() matcher {
	if m.asymmetric {
		key := publicKey(m.scope.accessKey, m.secret)
		return func(text []byte, signature string) bool { return verifies(key, text, signature) }
	}
	key := signingKey(m.secret, m.scope)
	macs := &sync.Pool{New: func() any { return &mac{Hash: hmac.New(sha256.New, key)} }}
	return func(text []byte, signature string) bool {
		var got, want [2 * sha256.Size]byte
		if len(signature) != len(want) {
			return false
		}
		copy(got[:], signature)
		m := macs.Get().(*mac)
		m.Reset()
		m.Write(text)
		hex.Encode(want[:], m.Sum(m.sum[:0]))
		macs.Put(m)
		return subtle.ConstantTimeCompare(got[:], want[:]) == 1
	}
}

// signingKey derives the key that is good for one scope.
func signingKey(secret string, s scope) []byte {
	key := []byte("AWS4" + secret)
	for _, part := range [...]string{s.date, s.region, s.service, s.terminal} {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(key[:0])
	}
	return key
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
