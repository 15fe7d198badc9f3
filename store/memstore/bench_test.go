package memstore_test

import (
	"context"
	"io"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
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
