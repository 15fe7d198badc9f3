package storetest_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/version"
)

// A shelf keeps the objects of one bucket in memory.
type shelf struct {
	name  string
	mu    sync.RWMutex
	books map[string]*book
}

// A book is an object. It never changes: another one takes its place.
type book struct {
	info store.Info
	text []byte
}

// A page is a reader that ends when its request does.
type page struct {
	ctx  context.Context
	text *bytes.Reader
}

func (s *shelf) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if name != s.name {
		return nil, store.ErrNoBucket
	}
	return &store.Bucket{Name: name}, nil
}

func (s *shelf) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if _, err := s.Bucket(ctx, ref.Bucket); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.books[ref.Key]
	if _, named := ref.Version.ID(); named || !ok {
		return nil, ref.Version.NotFound() // ErrNoKey, or ErrNoVersion if one was named
	}
	return b, nil
}

func (b *book) Info() *store.Info { return &b.info }

func (b *book) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	return &page{ctx, bytes.NewReader(b.text[off : off+n])}, nil
}

func (*book) Close() error { return nil }

func (p *page) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.text.Read(b)
}

func (*page) Close() error { return nil }

// put is how objects come to a shelf.
func (s *shelf) put(key string, text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.books[key] = &book{text: bytes.Clone(text), info: store.Info{
		Size:         int64(len(text)),
		ETag:         fmt.Sprintf(`"%x"`, md5.Sum(text)),
		LastModified: time.Now(),
	}}
}

func (s *shelf) remove(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.books, key)
}

// subject is what a test says of a shelf: how objects come and go, and what it cannot hold.
func subject() storetest.Subject {
	s := &shelf{name: "b", books: map[string]*book{}}
	return storetest.Subject{
		Store:  s,
		Bucket: "b",
		Put: func(_, key string, v storetest.Version) error {
			if len(v.PartSizes) > 0 || !v.CustomerKey.IsZero() {
				return errors.ErrUnsupported
			}
			s.put(key, v.Content)
			return nil
		},
		Delete: func(_, key string, _ version.Selector) error {
			s.remove(key)
			return nil
		},
	}
}

func TestShelf(t *testing.T) {
	storetest.Check(t, subject())
}
