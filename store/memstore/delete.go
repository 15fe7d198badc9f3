package memstore

import (
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// Delete deletes a version of a key as DeleteObject does. The latest version of a bucket
// that has or had versioning is hidden behind a delete marker, which Delete describes;
// any other is removed, and Delete describes it, or returns nil if it was not there.
//
// The error is [store.ErrNoBucket], [version.ErrMalformed] for an id in a bucket without
// versioning, or a [*FieldError] for a key that no object can have.
func (s *Store) Delete(bucket, key string, sel version.Selector) (*store.Info, error) {
	return s.delete(bucket, key, sel, nil)
}

// delete is Delete, unless check, which may be nil, has an error about the version.
func (s *Store) delete(bucket, key string, sel version.Selector, check write.Check) (_ *store.Info, err error) {
	defer s.settle(&err)
	if err := checkKey(key); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	state := b.info.Versioning
	if err := sel.AllowedIn(state); err != nil {
		return nil, err
	}
	if check != nil {
		if err := check(b.lookup(key, sel)); err != nil {
			return nil, err
		}
	}
	if sel.IsLatest() && state != version.StateUnversioned {
		r := &record{info: store.Info{DeleteMarker: true}, source: new(held)}
		return s.insert(b, key, "", r)
	}
	gone := b.remove(key, sel)
	if gone == nil {
		return nil, nil
	}
	return gone, s.keep(change{Kind: versionGone, Bucket: bucket, Key: key, ID: gone.VersionID}, nil)
}

// lookup describes a version, or returns nil.
func (b *bucket) lookup(key string, sel version.Selector) *store.Info {
	h, i, err := b.find(key, sel)
	if err != nil {
		return nil
	}
	return &h.records[i].info
}

// remove takes a version away and describes it, or returns nil.
func (b *bucket) remove(key string, sel version.Selector) *store.Info {
	h, i, err := b.find(key, sel)
	if err != nil {
		return nil
	}
	gone := h.records[i]
	h.remove(i)
	if h.len() == 0 {
		delete(b.keys, key)
		b.order.Store(nil)
	}
	return &gone.info
}
