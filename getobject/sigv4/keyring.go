package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"hash"
	"strings"
	"sync"
)

// A matcher reports whether a signature is that of a text. Several goroutines may call it.
type matcher func(text []byte, signature string) bool

// material is all that the key of signatures is derived from.
type material struct {
	asymmetric bool
	accessKey  string // of an asymmetric key
	secret     string
	scope      scope // of a symmetric key, without the access key
}

// materialOf returns what the key of c is derived from.
func materialOf(c *signedRequest, secret SecretKey) material {
	m := material{asymmetric: c.asymmetric}
	if !secret.IsZero() {
		m.secret = secret.secret()
	}
	if c.asymmetric {
		m.accessKey = c.scope.accessKey
		return m
	}
	m.scope = scope{date: c.scope.date, region: c.scope.region, service: c.scope.service, terminal: c.scope.terminal}
	return m
}

// clone returns m without the memory of the request that its texts are of.
func (m material) clone() material {
	for _, text := range [...]*string{
		&m.accessKey, &m.secret, &m.scope.date, &m.scope.region, &m.scope.service, &m.scope.terminal,
	} {
		*text = strings.Clone(*text)
	}
	return m
}

// derive derives the key.
func (m *material) derive() matcher {
	if m.asymmetric {
		key := publicKey(m.accessKey, m.secret)
		return func(text []byte, signature string) bool { return verifies(key, text, signature) }
	}
	return symmetricMatcher(signingKey(m.secret, m.scope))
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

// matcher returns the matcher of some material.
func (k *keyring) matcher(m material) matcher {
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
	k.recent[m.clone()] = found
	return found
}

// A mac is the hash of one text at a time, and the room for its sum.
type mac struct {
	hash.Hash
	sum [sha256.Size]byte
}

// symmetricMatcher returns the matcher of a signing key. It takes a time that does not depend on how
// much of a signature is right.
func symmetricMatcher(key []byte) matcher {
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
