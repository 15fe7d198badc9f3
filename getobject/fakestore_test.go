package getobject_test

import (
	"bytes"
	"context"
	"io"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A fakeStore is a store of given objects. It remembers what it opened, so that tests see
// what was closed.
type fakeStore struct {
	buckets map[string]*store.Bucket
	items   map[string][]*fakeVersion // by bucket/key, newest first

	bucketErr error // what Bucket fails with

	mu   sync.Mutex
	open []*object
}

// A fakeVersion is a version in a fakeStore.
type fakeVersion struct {
	info    store.Info
	content []byte
	parts   []store.Part

	unlisted bool  // counts parts and does not list them
	openErr  error // what Open fails with
	closeErr error // what Close of the object fails with

	// read replaces the reading of content.
	read func(ctx context.Context, off, n int64) (io.ReadCloser, error)
}

func newFakeStore() *fakeStore {
	return &fakeStore{buckets: map[string]*store.Bucket{}, items: map[string][]*fakeVersion{}}
}

// put makes a version the newest of a key, and completes its size.
func (s *fakeStore) put(bucket, key string, i *fakeVersion) *fakeVersion {
	if i.content != nil {
		i.info.Size = int64(len(i.content))
	}
	name := bucket + "/" + key
	s.items[name] = append([]*fakeVersion{i}, s.items[name]...)
	return i
}

func (s *fakeStore) Bucket(_ context.Context, name string) (*store.Bucket, error) {
	if s.bucketErr != nil {
		return nil, s.bucketErr
	}
	b, ok := s.buckets[name]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b, nil
}

func (s *fakeStore) Open(_ context.Context, ref store.Ref) (store.Object, error) {
	stack := s.items[ref.Bucket+"/"+ref.Key]
	n, err := version.Select(stack, (*fakeVersion).entry, ref.Version)
	if err != nil {
		return nil, err
	}
	if stack[n].openErr != nil {
		return nil, stack[n].openErr
	}
	o := &object{fakeVersion: stack[n]}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = append(s.open, o)
	if o.unlisted {
		return struct{ store.Object }{o}, nil
	}
	return o, nil
}

func (i *fakeVersion) entry() version.Entry {
	return version.Entry{ID: i.info.VersionID, DeleteMarker: i.info.DeleteMarker}
}

// opened takes what was opened since the last call.
func (s *fakeStore) opened() []*object {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.open
	s.open = nil
	return o
}

// checkClosed checks that all that was opened is closed, and closed once.
func (s *fakeStore) checkClosed(t testing.TB) {
	t.Helper()
	for _, o := range s.opened() {
		if n := o.closes.Load(); n != 1 {
			t.Errorf("object of %d bytes was closed %d times, want 1", o.info.Size, n)
		}
		for _, b := range o.bodies {
			if n := b.closes.Load(); n != 1 {
				t.Errorf("reader of object of %d bytes was closed %d times, want 1", o.info.Size, n)
			}
		}
	}
}

// An object is a fakeVersion that was opened.
type object struct {
	*fakeVersion
	closes atomic.Int32
	bodies []*body
}

func (o *object) Info() *store.Info { return &o.info }

func (o *object) Part(_ context.Context, n int) (store.Part, error) {
	return o.parts[n-1], nil
}

func (o *object) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if o.read == nil {
		return o.lend(io.NopCloser(bytes.NewReader(o.content[off : off+n]))), nil
	}
	r, err := o.read(ctx, off, n)
	if err != nil {
		return nil, err
	}
	return o.lend(r), nil
}

// lend wraps a reader in one that counts its closes.
func (o *object) lend(r io.ReadCloser) io.ReadCloser {
	b := &body{ReadCloser: r}
	o.bodies = append(o.bodies, b)
	if w, ok := r.(io.WriterTo); ok {
		return struct {
			*body
			io.WriterTo
		}{b, w}
	}
	return b
}

func (o *object) Close() error {
	o.closes.Add(1)
	return o.closeErr
}

// A body is a reader that counts its closes.
type body struct {
	io.ReadCloser
	closes atomic.Int32
}

func (b *body) Close() error {
	b.closes.Add(1)
	return b.ReadCloser.Close()
}

// An accessPointStore is a fakeStore that has access points, by name/account.
type accessPointStore struct {
	*fakeStore
	points map[string]string
}

func (p accessPointStore) AccessPoint(_ context.Context, name, account string) (string, error) {
	bucket, ok := p.points[name+"/"+account]
	if !ok {
		return "", store.ErrNoAccessPoint
	}
	return bucket, nil
}
