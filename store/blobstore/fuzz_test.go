package blobstore_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// fuzzed returns a backend with a record of each kind.
func fuzzed(f testing.TB) (*memory, write.UploadRef, write.UploadRef) {
	m := newMemory()
	s := open(f, m, blobstore.Options{})
	must := func(err error) {
		f.Helper()
		if err != nil {
			f.Fatal(err)
		}
	}
	stage := func(text string) write.Content {
		c, err := s.Stage(f.Context())
		must(err)
		_, err = io.WriteString(c, text)
		must(err)
		return c
	}
	must(s.CreateBucket(f.Context(), store.Bucket{Name: "b"}))
	must(s.CreateBucket(f.Context(), store.Bucket{Name: "v", Versioning: version.StateEnabled}))
	must(s.AddAccessPoint(f.Context(), write.AccessPoint{Bucket: "b", Name: "p", Account: "123456789012", Alias: "alias"}))
	for _, text := range []string{"1", strings.Repeat("2", 70000)} {
		for _, bucket := range []string{"b", "v"} {
			_, err := s.Put(f.Context(), bucket, "k", write.Version{Content: stage(text), Tags: []write.Tag{{Key: "t", Value: "1"}}}, nil)
			must(err)
		}
	}
	_, err := s.Put(f.Context(), "b", "m", write.Version{Content: stage("moved"), CustomerKey: sse.NewCustomerKey(make([]byte, 32))}, nil)
	must(err)
	_, err = s.Delete(f.Context(), store.Ref{Bucket: "v", Key: "k"}, nil)
	must(err)
	var refs [2]write.UploadRef
	for i := range refs {
		ref := write.UploadRef{Bucket: "v", Key: "u"}
		ref.ID, err = s.CreateUpload(f.Context(), write.Upload{UploadRef: ref})
		must(err)
		_, err = s.PutPart(f.Context(), ref, write.Part{Number: 1}, stage("part"))
		must(err)
		if refs[i] = ref; i == 0 {
			parts, err := s.ListParts(f.Context(), ref)
			must(err)
			_, err = s.Complete(f.Context(), ref, parts, write.Version{}, nil)
			must(err)
		}
	}
	for name := range m.files { // a claim that is open
		if strings.HasSuffix(name, refs[1].ID+"/head") {
			m.files[strings.TrimSuffix(name, "head")+"claim.zfe"] = blobstore.Encode([]byte(`{"Place":2,"Nonce":"x"}`), nil)
		}
	}
	return m, refs[0], refs[1]
}

// use does all that a store can be asked, whatever it answers.
func use(ctx context.Context, s *blobstore.Store, completed, begun write.UploadRef) {
	for _, bucket := range []string{"b", "v"} {
		for e := range s.Scan(ctx, bucket, "") {
			for _, i := range e.Versions {
				ref := store.Ref{Bucket: bucket, Key: e.Key, Version: selectorOf(i)}
				readVersion(ctx, s, ref)
				_, _ = s.Revise(ctx, ref, func(_ *store.Info, r *write.Revision) error {
					r.Tags = nil
					return nil
				})
			}
			readVersion(ctx, s, store.Ref{Bucket: bucket, Key: e.Key})
		}
		_, _ = s.ListUploads(ctx, bucket)
		_, _ = s.Policies(ctx, bucket)
	}
	for _, ref := range []write.UploadRef{completed, begun} {
		_, _ = s.Upload(ctx, ref)
		_, _ = s.Completed(ctx, ref)
		parts, _ := s.ListParts(ctx, ref)
		if ref == begun {
			_, _ = s.Complete(ctx, ref, parts, write.Version{}, nil)
		}
		_ = s.Abort(ctx, ref)
	}
	_, _ = s.LookupAccessPoint(ctx, "p", "123456789012")
	_, _ = s.AccessPoint(ctx, "alias", "")
	for range s.Verify(ctx, blobstore.Verifying{}) {
	}
	_, _ = s.Sweep(ctx, blobstore.Sweeping{Age: time.Nanosecond, FilterBytes: 64})
	_ = s.Rename(ctx, "b", "k", "m", nil)
	for _, key := range []string{"k", "m", "u"} {
		for _, bucket := range []string{"b", "v"} {
			c, err := s.Stage(ctx)
			if err == nil {
				_, _ = s.Put(ctx, bucket, key, write.Version{Content: c}, nil)
			}
			_, _ = s.Delete(ctx, store.Ref{Bucket: bucket, Key: key}, nil)
			_, _ = s.Delete(ctx, store.Ref{Bucket: bucket, Key: key, Version: version.Null()}, nil)
		}
	}
	_ = s.DeleteBucket(ctx, "b")
	_, _ = s.Sweep(ctx, blobstore.Sweeping{Age: time.Nanosecond, FilterBytes: 64})
}

func readVersion(ctx context.Context, s *blobstore.Store, ref store.Ref) {
	_, _ = s.Tags(ctx, ref)
	o, err := s.Open(ctx, ref)
	if err != nil {
		return
	}
	for n := range min(o.Info().Parts, 200) {
		_, _, _ = store.LookupPart(ctx, o, n+1)
	}
	for _, off := range []int64{0, o.Info().Size / 2} {
		r, err := store.OpenRange(ctx, o, sse.NewCustomerKey(make([]byte, 32)), off, o.Info().Size-off)
		if err == nil {
			_, _ = io.Copy(io.Discard, r)
			_ = r.Close()
		}
	}
}

// FuzzRecord: a record that is not damaged, and says what no Store writes, ends no process and takes
// no time or memory without bounds.
func FuzzRecord(f *testing.F) {
	base, completed, begun := fuzzed(f)
	names := slices.Sorted(maps.Keys(base.files))
	for i, name := range names {
		if head, payload := blobstore.Decode(base.files[name]); bytes.HasPrefix(head, []byte("{")) && !strings.HasPrefix(name, "blobs/") {
			f.Add(uint8(i), head, payload)
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, head, payload []byte) {
		file := blobstore.Encode(head, payload)
		if file == nil {
			t.Skip("no JSON")
		}
		m := newMemory()
		maps.Copy(m.files, base.files)
		m.files[names[int(i)%len(names)]] = file
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		s, err := blobstore.New(ctx, m, blobstore.Options{})
		if err == nil {
			use(ctx, s, completed, begun)
		}
	})
}
