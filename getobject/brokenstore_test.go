package getobject_test

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A brokenStore is a memstore that breaks the promises of package store where a test says so,
// in ways that package faultstore has no effects for. It remembers what it opened, so that
// tests see what was closed.
type brokenStore struct {
	*memstore.Store

	bucket  func(*store.Bucket) (*store.Bucket, error) // what Bucket returns of a bucket
	objects map[string]*brokenObject                   // by bucket/key

	mu   sync.Mutex
	open []*countedObject
}

// A brokenObject says how an object differs from the one that is stored. What is nil does not.
type brokenObject struct {
	absent   bool                         // Open returns neither an object nor an error
	unlisted bool                         // it counts parts and does not list them
	info     func(store.Info) *store.Info // what Info returns of the true one
	part     func() (store.Part, error)   // what Part returns
	read     func(ctx context.Context, off, n int64) (io.ReadCloser, error)
}

func (s *brokenStore) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	b, err := s.Store.Bucket(ctx, name)
	if err != nil || s.bucket == nil {
		return b, err
	}
	return s.bucket(b)
}

func (s *brokenStore) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	inner, err := s.Store.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	o := &countedObject{Object: inner}
	if b := s.objects[ref.Bucket+"/"+ref.Key]; b != nil {
		o.broken = *b
	}
	if o.broken.absent {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = append(s.open, o)
	if o.broken.unlisted {
		return struct{ store.Object }{o}, nil
	}
	return o, nil
}

// checkClosed checks that all that was opened since the last call is closed, and closed once.
// It returns how many objects that were.
func (s *brokenStore) checkClosed(t testing.TB) int {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.open {
		if n := o.closes.Load(); n != 1 {
			t.Errorf("object of %d bytes was closed %d times, want 1", o.Object.Info().Size, n)
		}
		for _, r := range o.readers {
			if n := r.closes.Load(); n != 1 {
				t.Errorf("reader of object of %d bytes was closed %d times, want 1", o.Object.Info().Size, n)
			}
		}
	}
	opened := len(s.open)
	s.open = nil
	return opened
}

// A countedObject is an object that was opened. It counts its closes.
type countedObject struct {
	store.Object
	broken  brokenObject
	closes  atomic.Int32
	readers []*countedReader
}

func (o *countedObject) Info() *store.Info {
	if o.broken.info != nil {
		return o.broken.info(*o.Object.Info())
	}
	return o.Object.Info()
}

func (o *countedObject) Part(ctx context.Context, n int) (store.Part, error) {
	if o.broken.part != nil {
		return o.broken.part()
	}
	return o.Object.(store.PartLister).Part(ctx, n)
}

func (o *countedObject) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	open := o.Object.OpenRange
	if o.broken.read != nil {
		open = o.broken.read
	}
	r, err := open(ctx, off, n)
	if err != nil || r == nil {
		return nil, err
	}
	counted := &countedReader{ReadCloser: r}
	o.readers = append(o.readers, counted)
	if w, ok := r.(io.WriterTo); ok {
		return struct {
			*countedReader
			io.WriterTo
		}{counted, w}, nil
	}
	return counted, nil
}

func (o *countedObject) Close() error {
	o.closes.Add(1)
	return o.Object.Close()
}

// A countedReader is a reader that counts its closes.
type countedReader struct {
	io.ReadCloser
	closes atomic.Int32
}

func (r *countedReader) Close() error {
	r.closes.Add(1)
	return r.ReadCloser.Close()
}
