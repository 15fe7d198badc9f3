package sigv4

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// orderLessTwo is the order of the group of P-256, less two: a private key lies between one and
// the order less one (FIPS 186-5, appendix A.2), and one is added to what is derived.
var orderLessTwo = [32]byte{
	0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
}

// publicKey derives the key that verifies the asymmetric signatures of a credential, by the
// key derivation of NIST SP 800-108 in counter mode over HMAC-SHA-256, once for each value of a
// counter until the result is a private key. It is nil for a credential that has none, which
// nobody has: each value fails with a probability of 2⁻³².
func publicKey(accessKey, secret string) *ecdsa.PublicKey {
	key := []byte("AWS4A" + secret)
	for counter := byte(1); counter < 0xff; counter++ {
		h := hmac.New(sha256.New, key)
		h.Write([]byte("\x00\x00\x00\x01" + asymmetric + "\x00" + accessKey))
		h.Write([]byte{counter, 0, 0, 1, 0}) // the counter, and the length of the key in bits
		d := h.Sum(nil)
		if bytes.Compare(d, orderLessTwo[:]) > 0 {
			continue
		}
		for i := len(d) - 1; i >= 0; i-- {
			if d[i]++; d[i] != 0 {
				break
			}
		}
		private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d)
		if err != nil {
			return nil
		}
		return &private.PublicKey
	}
	return nil
}

// verifies reports whether a signature, in hexadecimal digits of either letter case, is one of a
// text.
func verifies(key *ecdsa.PublicKey, text []byte, signature string) bool {
	der, err := hex.DecodeString(signature)
	if err != nil || key == nil {
		return false
	}
	sum := sha256.Sum256(text)
	return ecdsa.VerifyASN1(key, sum[:], der)
}
