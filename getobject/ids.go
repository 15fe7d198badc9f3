package getobject

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/internal/field"
)

// IDs identify one request in its answer and in the logs. They are no secrets.
type IDs struct {
	Request string // x-amz-request-id
	Host    string // x-amz-id-2
}

// clean returns the ids as a header may have them.
func (i IDs) clean() IDs { return IDs{field.Clean(i.Request), field.Clean(i.Host)} }

// RequestIDs makes the ids of a request to a kind of endpoint. It is for handlers of other operations,
// whose ids are to be of the same making.
func (h *Handler) RequestIDs(e address.Endpoint) IDs {
	if h.NewIDs != nil {
		return h.NewIDs(e).clean()
	}
	return RandomIDs(e)
}

const (
	requestIDLength = 16
	hostIDLength    = 64
	idsLength       = requestIDLength + hostIDLength

	// idsRandom is how many random bytes the ids of a request are made of: one for each
	// character of the first, and three for four of the second.
	idsRandom = requestIDLength + hostIDLength/4*3
)

// RandomIDs makes ids in the form that S3 gives them at an endpoint: 16 characters and
// 64 of base64, or for directory buckets 40 hexadecimal digits and 12 characters.
func RandomIDs(e address.Endpoint) IDs {
	var random [idsRandom]byte
	for i := 0; i < len(random); i += 8 {
		binary.LittleEndian.PutUint64(random[i:], rand.Uint64())
	}
	var text [idsLength]byte
	n, end := requestIDLength, len(text) // lengths of the first id, and of both
	if e == address.EndpointZonal {
		n, end = 40, 52
		hex.Encode(text[:n], random[:20])
		base64.StdEncoding.Encode(text[n:end], random[20:29])
	} else {
		encodeIDs(text[:], random[:])
	}
	s := string(text[:end])
	return IDs{Request: s[:n], Host: s[n:]}
}

// encodeIDs writes the ids that random bytes mean, the first in Crockford's alphabet, which is without
// I, L, O and U.
func encodeIDs(text, random []byte) {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for i := range requestIDLength {
		text[i] = alphabet[random[i]&31]
	}
	base64.StdEncoding.Encode(text[requestIDLength:idsLength], random[requestIDLength:idsRandom])
}

// An idSource makes ids like those of RandomIDs for several requests at once. The zero idSource is
// ready for use.
type idSource struct {
	random rand.PCG
	seeded bool
	texts  string // of ids that nobody has yet
}

// next returns ids that no other request has.
func (s *idSource) next(e address.Endpoint) IDs {
	if e == address.EndpointZonal {
		return RandomIDs(e)
	}
	if s.texts == "" {
		s.draw()
	}
	t := s.texts[:idsLength]
	s.texts = s.texts[idsLength:]
	return IDs{Request: t[:requestIDLength], Host: t[requestIDLength:]}
}

func (s *idSource) draw() {
	if !s.seeded {
		s.random.Seed(rand.Uint64(), rand.Uint64())
		s.seeded = true
	}
	const atOnce = 8
	var random [idsRandom]byte
	var text [atOnce * idsLength]byte
	for to := text[:]; len(to) > 0; to = to[idsLength:] {
		for i := 0; i < len(random); i += 8 {
			binary.LittleEndian.PutUint64(random[i:], s.random.Uint64())
		}
		encodeIDs(to, random[:])
	}
	s.texts = string(text[:])
}
