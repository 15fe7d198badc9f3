package content_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
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

// A caller is a Source that notes whether goroutines of the package read it.
type caller struct {
	*file
	apart bool
}

func (c *caller) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := c.file.OpenRange(ctx, off, n)
	return &section{io.TeeReader(r, c), ctx, c.file}, err
}

func (c *caller) Write(p []byte) (int, error) {
	c.apart = c.apart || strings.Contains(string(debug.Stack()), "content.(*pipeline).")
	return len(p), nil
}

// TestGoroutines reads small windows, which start no goroutine, and larger ones, which do and
// end them when they are closed after some bytes.
func TestGoroutines(t *testing.T) {
	plain := text(12 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		for _, n := range []int64{100, 4 * block, l.Size} {
			src := &caller{file: f}
			r, err := content.NewReader(t.Context(), src, l, k.Key, 0, n)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.CopyN(io.Discard, r, 50); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
			if running() {
				t.Errorf("%s: goroutines run after Close", k.name)
			}
			if want := n > 4*block; src.apart != want {
				t.Errorf("%s: a window of %d bytes has goroutines is %t, want %t", k.name, n, src.apart, want)
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
