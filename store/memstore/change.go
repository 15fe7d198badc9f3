package memstore

import (
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// Restore sets the state of the restored copy of an archived version; nil takes it away.
// The error is [store.ErrNoBucket], [store.ErrNoKey], [store.ErrNoVersion], or a
// [*FieldError]. Objects that are open go on telling the old state.
func (s *Store) Restore(bucket, key string, sel version.Selector, state *store.Restore) error {
	state = copied(state)
	return s.change(bucket, key, sel, func(i *store.Info) { i.Restore = state })
}

// Lock sets the Object Lock of a version; nil takes it away. The errors are those of
// [Store.Restore].
func (s *Store) Lock(bucket, key string, sel version.Selector, lock *store.Lock) error {
	lock = copied(lock)
	return s.change(bucket, key, sel, func(i *store.Info) { i.Lock = lock })
}

// Tag sets the number of tags of a version. The errors are those of [Store.Restore].
func (s *Store) Tag(bucket, key string, sel version.Selector, count int) error {
	return s.change(bucket, key, sel, func(i *store.Info) { i.TagCount = count })
}

// change replaces a version by an edited copy.
func (s *Store) change(bucket, key string, sel version.Selector, edit func(*store.Info)) (err error) {
	defer s.settle(&err)
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return store.ErrNoBucket
	}
	h, i, err := b.find(key, sel)
	if err != nil {
		return err
	}
	changed := *h.records[i]
	edit(&changed.info)
	if err := checkInfo(&changed.info); err != nil {
		return err
	}
	h.records[i] = &changed
	return s.keepRecord(versionEdited, b, key, &changed)
}
