package memstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// pattern returns bytes off to off+n of generated content.
func pattern(off, n int64) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte((off + int64(i)) % 251)
	}
	return b
}

// TestGenerated checks the law of generated content: byte i is i mod 251, wherever one
// starts to read it and by whichever method.
func TestGenerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.OneOf(rapid.Int64Range(0, 1000), rapid.Int64Range(60000, 200000), rapid.Int64Range(1<<40, 1<<63-1)).Draw(t, "size")
		n := rapid.Int64Range(0, min(size, 200000)).Draw(t, "n")
		off := rapid.Int64Range(0, size-n).Draw(t, "off")
		source := memstore.Generated(size)
		b := make([]byte, n)
		if got, err := source.ReadAt(b, off); int64(got) != n || err != nil || !bytes.Equal(b, pattern(off, n)) {
			t.Errorf("Generated(%d).ReadAt(%d bytes, %d) = %d, %v", size, n, off, got, err)
		}
		s := memstore.New()
		if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Put("b", "k", memstore.Version{Info: store.Info{ETag: `"x"`}, Source: source}); err != nil {
			t.Fatal(err)
		}
		for _, hide := range []bool{true, false} {
			if got := window(t, s, off, n, hide); !bytes.Equal(got, pattern(off, n)) {
				t.Errorf("Read(%d, %d) of Generated(%d) is not the pattern", off, n, size)
			}
		}
	})
}

// window reads part of object k, without WriteTo if it is to be hidden.
func window(t rapid.TB, s *memstore.Store, off, n int64, hide bool) []byte {
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.OpenRange(context.Background(), off, n)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	from := io.Reader(r)
	if hide {
		from = struct{ io.Reader }{r}
	}
	if got, err := io.Copy(&b, from); got != n || err != nil {
		t.Fatalf("copied %d of %d bytes, %v", got, n, err)
	}
	return b.Bytes()
}

func TestReadAtBeyond(t *testing.T) {
	g := memstore.Generated(10)
	if n, err := g.ReadAt(make([]byte, 4), 8); n != 2 || err != io.EOF {
		t.Errorf("ReadAt(4 bytes, 8) of 10 = %d, %v; want 2, EOF", n, err)
	}
	if n, err := g.ReadAt(make([]byte, 4), 10); n != 0 || err != io.EOF {
		t.Errorf("ReadAt(4 bytes, 10) of 10 = %d, %v; want 0, EOF", n, err)
	}
	if _, err := g.ReadAt(make([]byte, 4), -1); err == nil || err == io.EOF {
		t.Errorf("ReadAt(4 bytes, -1) = %v, want an error", err)
	}
}

// TestReader runs the standard library's checks of a reader.
func TestReader(t *testing.T) {
	s := newStore(t, store.Bucket{})
	put(t, s, "k", memstore.Version{Content: unseen})
	r, err := open(t, s, "k", version.Latest()).OpenRange(context.Background(), 3, 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := iotest.TestReader(r, unseen[3:8]); err != nil {
		t.Error(err)
	}
}

// countWriter counts the calls of Write.
type countWriter struct{ calls, bytes int }

func (w *countWriter) Write(p []byte) (int, error) {
	w.calls++
	w.bytes += len(p)
	return len(p), nil
}

func TestOneWrite(t *testing.T) {
	s := newStore(t, store.Bucket{})
	put(t, s, "k", memstore.Version{Content: make([]byte, 1<<20)})
	r, err := open(t, s, "k", version.Latest()).OpenRange(context.Background(), 1, 1<<20-1)
	if err != nil {
		t.Fatal(err)
	}
	var w countWriter
	if n, err := io.Copy(&w, r); n != 1<<20-1 || err != nil || w.calls != 1 {
		t.Errorf("Copy = %d, %v in %d writes; want all in 1", n, err, w.calls)
	}
}

// TestShortSource checks that a Source that ends too early is an error.
func TestShortSource(t *testing.T) {
	s := newStore(t, store.Bucket{})
	put(t, s, "k", memstore.Version{Info: store.Info{ETag: `"x"`}, Source: short{}})
	for _, hide := range []bool{false, true} {
		r, err := open(t, s, "k", version.Latest()).OpenRange(context.Background(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		from := io.Reader(r)
		if hide {
			from = struct{ io.Reader }{r}
		}
		if n, err := io.Copy(io.Discard, from); n != 4 || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("Copy of a short source = %d, %v; want 4, %v", n, err, io.ErrUnexpectedEOF)
		}
	}
}

// short promises 10 bytes and has 4.
type short struct{}

func (short) Size() int64 { return 10 }
func (short) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader([]byte("1234")).ReadAt(p, off)
}

// TestFailedWrite checks that WriteTo tells how far it came.
func TestFailedWrite(t *testing.T) {
	for _, source := range []memstore.Source{memstore.Generated(1 << 20), bytes.NewReader(make([]byte, 1<<20))} {
		s := newStore(t, store.Bucket{})
		put(t, s, "k", memstore.Version{Info: store.Info{ETag: `"x"`}, Source: source})
		r, err := open(t, s, "k", version.Latest()).OpenRange(context.Background(), 0, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := r.(io.WriterTo).WriteTo(failing{}); n != 7 || !errors.Is(err, errUnreadable) {
			t.Errorf("WriteTo = %d, %v; want 7, %v", n, err, errUnreadable)
		}
	}
}

// failing takes 7 bytes and fails.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 7, errUnreadable }
