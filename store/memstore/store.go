package memstore

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/internal/journal"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A Store holds buckets and objects in memory. The zero Store is empty and ready for
// use. Its methods may be called concurrently; its fields are set before the first call
// and must not be copied with it.
type Store struct {
	// Now returns the time at which a version is put that names none; nil means
	// [time.Now]. The Store never calls it concurrently.
	Now func() time.Time

	// NewID returns the id of a version that names none, in a bucket with versioning
	// enabled; nil means random ids. The Store never calls it concurrently.
	NewID func() string

	// VersionForm reports whether a text has the form of the version ids of this
	// Store, to which Put and reads hold the ids that they are given; nil means
	// [version.WellFormed], the form of S3's. It may be called concurrently. Set
	// NewID too if it refuses random ids of that form.
	VersionForm func(id string) bool

	// Checksum is the algorithm of the checksum of versions that ask for none. Amazon
	// S3 adds [checksum.CRC64NVME]. None means that such versions have no checksum.
	Checksum checksum.Algorithm

	mu      sync.RWMutex
	buckets map[string]*bucket
	aliases map[string]AccessPoint // by alias
	points  map[accountName]AccessPoint

	keyPolicies map[string]*policy.Policy // of KMS keys, by their ids

	file      *journal.File // that keeps the changes, or nil
	compacted int64         // its length when it was last written anew
}

var (
	_ store.Store        = (*Store)(nil)
	_ store.AccessPoints = (*Store)(nil)
	_ store.VersionIDs   = (*Store)(nil)
)

// New returns an empty Store, like new(Store).
func New() *Store { return new(Store) }

// A bucket is a bucket with its objects. No history is empty.
type bucket struct {
	info      *store.Bucket // replaced to change it
	created   time.Time
	policies  BucketPolicies
	uploads   map[string]*upload // by their ids
	documents map[string][]byte  // configurations, by their names
	keys      map[string]*history

	// order has the keys in order, or nil since one came or went. Readers fill it in.
	order atomic.Pointer[[]string]
}

// sorted returns the keys in order, which nobody changes. The caller holds the lock.
func (b *bucket) sorted() []string {
	if all := b.order.Load(); all != nil {
		return *all
	}
	all := slices.Sorted(maps.Keys(b.keys))
	b.order.Store(&all)
	return all
}

// A history has the versions of one key. Finding, adding and removing one takes a time that
// does not grow with their number, on average over the writes. The zero history is empty.
type history struct {
	records []*record // from the oldest to the newest; those that were removed are nil
	removed int       // the number of nils; the last of records is none of them

	// index has the position of each version by its id, "" for the null version, or is
	// nil while there are fewer than indexFrom.
	index map[string]int
}

// find returns the version of a key that sel selects, which is at position i of h. The
// error is [store.ErrNoKey] or [store.ErrNoVersion].
func (b *bucket) find(key string, sel version.Selector) (h *history, i int, err error) {
	h, ok := b.keys[key]
	if !ok {
		return nil, 0, sel.NotFound()
	}
	if sel.IsLatest() {
		return h, len(h.records) - 1, nil
	}
	id, _ := sel.ID() // "" for the null version
	if h.index != nil {
		i, ok = h.index[id]
	} else {
		i = slices.IndexFunc(h.records, func(r *record) bool { return r != nil && r.info.VersionID == id })
		ok = i >= 0
	}
	if !ok {
		return nil, 0, sel.NotFound()
	}
	return h, i, nil
}

// Bucket describes the bucket of that name. The error is [store.ErrNoBucket], or that of
// a canceled ctx.
func (s *Store) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[name]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b.info, nil
}

// Open pins a version, in a time that does not grow with the number of versions. The error is
// [store.ErrNoBucket], [store.ErrNoKey], [store.ErrNoVersion], or that of a canceled ctx. Open
// does not allocate.
func (s *Store) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[ref.Bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	h, i, err := b.find(ref.Key, ref.Version)
	if err != nil {
		return nil, err
	}
	return h.records[i], nil
}

// now returns the time of a write.
func (s *Store) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// WellFormedVersionID reports whether id has the form of s.VersionForm, in every bucket.
func (s *Store) WellFormedVersionID(_ *store.Bucket, id string) bool {
	if s.VersionForm == nil {
		return version.WellFormed(id)
	}
	return s.VersionForm(id)
}

// newID returns the id of a new version.
func (s *Store) newID() string {
	if s.NewID == nil {
		return version.NewID(rand.Uint64)
	}
	return s.NewID()
}
