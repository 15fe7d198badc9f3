package getobject

import "math/rand/v2"

// IDs identify one request in its answer and in the logs. They are no secrets.
type IDs struct {
	Request string // x-amz-request-id
	Host    string // x-amz-id-2
}

// The alphabets of ids. Request ids leave out the letters that look like digits.
const (
	crockford  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	alphabet64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	hex        = "0123456789abcdef"
)

// RandomIDs makes ids in the form that S3 gives them at an endpoint: 16 characters and
// 64 of base64, or for directory buckets 40 hexadecimal digits and 12 characters.
func RandomIDs(e Endpoint) IDs {
	var b [80]byte
	if e == Zonal {
		fill(b[:40], hex, 4)
		fill(b[40:52], alphabet64, 6)
		s := string(b[:52])
		return IDs{Request: s[:40], Host: s[40:]}
	}
	fill(b[:16], crockford, 5)
	fill(b[16:], alphabet64, 6)
	s := string(b[:])
	return IDs{Request: s[:16], Host: s[16:]}
}

// fill fills b with random characters of an alphabet of 1<<bits.
func fill(b []byte, alphabet string, bits int) {
	mask := 1<<bits - 1
	for len(b) > 0 {
		word := rand.Uint64()
		n := min(64/bits, len(b))
		for i := range b[:n] {
			b[i] = alphabet[int(word)&mask]
			word >>= bits
		}
		b = b[n:]
	}
}
