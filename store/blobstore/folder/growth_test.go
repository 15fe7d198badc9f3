package folder_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// unsynced returns a store with a bucket, in which nothing is synced.
func unsynced(b *testing.B) *blobstore.Store {
	f, err := folder.OpenUnsynced(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	s, err := blobstore.New(b.Context(), f, blobstore.Options{})
	if err == nil {
		err = s.CreateBucket(b.Context(), store.Bucket{Name: "b"})
	}
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkVersions reads from stacks of versions: the latest, the first and one that was changed.
func BenchmarkVersions(b *testing.B) {
	s := unsynced(b)
	if err := s.SetVersioning(b.Context(), "b", version.StateEnabled); err != nil {
		b.Fatal(err)
	}
	ids, n := []string{}, 0
	sizes := []int{10, 1000}
	if os.Getenv("BLOBSTORE_THOROUGH") != "" {
		sizes = append(sizes, 100_000, 1_000_000)
	}
	for _, size := range sizes {
		for ; n < size; n++ {
			put(b, s, "k", bytes.NewReader([]byte("text")), sse.CustomerKey{})
			if n < 10 {
				o, err := s.Open(b.Context(), store.Ref{Bucket: "b", Key: "k"})
				if err != nil {
					b.Fatal(err)
				}
				ids = append(ids, o.Info().VersionID)
			}
		}
		_, err := s.Revise(b.Context(), store.Ref{Bucket: "b", Key: "k", Version: version.ByID(ids[5])}, func(_ *store.Info, r *write.Revision) error {
			r.Tags = []write.Tag{{Key: fmt.Sprint(size)}}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		for name, ref := range map[string]store.Ref{
			"latest": {}, "first": {Version: version.ByID(ids[0])}, "changed": {Version: version.ByID(ids[5])},
		} {
			ref.Bucket, ref.Key = "b", "k"
			b.Run(fmt.Sprintf("%d/%s", size, name), func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Open(b.Context(), ref); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("%d/put", size), func(b *testing.B) {
			for b.Loop() {
				put(b, s, "k", bytes.NewReader([]byte("text")), sse.CustomerKey{})
				n++
			}
		})
	}
}

// BenchmarkParts reads 1 KiB in the middle of uploads with many parts.
func BenchmarkParts(b *testing.B) {
	s := unsynced(b)
	counts := []int{2, 100}
	if os.Getenv("BLOBSTORE_THOROUGH") != "" {
		counts = append(counts, 10_000)
	}
	for _, count := range counts {
		ref := write.UploadRef{Bucket: "b", Key: fmt.Sprint(count)}
		var err error
		if ref.ID, err = s.CreateUpload(b.Context(), write.Upload{UploadRef: ref}); err != nil {
			b.Fatal(err)
		}
		var parts []write.Part
		for i := range count {
			c, err := s.Stage(b.Context())
			if err == nil {
				_, err = c.Write(noise(1 << 10))
			}
			if err != nil {
				b.Fatal(err)
			}
			p, err := s.PutPart(b.Context(), ref, write.Part{Number: i + 1}, c)
			if err != nil {
				b.Fatal(err)
			}
			parts = append(parts, *p)
		}
		if _, err := s.Complete(b.Context(), ref, parts, write.Version{}, nil); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				read(b, s, ref.Key, sse.CustomerKey{}, int64(count)<<10/2, 1<<10)
			}
		})
	}
}

// BenchmarkScan lists pages of 1,000 keys of a bucket in whose middle they are.
func BenchmarkScan(b *testing.B) {
	s, n := unsynced(b), 0
	sizes := []int{2000}
	if os.Getenv("BLOBSTORE_THOROUGH") != "" {
		sizes = append(sizes, 100_000, 1_000_000)
	}
	for _, size := range sizes {
		for ; n < size; n++ {
			put(b, s, fmt.Sprintf("%08d", n), bytes.NewReader([]byte("text")), sse.CustomerKey{})
		}
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				keys := 0
				for _, err := range s.Scan(b.Context(), "b", fmt.Sprintf("%08d", size/2)) {
					if err != nil {
						b.Fatal(err)
					}
					if keys++; keys == 1000 {
						break
					}
				}
			}
		})
	}
}
