package content_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

const block = 64 << 10

// A file is a Source in memory, which counts what is open.
type file struct {
	bytes  []byte
	opened atomic.Int64 // calls of OpenRange
	asked  atomic.Int64 // bytes of them
	open   atomic.Int64 // readers
}

func (f *file) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 {
		return nil, fmt.Errorf("range %d+%d", off, n)
	}
	f.opened.Add(1)
	f.asked.Add(n)
	f.open.Add(1)
	return &section{io.NewSectionReader(bytes.NewReader(f.bytes), off, n), ctx, f}, nil
}

type section struct {
	io.Reader
	ctx  context.Context
	file *file
}

func (s *section) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

func (s *section) Close() error {
	s.file.open.Add(-1)
	return nil
}

// A kind is one of the four combinations.
type kind struct {
	name string
	content.Options
}

func kinds() []kind {
	key := bytes.Repeat([]byte{7}, 32)
	return []kind{
		{"plain", content.Options{}},
		{"packed", content.Options{Compress: true}},
		{"sealed", content.Options{Key: key}},
		{"both", content.Options{Key: key, Compress: true}},
	}
}

// text returns bytes that compress to about a half, no two blocks alike.
func text(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := 0; i < n; {
		if i > 100 && r.IntN(2) == 0 {
			from := r.IntN(min(i, 5000)-50) + 1
			i += copy(b[i:], b[i-from:][:min(from, 40)])
			continue
		}
		for range min(12, n-i) {
			b[i] = byte(r.Uint32())
			i++
		}
	}
	return b
}

// write returns the file of some bytes.
func write(t testing.TB, plain []byte, o content.Options) (*file, content.Layout) {
	t.Helper()
	var dst bytes.Buffer
	w := content.NewWriter(&dst, o)
	if n, err := w.Write(plain); n != len(plain) || err != nil {
		t.Fatalf("Write = %d, %v, want %d", n, err, len(plain))
	}
	l, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	if l.Stored() != int64(dst.Len()) {
		t.Fatalf("%+v is Stored() = %d, want %d", l, l.Stored(), dst.Len())
	}
	return &file{bytes: dst.Bytes()}, l
}

// read reads a window with Read or WriteTo.
func read(f *file, l content.Layout, key []byte, off, n int64, writeTo bool) ([]byte, error) {
	r, err := content.NewReader(context.Background(), f, l, key, off, n)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if writeTo {
		_, err = r.(io.WriterTo).WriteTo(&b)
	} else {
		_, err = b.ReadFrom(struct{ io.Reader }{r})
	}
	if e := r.Close(); e != nil {
		return nil, e
	}
	if f.open.Load() != 0 {
		return nil, errors.New("the source is open after Close")
	}
	return b.Bytes(), err
}

func sizes() []int {
	return []int{0, 1, 2, 100, block - 1, block, block + 1, 2 * block, 3*block - 7, 4 * block, 4*block + 1, 5*block + 123, 16 * block, 17*block - 1}
}

func TestRoundTrip(t *testing.T) {
	whole := text(17 * block)
	for _, k := range kinds() {
		for _, size := range sizes() {
			plain := whole[:size]
			f, l := write(t, plain, k.Options)
			if (l.Packed > 0) != (k.Compress && size > 0) && size > 100 || l.Sealed != (k.Key != nil) || l.Size != int64(size) {
				t.Errorf("%s of %d bytes: layout %+v", k.name, size, l)
			}
			for _, to := range []bool{false, true} {
				got, err := read(f, l, k.Key, 0, int64(size), to)
				if err != nil || !bytes.Equal(got, plain) {
					t.Errorf("%s of %d bytes: got %d, %v", k.name, size, len(got), err)
				}
			}
			if err := content.Verify(t.Context(), f, l, nil); err != nil {
				t.Errorf("%s of %d bytes: Verify = %v", k.name, size, err)
			}
		}
	}
}

// TestWindows checks that a window is that of the plain bytes, whatever was written in whatever
// pieces.
func TestWindows(t *testing.T) {
	whole := text(20 * block)
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(kinds()).Draw(t, "kind")
		size := rapid.SampledFrom(sizes()).Draw(t, "size") + rapid.IntRange(0, 3).Draw(t, "more")
		plain := whole[rapid.IntRange(0, block).Draw(t, "from"):][:size]
		var dst bytes.Buffer
		w := content.NewWriter(&dst, k.Options)
		for rest := plain; len(rest) > 0; {
			n := min(len(rest), rapid.SampledFrom([]int{1, 1000, block - 1, block, block + 1, 3 * block, 6 * block}).Draw(t, "piece"))
			n = max(n, len(rest)/20)
			if got, err := w.Write(rest[:n]); got != n || err != nil {
				t.Fatalf("Write of %d bytes = %d, %v", n, got, err)
			}
			rest = rest[n:]
		}
		l, err := w.Close()
		if err != nil {
			t.Fatal(err)
		}
		off := rapid.IntRange(0, size).Draw(t, "off")
		n := rapid.IntRange(0, size-off).Draw(t, "n")
		f := &file{bytes: dst.Bytes()}
		got, err := read(f, l, k.Key, int64(off), int64(n), rapid.Bool().Draw(t, "to"))
		if err != nil || !bytes.Equal(got, plain[off:off+n]) {
			t.Errorf("window %d+%d of %+v has %d bytes that differ, %v", off, n, l, len(got), err)
		}
		if opened := f.opened.Load(); opened > 3 || opened > 1 && l.Packed == 0 || opened > 0 && n == 0 {
			t.Errorf("window %d+%d of %+v opens %d ranges", off, n, l, opened)
		}
	})
}

// TestOpenBlock checks that one block is opened, sealed and compressed or not, without a change of the file,
// and that it is not with another key, another layout or when it is damaged.
func TestOpenBlock(t *testing.T) {
	whole := text(2 * block)
	for _, k := range kinds() {
		for _, size := range []int{0, 1, 100, 1000, block - 1, block, block + 1} {
			f, l := write(t, whole[:size], k.Options)
			if is := 0 < size && size <= block; is != l.IsBlock() {
				t.Errorf("%s of %d bytes: IsBlock = %t", k.name, size, !is)
			}
			if !l.IsBlock() {
				continue
			}
			before := bytes.Clone(f.bytes)
			got, err := l.OpenBlock(f.bytes, k.Key)
			if err != nil || !bytes.Equal(got, whole[:size]) || !bytes.Equal(f.bytes, before) {
				t.Errorf("%s of %d bytes: OpenBlock = %d bytes, %v", k.name, size, len(got), err)
			}
			other := bytes.Repeat([]byte{8}, 32)
			if _, err := l.OpenBlock(f.bytes, other); err == nil {
				t.Errorf("%s of %d bytes: another key opens it", k.name, size)
			}
			for _, packed := range []int64{-1, 1, 18, 19, l.Packed - 1, l.Packed + 1} {
				for _, n := range []int64{l.Size - 1, l.Size, l.Size + 1} {
					wrong := content.Layout{Size: n, Packed: packed, Sealed: l.Sealed}
					if got, err := wrong.OpenBlock(f.bytes, k.Key); err == nil && wrong != l {
						t.Errorf("%s of %d bytes: %+v opens %d bytes", k.name, size, wrong, len(got))
					}
				}
			}
			for cut := range min(size, 50) {
				if _, err := l.OpenBlock(f.bytes[:cut], k.Key); err == nil {
					t.Errorf("%s of %d bytes: %d bytes of the file are opened", k.name, size, cut)
				}
			}
			for i := 0; i < len(f.bytes); i += 1 + size/100 {
				f.bytes[i] ^= 0x10
				if _, err := l.OpenBlock(f.bytes, k.Key); !errors.As(err, new(*content.Damage)) {
					t.Errorf("%s of %d bytes: byte %d is another, and OpenBlock = %v", k.name, size, i, err)
				}
				f.bytes[i] ^= 0x10
			}
		}
	}
}
