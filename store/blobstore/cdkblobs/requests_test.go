package cdkblobs_test

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
)

// asked returns the requests that came since the last call, in their order. Those of uploads in
// parts may come in another.
func asked(s *s3fake.Server) []string {
	var all []string
	for _, e := range s.Journal() {
		what := e.Operation
		if what == "GetObject" && e.Header.Get("Range") != "" {
			what = "GetObject range"
		}
		all = append(all, what)
	}
	s.Forget()
	return all
}

func wantAsked(t *testing.T, s *s3fake.Server, what string, want ...string) {
	t.Helper()
	if got := asked(s); !slices.Equal(got, want) {
		t.Errorf("%s asks %q, want %q", what, got, want)
	}
}

// TestRequests: what each method of a Backend asks of the storage.
func TestRequests(t *testing.T) {
	fake := newFake(t)
	b := cdkblobs.New(openFake(t, fake))
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	must(b.Add(ctx, "d/a", []byte("text")))
	wantAsked(t, fake, "Add", "PutObject")
	if err := b.Add(ctx, "d/a", []byte("text")); err == nil {
		t.Error("Add = nil for a file that is there")
	}
	wantAsked(t, fake, "Add of what is there", "PutObject")
	_, err := b.Read(ctx, "d/a", 100)
	must(err)
	wantAsked(t, fake, "Read", "GetObject")
	_, err = b.Stat(ctx, "d/a")
	must(err)
	wantAsked(t, fake, "Stat", "HeadObject")
	_, _, err = b.First(ctx, "d/", blobstore.Stamp{})
	must(err)
	if asked := fake.Journal()[0].Target; !strings.Contains(asked, "max-keys=1&") {
		t.Errorf("First asks %s, want a list of one", asked)
	}
	wantAsked(t, fake, "First", "ListObjectsV2")
	f, err := b.Open(ctx, "d/a")
	must(err)
	wantAsked(t, fake, "Open")
	must(readRange(t, f, [2]int64{1, 2}))
	must(f.Close())
	wantAsked(t, fake, "OpenRange", "GetObject range")
	create(t, b, "d/b", make([]byte, 1<<20))
	wantAsked(t, fake, "Create", "HeadObject", "PutObject") // the former is the test's own
	must(b.Remove(ctx, "d/a"))
	wantAsked(t, fake, "Remove", "DeleteObject")
	release, err := b.Lock(ctx, "00", false)
	must(err)
	release()
	wantAsked(t, fake, "Lock")
}

// TestListRequests: a list that begins late does not read what comes before.
func TestListRequests(t *testing.T) {
	fake := newFake(t)
	b := cdkblobs.New(openFake(t, fake))
	for i := range 1100 {
		if err := b.Add(t.Context(), fmt.Sprintf("d/%04d", i), nil); err != nil {
			t.Fatal(err)
		}
	}
	fake.Forget()
	collect(t, b.List(t.Context(), "d/", ""))
	wantAsked(t, fake, "List of 1,100 names", "ListObjectsV2", "ListObjectsV2")
	collect(t, b.List(t.Context(), "d/", "d/1050"))
	wantAsked(t, fake, "List of the last names", "ListObjectsV2")
}

// noise returns text that does not shrink.
func noise(n int) string {
	text := make([]byte, n)
	_, _ = rand.Read(text) // which never fails
	return string(text)
}

// TestReadRequests: a read of the current version of a small object asks twice where its record is
// not remembered and once where it is, and one of a long object asks once more for each run of its
// bytes. What is known of the bucket is asked for once a second at most.
func TestReadRequests(t *testing.T) {
	fake := newFake(t)
	bucket := openFake(t, fake)
	writer := newStore(t, bucket, blobstore.Options{})
	if err := writer.CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	put(t, writer, "small", "text")
	put(t, writer, "large", noise(1<<20))
	reader := newStore(t, bucket, blobstore.Options{BucketAge: 1 << 60})
	read := func(key string, off, n int64) {
		t.Helper()
		if _, err := get(t, reader, key, off, n); err != nil {
			t.Error(err)
		}
	}
	fake.Forget()
	read("small", 0, -1)
	wantAsked(t, fake, "the first read, with the bucket", "ListObjectsV2", "GetObject", "ListObjectsV2", "GetObject")
	read("small", 0, -1)
	wantAsked(t, fake, "a read of what is remembered", "ListObjectsV2")
	put(t, writer, "small", "other text")
	fake.Forget()
	read("small", 0, -1)
	wantAsked(t, fake, "a read of what was changed", "ListObjectsV2", "GetObject")
	read("large", 0, -1)
	wantAsked(t, fake, "a read of a long object", "ListObjectsV2", "GetObject", "GetObject range")
	read("large", 300_000, 4096)
	wantAsked(t, fake, "a range of what is remembered", "ListObjectsV2", "GetObject range")
	if _, err := get(t, reader, "none", 0, -1); err == nil {
		t.Error("there is an object that was not put")
	}
	wantAsked(t, fake, "a read of nothing", "ListObjectsV2")
}

// TestWriteRequests: what writes ask of the storage.
func TestWriteRequests(t *testing.T) {
	fake := newFake(t)
	s := newStore(t, openFake(t, fake), blobstore.Options{BucketAge: 1 << 60})
	if err := s.CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	measure := func(what string, do func()) {
		t.Helper()
		fake.Forget()
		do()
		t.Logf("%s: %s", what, strings.Join(asked(fake), ", "))
	}
	measure("PUT of 1 KiB, a new key", func() { put(t, s, "a", noise(1<<10)) })
	measure("PUT of 1 KiB, again", func() { put(t, s, "a", noise(1<<10)) })
	measure("PUT of 1 MiB", func() { put(t, s, "b", noise(1<<20)) })
	measure("PUT of 17 MiB", func() { put(t, s, "c", noise(17<<20)) })
	measure("DELETE", func() {
		if _, err := s.Delete(t.Context(), store.Ref{Bucket: "books", Key: "a"}, nil); err != nil {
			t.Error(err)
		}
	})
	for i := range 10 {
		put(t, s, fmt.Sprint("k", i), "text")
	}
	scan := func() {
		for _, err := range s.Scan(t.Context(), "books", "k") {
			if err != nil {
				t.Error(err)
			}
		}
	}
	s = newStore(t, openFake(t, fake), blobstore.Options{BucketAge: 1 << 60})
	measure("a list of 10 keys, none remembered", scan)
	measure("a list of 10 keys, all remembered", scan)
}
