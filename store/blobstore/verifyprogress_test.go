package blobstore_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

// TestVerifyDamagedBucket: a bucket whose record is damaged is told of, and the others are verified.
func TestVerifyDamagedBucket(t *testing.T) {
	b := newMemory()
	s := open(t, b, blobstore.Options{CacheBytes: -1})
	for _, name := range []string{"books", "poems"} {
		err := s.CreateBucket(t.Context(), store.Bucket{Name: name})
		if err == nil {
			var c write.Content
			if c, err = s.Stage(t.Context()); err == nil {
				_, err = s.Put(t.Context(), name, "a", write.Version{Content: c}, nil)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, file := range b.files {
		if strings.HasPrefix(name, "buckets/books") {
			file[len(file)/2] ^= 1
		}
	}
	for bucket, want := range map[string][2]int{"": {1, 1}, "poems": {1, 0}, "books": {0, 1}} {
		var got blobstore.Verified
		var damage []*blobstore.Damaged
		for d := range s.Verify(t.Context(), blobstore.Verifying{Bucket: bucket, Progress: func(v blobstore.Verified) { got = v }}) {
			damage = append(damage, d)
			if !strings.HasPrefix(d.File, "buckets/books") {
				t.Errorf("%v is no damage of the bucket", d)
			}
		}
		if int(got.Versions) != want[0] || len(damage) != want[1] {
			t.Errorf("of bucket %q %d versions were read and %v is damaged, want %v", bucket, got.Versions, damage, want)
		}
	}
}

// TestVerifyEnds: who ends Verify does not wait for its rate.
func TestVerifyEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, newMemory(), blobstore.Options{})
		err := s.CreateBucket(t.Context(), store.Bucket{Name: "books"})
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Stage(t.Context())
		if err == nil {
			_, err = c.Write([]byte("once upon a time"))
		}
		if err == nil {
			_, err = s.Put(t.Context(), "books", "a", write.Version{Content: c}, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		for d := range s.Verify(ctx, blobstore.Verifying{BytesPerSecond: 1}) {
			if d.File != "" || !errors.Is(d, context.DeadlineExceeded) {
				t.Errorf("%v is damaged, want only why it ended", d)
			}
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("Verify went on for %v, want a second", took)
		}
	})
}
