package memstore

import (
	"maps"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/version"
)

// CreateBucket adds an empty bucket. The error is [ErrExists] or a [*FieldError]: a
// bucket has a name, its owner is an account id of 12 digits or nobody, and a directory
// bucket has neither versioning nor requester pays (S3 GetObject: Directory buckets).
func (s *Store) CreateBucket(b store.Bucket) (err error) {
	defer s.settle(&err)
	if err := checkBucket(&b); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.buckets[b.Name]; ok {
		return ErrExists
	}
	if s.buckets == nil {
		s.buckets = make(map[string]*bucket)
	}
	fresh := &bucket{info: &b, created: s.now(), keys: make(map[string]*history)}
	s.buckets[b.Name] = fresh
	return s.keepSet(fresh)
}

// SetVersioning changes the versioning of a bucket. The versions that it has stay as
// they are. The error is [store.ErrNoBucket] or a [*FieldError]: a bucket that once had
// versioning is never unversioned again, and a directory bucket always is.
func (s *Store) SetVersioning(name string, state version.State) error {
	return s.set(name, func(b *bucket) error {
		if state == version.StateUnversioned && b.info.Versioning != state {
			return &FieldError{"Versioning", "can be suspended but not undone"}
		}
		changed := *b.info
		changed.Versioning = state
		if err := checkBucket(&changed); err != nil {
			return err
		}
		b.info = &changed
		return nil
	})
}

// set edits a bucket and keeps what it is then. An edit with an error has changed nothing.
func (s *Store) set(name string, edit func(*bucket) error) (err error) {
	defer s.settle(&err)
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.buckets[name]
	if !ok {
		return store.ErrNoBucket
	}
	if err := edit(b); err != nil {
		return err
	}
	return s.keepSet(b)
}

// Buckets returns the names of the buckets in order.
func (s *Store) Buckets() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.buckets))
}

// Keys returns the keys of a bucket in order, those whose latest version is a delete
// marker included. It is empty where there is no such bucket.
func (s *Store) Keys(bucket string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return nil
	}
	return slices.Clone(b.sorted())
}

// Versions describes the versions of a key from the newest to the oldest. It is empty
// where there are none. The caller does not change what the pointers refer to.
func (s *Store) Versions(bucket, key string) []*store.Info {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return nil
	}
	h, ok := b.keys[key]
	if !ok {
		return nil
	}
	return h.infos()
}

func checkBucket(b *store.Bucket) error {
	if field, reason := kept.CheckBucket(b); field != "" {
		return &FieldError{field, reason}
	}
	return nil
}
