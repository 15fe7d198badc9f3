package folder_test

import (
	"testing"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
)

// open returns the store in a folder.
func open(t testing.TB, dir string, o blobstore.Options) *blobstore.Store {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s, err := blobstore.New(t.Context(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWriter: a store in a folder keeps what package write promises, also when it is opened anew.
func TestWriter(t *testing.T) {
	dir := t.TempDir()
	storetest.CheckWriter(t, storetest.Writer{Store: open(t, dir, blobstore.Options{}), Reopen: func() (write.Store, error) {
		return open(t, dir, blobstore.Options{}), nil
	}})
}
