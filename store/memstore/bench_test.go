package memstore_test

import (
	"context"
	"io"
	"strconv"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// readAll opens and reads the latest version of k.
func readAll(t testing.TB, s *memstore.Store) {
	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.OpenRange(ctx, 0, o.Info().Size)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.(io.WriterTo).WriteTo(io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestAllocations checks that a read allocates its reader and nothing else.
func TestAllocations(t *testing.T) {
	s := newStore(t, store.Bucket{})
	for _, v := range []memstore.Version{{Content: unseen}, {Source: memstore.Generated(1 << 20)}} {
		put(t, s, "k", v)
		if got := testing.AllocsPerRun(100, func() { readAll(t, s) }); got > 1 {
			t.Errorf("a read of %+v allocates %v times, want 1", v, got)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for name, v := range map[string]memstore.Version{
		"bytes":     {Content: make([]byte, 1<<20)},
		"generated": {Source: memstore.Generated(1 << 20)},
	} {
		b.Run(name, func(b *testing.B) {
			s := newStore(b, store.Bucket{})
			put(b, s, "k", v)
			b.ReportAllocs()
			b.SetBytes(1 << 20)
			for b.Loop() {
				readAll(b, s)
			}
		})
	}
}

func BenchmarkPut(b *testing.B) {
	s := newStore(b, store.Bucket{})
	v := memstore.Version{Content: make([]byte, 1<<20)}
	b.ReportAllocs()
	b.SetBytes(1 << 20)
	for b.Loop() {
		put(b, s, "k", v)
	}
}

// BenchmarkVersions puts versions of one key and opens the oldest: the time for each does
// not grow with their number.
func BenchmarkVersions(b *testing.B) {
	for _, n := range []int{1e3, 1e4, 1e5, 1e6} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := newStore(b, store.Bucket{Versioning: version.StateEnabled})
				s.Checksum = checksum.None
				var oldest string
				for i := range n {
					info, err := s.Put("b", "k", memstore.Version{Info: store.Info{ETag: `"e"`}})
					if err != nil {
						b.Fatal(err)
					}
					if i == 0 {
						oldest = info.VersionID
					}
				}
				ref := store.Ref{Bucket: "b", Key: "k", Version: version.ByID(oldest)}
				if _, err := s.Open(context.Background(), ref); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/version")
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	s := newStore(b, store.Bucket{})
	put(b, s, "k", memstore.Version{})
	ctx, ref := context.Background(), store.Ref{Bucket: "b", Key: "k"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Open(ctx, ref); err != nil {
			b.Fatal(err)
		}
	}
}
