package blobstore_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/website"
)

// open returns the store that a backend has.
func open(t testing.TB, b blobstore.Backend, o blobstore.Options) *blobstore.Store {
	t.Helper()
	s, err := blobstore.New(t.Context(), b, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWriter: a Store keeps what package write promises, also when it is opened anew.
func TestWriter(t *testing.T) {
	b := newMemory()
	storetest.CheckWriter(t, storetest.Writer{Store: open(t, b, blobstore.Options{}), Reopen: func() (write.Store, error) {
		return blobstore.New(t.Context(), b, blobstore.Options{CacheBytes: -1})
	}})
}

// TestLostKey: a store whose key is gone, or was elsewhere, is not opened with a new one.
func TestLostKey(t *testing.T) {
	b := newMemory()
	if err := open(t, b, blobstore.Options{}).CreateBucket(t.Context(), store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	delete(b.files, "keys/local")
	if _, err := blobstore.New(t.Context(), b, blobstore.Options{}); !errors.Is(err, blobstore.ErrKey) {
		t.Errorf("New = %v, want %v", err, blobstore.ErrKey)
	}
	if _, ok := b.files["keys/local"]; ok {
		t.Error("a new key was made")
	}
	keys, err := blobstore.NewLocalKey(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := blobstore.New(t.Context(), b, blobstore.Options{Keys: keys}); err != nil {
		t.Errorf("New with a key = %v", err)
	}
}

// TestEditThatFails: what an edit changed in place before it failed is as it was.
func TestEditThatFails(t *testing.T) {
	s := open(t, newMemory(), blobstore.Options{})
	b := store.Bucket{Name: "b", Website: &website.Config{Index: "index.html"}, CORS: cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}}}}
	if err := s.CreateBucket(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	err := s.UpdateBucket(t.Context(), "b", func(b *store.Bucket) error {
		b.Website.Index, b.CORS[0].AllowedOrigins[0] = "other.html", "http://other"
		return errRefused
	})
	got, err2 := s.Bucket(t.Context(), "b")
	if !errors.Is(err, errRefused) || err2 != nil || got.Website.Index != "index.html" || got.CORS[0].AllowedOrigins[0] != "*" {
		t.Errorf("after an edit that failed, %v, the bucket is %+v, %v", err, got, err2)
	}
}
