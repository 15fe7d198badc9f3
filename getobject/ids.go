package getobject

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"

	"github.com/s3get/s3get/getobject/address"
)

// IDs identify one request in its answer and in the logs. They are no secrets.
type IDs struct {
	Request string // x-amz-request-id
	Host    string // x-amz-id-2
}

// RandomIDs makes ids in the form that S3 gives them at an endpoint: 16 characters and
// 64 of base64, or for directory buckets 40 hexadecimal digits and 12 characters.
func RandomIDs(e address.Endpoint) IDs {
	var random [48]byte
	for i := 0; i < len(random); i += 8 {
		binary.LittleEndian.PutUint64(random[i:], rand.Uint64())
	}
	var text [80]byte
	if e == address.EndpointZonal {
		hex.Encode(text[:40], random[:20])
		base64.StdEncoding.Encode(text[40:52], random[20:29])
		return cut(text[:52], 40)
	}
	crockford(text[:16], rand.Uint64(), rand.Uint64())
	base64.StdEncoding.Encode(text[16:], random[:48])
	return cut(text[:], 16)
}

// cut makes the ids of text, the first n bytes of which are the request's.
func cut(text []byte, n int) IDs {
	s := string(text)
	return IDs{Request: s[:n], Host: s[n:]}
}

// crockford fills text with characters of Crockford's alphabet, which leaves out the
// letters that look like digits; half of them from each word.
func crockford(text []byte, words ...uint64) {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	n := len(text) / len(words)
	for i := range text {
		text[i] = alphabet[words[i/n]>>(5*(i%n))&31]
	}
}
