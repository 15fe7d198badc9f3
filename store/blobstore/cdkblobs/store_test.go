package cdkblobs_test

import (
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"gocloud.dev/blob"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// newStore returns a store of a bucket, as another process has it.
func newStore(t *testing.T, b *blob.Bucket, o blobstore.Options) *blobstore.Store {
	t.Helper()
	s, err := blobstore.New(t.Context(), cdkblobs.New(b), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkWriter: a store over a bucket keeps what package write promises.
func checkWriter(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := open(t)
	storetest.CheckWriter(t, storetest.Writer{
		Store:    newStore(t, b, blobstore.Options{}),
		Patience: 3 * time.Minute, // engines of several processes are slow on one machine
		Reopen:   func() (write.Store, error) { return blobstore.New(t.Context(), cdkblobs.New(b), blobstore.Options{}) },
	})
}

// put puts text, and fails the test if it cannot.
func put(t *testing.T, s write.Store, key, text string) {
	t.Helper()
	c, err := s.Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = io.WriteString(c, text); err == nil {
		_, err = s.Put(t.Context(), "books", key, write.Version{Content: c}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// get returns the text of a key, or the error.
func get(t *testing.T, s store.Store, key string, off, n int64) (string, error) {
	t.Helper()
	o, err := s.Open(t.Context(), store.Ref{Bucket: "books", Key: key})
	if err != nil {
		return "", err
	}
	defer o.Close()
	if n < 0 {
		n = o.Info().Size - off
	}
	r, err := o.OpenRange(t.Context(), off, n)
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	return string(text), err
}

// checkTwoStores: what one process writes, another reads at once, although both remember records.
func checkTwoStores(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := open(t)
	stores := []*blobstore.Store{newStore(t, b, blobstore.Options{}), newStore(t, b, blobstore.Options{})}
	if err := stores[0].CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		text := fmt.Sprint("text ", i)
		put(t, stores[i%2], "k", text)
		for j, s := range stores {
			if got, err := get(t, s, "k", 0, -1); got != text || err != nil {
				t.Fatalf("after write %d store %d has %q, %v", i, j, got, err)
			}
		}
	}
	if _, err := stores[1].Delete(t.Context(), store.Ref{Bucket: "books", Key: "k"}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, stores[0], "k", 0, -1); err == nil {
		t.Error("store 0 has what store 1 deleted")
	}
}

// checkManyStores: several processes that change one key together lose no change.
func checkManyStores(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := open(t)
	first := newStore(t, b, blobstore.Options{})
	if err := first.CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	if err := first.SetVersioning(t.Context(), "books", version.StateEnabled); err != nil {
		t.Fatal(err)
	}
	const writers, each = 4, 5
	var writing sync.WaitGroup
	for i := range writers {
		s := newStore(t, b, blobstore.Options{})
		writing.Go(func() {
			for j := range each {
				put(t, s, "k", fmt.Sprint(i, j))
			}
		})
	}
	writing.Wait()
	seen := map[string]bool{}
	for e, err := range first.Scan(t.Context(), "books", "") {
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range e.Versions {
			seen[v.VersionID] = true
		}
	}
	if len(seen) != writers*each {
		t.Errorf("there are %d versions, want %d", len(seen), writers*each)
	}
}
