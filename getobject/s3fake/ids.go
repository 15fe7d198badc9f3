package s3fake

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"sync"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/version"
)

// ids makes ids that are the same in each run. The zero ids makes random ones.
type ids struct {
	mu       sync.Mutex
	versions *rand.Rand // nil for random ids
	requests *rand.Rand // apart, so that reads do not change the ids of versions
}

// newIDs returns the ids of a seed, 0 for random ones.
func newIDs(seed uint64) *ids {
	if seed == 0 {
		return new(ids)
	}
	return &ids{versions: rand.New(rand.NewPCG(seed, 1)), requests: rand.New(rand.NewPCG(seed, 2))}
}

// version returns the id of a version.
func (i *ids) version() string {
	if i.versions == nil {
		return version.NewID(rand.Uint64)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return version.NewID(i.versions.Uint64)
}

// request returns the ids of a request, in the form of [getobject.RandomIDs].
func (i *ids) request(e address.Endpoint) getobject.IDs {
	if i.requests == nil {
		return getobject.RandomIDs(e)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	const size = 48 // 64 characters of base64
	var b []byte
	for len(b) < size {
		b = binary.LittleEndian.AppendUint64(b, i.requests.Uint64())
	}
	if e == address.EndpointZonal {
		return getobject.IDs{Request: hex.EncodeToString(b[:20]), Host: base64.StdEncoding.EncodeToString(b[20:29])}
	}
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var request [16]byte
	n := i.requests.Uint64()
	for j := range request {
		if j == len(request)/2 {
			n = i.requests.Uint64()
		}
		request[j] = alphabet[n%uint64(len(alphabet))]
		n /= uint64(len(alphabet))
	}
	return getobject.IDs{Request: string(request[:]), Host: base64.StdEncoding.EncodeToString(b)}
}

// NewID returns an id that no version and no upload of s has, in the form of a version's. It is
// for handlers of [Options.Next], so that [Options.Seed] is good for their ids too.
func (s *Server) NewID() string { return s.ids.version() }
