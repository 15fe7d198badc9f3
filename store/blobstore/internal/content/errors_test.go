package content_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// failing fails after some bytes.
type failing struct{ left int }

var errFailing = errors.New("no more")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.left {
		n := f.left
		f.left = 0
		return n, errFailing
	}
	f.left -= len(p)
	return len(p), nil
}

func (f *failing) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) {
	return nil, errFailing
}

// Errors of what is written to and read from are given to the caller, and are no Damage.
func TestErrors(t *testing.T) {
	plain := text(9 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		for _, left := range []int{0, 5, block, 2*block + 50, int(l.Stored()) - 9, int(l.Stored()) - 1} {
			w := content.NewWriter(&failing{left}, k.Options)
			w.Write(plain)
			if _, err := w.Close(); !errors.Is(err, errFailing) {
				t.Errorf("%s: Close after %d bytes = %v", k.name, left, err)
			}
			if _, err := w.Write(plain); !errors.Is(err, errFailing) {
				t.Errorf("%s: Write after %d bytes = %v", k.name, left, err)
			}
			r, err := content.NewReader(t.Context(), f, l, k.Key, 0, l.Size)
			if err != nil {
				t.Fatal(err)
			}
			left = min(left, len(plain)-1)
			n, err := r.(io.WriterTo).WriteTo(&failing{left})
			if n != int64(left) || !errors.Is(err, errFailing) {
				t.Errorf("%s: WriteTo = %d, %v, want %d", k.name, n, err, left)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := content.NewReader(t.Context(), &failing{}, l, k.Key, block, 10); !errors.Is(err, errFailing) {
			t.Errorf("%s: NewReader = %v", k.name, err)
		}
		if err := content.Verify(t.Context(), &failing{}, l, nil); !errors.Is(err, errFailing) {
			t.Errorf("%s: Verify = %v", k.name, err)
		}
	}
}

func TestClosed(t *testing.T) {
	w := content.NewWriter(io.Discard, content.Options{})
	if _, err := w.Close(); err != nil {
		t.Error(err)
	}
	if _, err := w.Write(nil); err == nil {
		t.Error("Write after Close gives no error")
	}
	if _, err := w.Close(); err == nil {
		t.Error("Close after Close gives no error")
	}
}

func TestWindowOutside(t *testing.T) {
	f, l := write(t, text(100), content.Options{})
	for _, w := range [][2]int64{{-1, 1}, {0, 101}, {101, 0}, {50, 51}, {1, -1}, {1 << 62, 1 << 62}, {5, 1<<63 - 1}} {
		if _, err := content.NewReader(t.Context(), f, l, nil, w[0], w[1]); err == nil {
			t.Errorf("NewReader of %d+%d gives no error", w[0], w[1])
		}
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		content.Layout
		ok bool
	}{
		{content.Layout{}, true},
		{content.Layout{Sealed: true}, true},
		{content.Layout{Size: 1 << 46}, true},
		{content.Layout{Size: 1<<46 + 1}, false},
		{content.Layout{Size: -1}, false},
		{content.Layout{Size: 1, Packed: 18}, false},
		{content.Layout{Size: 1, Packed: 19}, true},
		{content.Layout{Size: 1, Packed: 20}, false},
		{content.Layout{Size: 0, Packed: 10}, false},
		{content.Layout{Size: 5, Packed: -1}, false},
		{content.Layout{Size: 1 << 46, Packed: 1 << 46}, true},
		{content.Layout{Size: 1 << 46, Packed: 1 << 47}, false},
	}
	for _, tt := range tests {
		if err := tt.Check(); (err == nil) != tt.ok || err != nil && !errors.Is(err, content.ErrLayout) {
			t.Errorf("%+v.Check() = %v, want ok %t", tt.Layout, err, tt.ok)
		}
	}
}

// What cannot be done at all is told once.
func TestVerifyNothing(t *testing.T) {
	f, l := write(t, text(100), content.Options{})
	if err := content.Verify(t.Context(), f, content.Layout{Size: -1}, nil); !errors.Is(err, content.ErrLayout) {
		t.Errorf("Verify of an impossible layout = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range content.Faults(ctx, f, l, func(int) { t.Error("something is read") }) {
	}
	if err := content.Verify(ctx, f, l, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify when cancelled = %v", err)
	}
	if err := content.Verify(t.Context(), &failing{}, content.Layout{}, nil); err != nil {
		t.Errorf("Verify of empty content = %v", err)
	}
}

// A breaking is a Source whose readers fail after some bytes.
type breaking struct {
	*file
	bytes int64
}

func (b *breaking) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := b.file.OpenRange(ctx, off, n)
	return &section{io.MultiReader(io.LimitReader(r, b.bytes), iotest.ErrReader(errFailing)), ctx, b.file}, err
}

// The error of a source comes after the bytes before it.
func TestBreaking(t *testing.T) {
	plain := text(9 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		src := &breaking{f, l.Stored() - 2*block}
		r, err := content.NewReader(t.Context(), src, l, k.Key, 0, l.Size)
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, r)
		if !errors.Is(err, errFailing) || n < block {
			t.Errorf("%s: Copy = %d, %v", k.name, n, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if err := content.Verify(t.Context(), src, l, nil); !errors.Is(err, errFailing) {
			t.Errorf("%s: Verify = %v", k.name, err)
		}
	}
}

// An index that cannot be read is no damage, which would be worked around.
func TestBreakingIndex(t *testing.T) {
	f, l := write(t, text(9*block), content.Options{Compress: true})
	if _, err := content.NewReader(t.Context(), &breaking{f, 0}, l, nil, block, 10); !errors.Is(err, errFailing) {
		t.Errorf("NewReader = %v", err)
	}
	if f.open.Load() != 0 {
		t.Error("the source is open after an error")
	}
}

// The end of the context ends a read although the source does not look at it.
func TestCancelSource(t *testing.T) {
	for _, size := range []int{block, 9 * block} {
		f, l := write(t, text(size), content.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		r, err := content.NewReader(ctx, memory(f.bytes), l, nil, 0, l.Size)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if n, err := io.Copy(io.Discard, r); n == l.Size || !errors.Is(err, context.Canceled) {
			t.Errorf("Copy = %d, %v", n, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A short writes less than it should.
type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }

func TestSmallReads(t *testing.T) {
	plain := text(2 * block)
	f, l := write(t, plain, content.Options{})
	r, err := content.NewReader(t.Context(), f, l, nil, 0, l.Size)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n, err := r.Read(nil); n != 0 || err != nil || f.open.Load() != 1 {
		t.Errorf("Read(nil) = %d, %v", n, err)
	}
	if n, err := r.(io.WriterTo).WriteTo(short{}); n != block/2 || err != io.ErrShortWrite {
		t.Errorf("WriteTo = %d, %v, want half a block, and %v", n, err, io.ErrShortWrite)
	}
	if err := iotest.TestReader(r, plain[block/2:]); err != nil {
		t.Error(err)
	}
	if n, err := r.Read(nil); n != 0 || err != nil {
		t.Errorf("Read(nil) at the end = %d, %v", n, err)
	}
}
