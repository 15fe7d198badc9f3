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
	n, end := 16, len(text) // lengths of the first id, and of both
	if e == address.EndpointZonal {
		n, end = 40, 52
		hex.Encode(text[:n], random[:20])
		base64.StdEncoding.Encode(text[n:end], random[20:29])
	} else {
		const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's, without I, L, O and U
		words := [2]uint64{rand.Uint64(), rand.Uint64()}
		for i := range n {
			text[i] = alphabet[words[i/8]>>(5*(i%8))&31]
		}
		base64.StdEncoding.Encode(text[n:], random[:])
	}
	s := string(text[:end])
	return IDs{Request: s[:n], Host: s[n:]}
}
