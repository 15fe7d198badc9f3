package memstore_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A writer returns what it has, whatever it is given.
type writer struct {
	n     int
	err   error
	calls int
}

func (w *writer) Write([]byte) (int, error) {
	w.calls++
	return w.n, w.err
}

// TestHostileWriter writes content of 10 bytes to writers that break the contract of
// [io.Writer]. Each is an error after one call.
func TestHostileWriter(t *testing.T) {
	s := newStore(t, store.Bucket{})
	for key, v := range map[string]memstore.Version{
		"bytes":     {Content: []byte("0123456789")},
		"generated": {Source: memstore.Generated(10)},
		"source":    {Source: struct{ memstore.Source }{memstore.Generated(10)}},
	} {
		put(t, s, key, v)
		for _, tt := range []struct {
			writer writer
			n      int64
			want   error // nil for any
		}{
			{writer{n: 0}, 0, io.ErrShortWrite},
			{writer{n: 4}, 4, io.ErrShortWrite},
			{writer{n: -1}, 0, nil},
			{writer{n: 11}, 0, nil},
			{writer{n: 4, err: io.ErrClosedPipe}, 4, io.ErrClosedPipe},
		} {
			o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
			if err != nil {
				t.Fatal(err)
			}
			r, err := o.Read(context.Background(), 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			w := tt.writer
			n, err := r.(io.WriterTo).WriteTo(&w)
			if n != tt.n || err == nil || tt.want != nil && !errors.Is(err, tt.want) || w.calls != 1 {
				t.Errorf("%s to %+v: WriteTo = %d, %v; want %d, %v after one call", key, tt.writer, n, err, tt.n, tt.want)
			}
		}
	}
}

// A stuck source never has bytes, and no error either.
type stuck struct{ n int }

func (stuck) Size() int64                         { return 10 }
func (s stuck) ReadAt([]byte, int64) (int, error) { return s.n, nil }

// TestHostileSource puts and reads sources that break the contract of [io.ReaderAt].
func TestHostileSource(t *testing.T) {
	for _, n := range []int{0, -1, 11, 1 << 30} {
		s := newStore(t, store.Bucket{})
		if _, err := s.Put("b", "k", memstore.Version{Source: stuck{n}}); err == nil {
			t.Errorf("Put of a source that returns %d = nil, want an error", n)
		}
		put(t, s, "k", memstore.Version{Source: stuck{n}, ETag: "given"})
		o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := o.Read(context.Background(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.Copy(io.Discard, r); got != 0 || err == nil {
			t.Errorf("Copy of a source that returns %d = %d, %v; want 0 and an error", n, got, err)
		}
	}
}
