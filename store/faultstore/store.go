package faultstore

import (
	"context"

	"github.com/s3get/s3get/store"
)

// A Store is a store with faults. Its methods may be called concurrently, if those of the
// inner store may: the n-th call is then the one that came n-th.
type Store struct {
	inner  store.Store
	faults []*armed
}

var (
	_ store.Store        = (*Store)(nil)
	_ store.AccessPoints = (*Store)(nil)
	_ store.VersionIDs   = (*Store)(nil)
)

// New returns inner with faults. It panics if one of them could never happen: its method is
// not one of this package, it has no effect, it counts below zero, or it would shape a reader
// on another method than OpenRange.
func New(inner store.Store, faults ...Fault) *Store {
	s := &Store{inner: inner}
	for _, f := range faults {
		if err := f.check(); err != nil {
			panic(err)
		}
		s.faults = append(s.faults, &armed{Fault: f})
	}
	return s
}

// Unused returns the faults that have met no call, in their order. A test in which there are
// some has not tested what it says.
func (s *Store) Unused() []Fault {
	var unused []Fault
	for _, a := range s.faults {
		if a.hits.Load() == 0 {
			unused = append(unused, a.Fault)
		}
	}
	return unused
}

// Bucket is that of the inner store.
func (s *Store) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if _, err := s.meet(ctx, Bucket, name, ""); err != nil {
		return nil, err
	}
	return s.inner.Bucket(ctx, name)
}

// Open is that of the inner store.
func (s *Store) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if _, err := s.meet(ctx, Open, ref.Bucket, ref.Key); err != nil {
		return nil, err
	}
	o, err := s.inner.Open(ctx, ref)
	if err != nil || o == nil {
		return nil, err
	}
	return &object{inner: o, store: s, bucket: ref.Bucket, key: ref.Key}, nil
}

// AccessPoint is that of the inner store, or [store.ErrNoAccessPoint] if it has none.
func (s *Store) AccessPoint(ctx context.Context, name, account string) (string, error) {
	if _, err := s.meet(ctx, AccessPoint, name, ""); err != nil {
		return "", err
	}
	return store.ResolveAccessPoint(ctx, s.inner, name, account)
}

// WellFormedVersionID is that of the inner store, or the form of S3's ids.
func (s *Store) WellFormedVersionID(b *store.Bucket, id string) bool {
	return store.WellFormedVersionID(s.inner, b, id)
}
