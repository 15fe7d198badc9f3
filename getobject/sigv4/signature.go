package sigv4

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

// checkSignature compares the signature with the one that secret gives, in time that
// does not depend on how much of it is right. A signature of another length or letter
// case is a wrong one.
//
// Where it is wrong and a signed value has tabs, the request is looked at once more as
// signers sign it that take tabs for spaces. Both forms cover the same values.
//
// The refusal repeats what was computed, with the secrets in it redacted. The hash in
// StringToSign is the one of the whole.
func checkSignature(c *signedRequest, secret SecretKey) error {
	c.blanks = spaces
	canonical, toSign, ok := c.matches(secret)
	if !ok && bytes.IndexByte(canonical, '\t') >= 0 {
		c.blanks = spacesAndTabs
		_, _, ok = c.matches(secret)
		c.blanks = spaces
	}
	if ok && !c.lacks {
		return nil
	}
	c.hides = true
	canonical = c.appendCanonical(canonical[:0])
	return refuse(ruleSignatureMismatch,
		"AWSAccessKeyId", c.scope.accessKey,
		"StringToSign", string(toSign),
		"SignatureProvided", c.signature,
		"StringToSignBytes", hexBytes(toSign),
		"CanonicalRequest", string(canonical),
		"CanonicalRequestBytes", hexBytes(canonical))
}

// matches reports whether secret gives the signature, and what it was computed of.
func (c *signedRequest) matches(secret SecretKey) (canonical, toSign []byte, ok bool) {
	canonical = c.appendCanonical(make([]byte, 0, 1024))
	toSign = c.stringToSign(canonical)
	var want [2 * sha256.Size]byte
	hex.Encode(want[:], mac(signingKey(secret, c.scope), toSign))
	return canonical, toSign, subtle.ConstantTimeCompare([]byte(c.signature), want[:]) == 1
}

// stringToSign returns the text that is signed: the algorithm and the date as they
// were sent, the scope, and the hash of the canonical request.
func (c *signedRequest) stringToSign(canonical []byte) []byte {
	hash := sha256.Sum256(canonical)
	size := len(c.algorithm) + len(c.date) + len(c.scope.text) + len("\n\n\n") + 2*len(hash)
	dst := make([]byte, 0, size)
	for _, s := range [...]string{c.algorithm, c.date, c.scope.text} {
		dst = append(append(dst, s...), '\n')
	}
	return hex.AppendEncode(dst, hash[:])
}

// signingKey derives the key that is good for one scope.
func signingKey(secret SecretKey, s scope) []byte {
	key := append([]byte("AWS4"), secret.expose()...)
	for _, part := range [...]string{s.date, s.region, s.service, s.terminal} {
		key = mac(key, []byte(part))
	}
	return key
}

// mac returns the HMAC-SHA256 of text. It may overwrite key.
func mac(key, text []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(text)
	return h.Sum(key[:0])
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
