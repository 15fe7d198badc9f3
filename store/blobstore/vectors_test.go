package blobstore_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/memstore"
)

// large is the size of a content that these tests do not copy.
const large = 32 << 20

// errLarge means that a version is too large to be copied.
var errLarge = errors.New("the content is large")

// copyStore imports all that a memstore has, and returns the keys of what is too large, by their
// buckets.
func copyStore(t *testing.T, from *memstore.Store, to *blobstore.Store) map[string]bool {
	t.Helper()
	left := map[string]bool{}
	for _, name := range from.Buckets() {
		b, err := from.Bucket(t.Context(), name)
		if err == nil {
			err = to.CreateBucket(t.Context(), *b)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range from.Keys(name) {
			for _, info := range slices.Backward(from.Versions(name, key)) {
				err := copyVersion(t, from, to, store.Ref{Bucket: name, Key: key, Version: selectorOf(info)})
				if errors.Is(err, errLarge) {
					left[name+"/"+key] = true
				} else if err != nil {
					t.Fatalf("%s/%s: %v", name, key, err)
				}
			}
		}
	}
	for _, p := range from.AccessPoints() {
		if err := to.AddAccessPoint(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return left
}

// copyVersion imports one version.
func copyVersion(t *testing.T, from *memstore.Store, to *blobstore.Store, ref store.Ref) error {
	o, err := from.Open(t.Context(), ref)
	if err != nil {
		return err
	}
	var v blobstore.Imported
	v.Info = *o.Info()
	if v.Size > large {
		return errLarge
	}
	stage := func(off, n int64) *blobstore.ImportedPart {
		c, err := to.Stage(t.Context())
		if err == nil {
			var r io.ReadCloser
			if r, err = store.OpenRange(t.Context(), o, sse.CustomerKey{}, off, n); err == nil {
				_, err = io.Copy(c, r)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return &blobstore.ImportedPart{Content: c}
	}
	for n := 1; n <= v.Info.Parts; n++ {
		p, _, err := store.LookupPart(t.Context(), o, n)
		if err != nil {
			return err
		}
		part := stage(p.Offset, p.Size)
		part.Checksum = p.Checksum
		v.Parts = append(v.Parts, *part)
	}
	if v.Info.Parts == 0 && !v.DeleteMarker {
		v.Content = stage(0, v.Size).Content
	}
	_, err = to.Import(t.Context(), ref.Bucket, ref.Key, v)
	return err
}

// TestVectors: a Store that holds the state of a fixture answers each vector as memstore does, but
// for contents that are too large to be copied here.
func TestVectors(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	ran, left := 0, 0
	for _, file := range files {
		f, err := fixture.Load(file.Fixture)
		if err != nil {
			t.Fatal(err)
		}
		s := open(t, newMemory(), blobstore.Options{})
		tooLarge := copyStore(t, f.Store, s)
		h := f.Handler()
		h.Store = s
		plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
		target := getobjecttest.Target{Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(), TLS: &tls.Config{InsecureSkipVerify: true}}
		for _, v := range file.Vectors {
			if tooLarge[v.Request.Bucket+"/"+v.Request.Key] {
				left++
				continue
			}
			ran++
			if err := getobjecttest.Run(t.Context(), target, file, v); err != nil {
				t.Error(err)
			}
		}
		plain.Close()
		secure.Close()
	}
	t.Logf("%d vectors, and %d of large contents left out", ran, left)
	if ran < 2000 {
		t.Errorf("%d vectors were run, want 2000", ran)
	}
}
