package blobstore_test

import (
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
)

// TestVerifyProgress: who watches is told at the end of what has no content, too.
func TestVerifyProgress(t *testing.T) {
	s := open(t, newMemory(), blobstore.Options{})
	if err := s.CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b"} {
		c, err := s.Stage(t.Context())
		if err == nil {
			_, err = s.Put(t.Context(), "books", key, write.Version{Content: c}, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var got blobstore.Verified
	for d := range s.Verify(t.Context(), blobstore.Verifying{Progress: func(v blobstore.Verified) { got = v }}) {
		t.Error(d)
	}
	if want := (blobstore.Verified{Keys: 2, Versions: 2}); got != want {
		t.Errorf("Progress was told of %+v, want %+v", got, want)
	}
}
