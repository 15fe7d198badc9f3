package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"

	"github.com/s3get/s3get/getobject"
)

// checkSignature compares the signature with the one that secret gives, in time that
// does not depend on how much of it is right. A signature of another length or letter
// case is a wrong one.
func checkSignature(c *claim, secret SecretKey) error {
	var room [1024]byte
	canonical := c.appendCanonical(room[:0])
	toSign := c.stringToSign(canonical)
	want := hex.EncodeToString(mac(signingKey(secret, c.scope), toSign))
	if subtle.ConstantTimeCompare([]byte(c.signature), []byte(want)) == 1 {
		return nil
	}
	return refuse(getobject.RuleSignatureMismatch,
		"AWSAccessKeyId", c.scope.accessKey,
		"StringToSign", toSign,
		"SignatureProvided", c.signature,
		"StringToSignBytes", hexBytes(toSign),
		"CanonicalRequest", string(canonical),
		"CanonicalRequestBytes", hexBytes(string(canonical)))
}

// stringToSign returns the text that is signed: the algorithm and the date as they
// were sent, the scope, and the hash of the canonical request.
func (c *claim) stringToSign(canonical []byte) string {
	hash := sha256.Sum256(canonical)
	var digits [2 * sha256.Size]byte
	hex.Encode(digits[:], hash[:])
	return c.algorithm + "\n" + c.date + "\n" + c.scope.text + "\n" + string(digits[:])
}

// signingKey derives the key that is good for one scope.
func signingKey(secret SecretKey, s scope) []byte {
	key := append([]byte("AWS4"), secret.expose()...)
	for _, part := range [...]string{s.date, s.region, s.service, s.terminal} {
		key = mac(key, part)
	}
	return key
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// hexBytes returns the bytes of s as pairs of hexadecimal digits between blanks.
func hexBytes(s string) string {
	const digits = "0123456789abcdef"
	dst := make([]byte, 0, 3*len(s))
	for i := range len(s) {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, digits[s[i]>>4], digits[s[i]&15])
	}
	return string(dst)
}
