package blobstore_test

import (
	"testing"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
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
