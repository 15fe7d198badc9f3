package content_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// A slow is a Source whose readers block when they have given some bytes, until their context
// ends.
type slow struct {
	file
	bytes int64
}

func (s *slow) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := s.file.OpenRange(ctx, off, n)
	if err != nil {
		return nil, err
	}
	rest := &section{waiting{ctx}, ctx, &s.file}
	return &section{io.MultiReader(io.LimitReader(r, s.bytes), rest), ctx, &s.file}, nil
}

// waiting reads nothing until a context ends.
type waiting struct{ ctx context.Context }

func (w waiting) Read([]byte) (int, error) {
	<-w.ctx.Done()
	return 0, w.ctx.Err()
}

// TestCancel ends the context, or closes the reader, while it waits for a source that has given
// some bytes. The bubble fails the test if a goroutine is left.
func TestCancel(t *testing.T) {
	plain := text(20 * block)
	r := rand.New(rand.NewPCG(8, 9))
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		for range 30 {
			src := &slow{file: file{bytes: f.bytes}, bytes: r.Int64N(l.Stored())}
			take := r.Int64N(l.Size + 1)
			synctest.Test(t, func(t *testing.T) {
				cancelled(t, k, src, l, plain, take)
			})
		}
	}
}

func cancelled(t *testing.T, k kind, src *slow, l content.Layout, plain []byte, take int64) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := content.NewReader(ctx, src, l, k.Key, 0, l.Size)
	if err != nil {
		t.Fatal(err)
	}
	if src.bytes > 5*block && take%2 == 0 {
		take = 1 + take%block // which are there, with what is read at once
	} else {
		go func() {
			synctest.Wait() // until the source is waited for, or nothing is read
			cancel()
		}()
	}
	got, err := io.ReadAll(io.LimitReader(r, take))
	if !bytes.Equal(got, plain[:len(got)]) {
		t.Errorf("%s: a wrong byte", k.name)
	}
	if int64(len(got)) < take && !errors.Is(err, context.Canceled) {
		t.Errorf("%s: %d bytes of %d, %v", k.name, len(got), take, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if n := src.open.Load(); n != 0 {
		t.Errorf("%s: %d readers are open", k.name, n)
	}
}

// TestNoGoroutine closes readers after some bytes, and reads small windows, which start none.
func TestNoGoroutine(t *testing.T) {
	plain := text(12 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		for _, n := range []int64{100, 4 * block, l.Size} {
			r, err := content.NewReader(t.Context(), f, l, k.Key, 0, n)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.CopyN(io.Discard, r, 50); err != nil {
				t.Fatal(err)
			}
			if running() && n <= 4*block {
				t.Errorf("%s: a window of %d bytes has goroutines", k.name, n)
			}
			for range 2 {
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
			if running() {
				t.Errorf("%s: goroutines run after Close", k.name)
			}
			if n, err := r.Read(make([]byte, 10)); n > 0 || err == nil {
				t.Errorf("%s: Read after Close = %d, %v", k.name, n, err)
			}
		}
	}
}

// running reports whether there is a goroutine that the package started.
func running() bool {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Contains(string(stacks), "content.(*pipeline).")
}

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
		for _, left := range []int{0, 5, block, 2*block + 50} {
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
