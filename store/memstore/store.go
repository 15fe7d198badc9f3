package memstore

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/s3get/s3get/checksum"
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

	// Checksum is the algorithm of the checksum of versions that ask for none. Amazon
	// S3 adds [checksum.CRC64NVME]. None means that such versions have no checksum.
	Checksum checksum.Algorithm

	mu      sync.RWMutex
	buckets map[string]*bucket
	aliases map[string]string      // alias → bucket
	points  map[accountName]string // access point → bucket
}

var (
	_ store.Store        = (*Store)(nil)
	_ store.AccessPoints = (*Store)(nil)
)

// New returns an empty Store, like new(Store).
func New() *Store { return new(Store) }

// A bucket is a bucket with its objects. No stack is empty.
type bucket struct {
	info *store.Bucket // replaced to change it
	keys map[string]*stack
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

// Open pins a version, in time that does not grow with the number of versions. The error
// is [store.ErrNoBucket], [store.ErrNoKey], [store.ErrNoVersion], or that of a
// canceled ctx. Open does not allocate.
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
	n, err := b.keys[ref.Key].find(ref.Version)
	if err != nil {
		return nil, err
	}
	return n.record, nil
}

// now returns the time of a write.
func (s *Store) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// newID returns the id of a new version.
func (s *Store) newID() string {
	if s.NewID == nil {
		return version.NewID(rand.Uint64)
	}
	return s.NewID()
}
