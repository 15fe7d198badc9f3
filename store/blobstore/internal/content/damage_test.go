package content_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// survivors checks what a damaged file gives: plain bytes from the beginning of the window, up
// to the beginning of a block unless it is all, and then Damage that says where. It returns how
// many.
func survivors(t *testing.T, k kind, f *file, l content.Layout, plain []byte, off, n int) int {
	t.Helper()
	got, err := read(f, l, k.Key, int64(off), int64(n), off%2 == 0)
	if len(got) > n || !bytes.Equal(got, plain[off:off+len(got)]) {
		t.Fatalf("%s: window %d+%d has a wrong byte", k.name, off, n)
	}
	if err == nil && len(got) == n {
		return n
	}
	var d *content.Damage
	switch end := int64(off + len(got)); {
	case !errors.As(err, &d):
		t.Fatalf("%s: window %d+%d gives %d bytes, and the error is %v", k.name, off, n, len(got), err)
	case d.Offset%block != 0 || d.Offset > end || len(got) > 0 && d.Offset != end:
		t.Fatalf("%s: window %d+%d gives %d bytes, and then %v", k.name, off, n, len(got), err)
	case d.Stored < 0 || d.Stored >= l.Stored():
		t.Fatalf("%s: %v, in a file of %d bytes", k.name, err, l.Stored())
	}
	return len(got)
}

// before is how many plain bytes must survive damage at a place of the file. Where a chunk of
// compressed bytes lies the test does not know, but it knows that text compresses evenly.
func before(l content.Layout, at int) int {
	frame := block + 8
	if l.Sealed {
		frame += 32
	}
	whole := at / frame * block
	if l.Packed == 0 {
		return whole
	}
	return min(int(l.Size), max(0, int(int64(whole)*l.Size/l.Packed)-block-block/4)/block*block)
}

// damaged checks reads of a file in which something at a place was changed, or that ends there.
func damaged(t *testing.T, r *rand.Rand, k kind, f *file, l content.Layout, plain []byte, at int) {
	t.Helper()
	size := len(plain)
	n := survivors(t, k, f, l, plain, 0, size)
	least := before(l, at)
	if n < least {
		t.Fatalf("%s of %d bytes, damaged at byte %d: %d bytes survive, want %d", k.name, size, at, n, least)
	}
	if n == size && l.Packed == 0 {
		t.Fatalf("%s of %d bytes, damaged at byte %d: not noticed", k.name, size, at)
	}
	off := r.IntN(size)
	want := r.IntN(size - off + 1)
	if got := survivors(t, k, f, l, plain, off, want); got < min(want, least-off) {
		t.Fatalf("%s of %d bytes, damaged at byte %d: %d bytes of %d+%d survive", k.name, size, at, got, off, want)
	}
	var d *content.Damage
	if err := content.Verify(t.Context(), f, l, nil); !errors.As(err, &d) || d.Stored > int64(at) {
		t.Fatalf("%s of %d bytes, damaged at byte %d: Verify = %v", k.name, size, at, err)
	}
}

// places returns all places of a small file, and some of a large one with those at borders.
func places(r *rand.Rand, size int) []int {
	all := r.Perm(size)
	if size < 3000 {
		return all
	}
	all = append(all[:25], 0, 8, block-1, block, block+7, block+8, block+32, block+40, min(size-2, 2*block+16), size-9, size-1)
	return all
}

// forDamage calls try for files small and large of all kinds.
func forDamage(t *testing.T, try func(r *rand.Rand, k kind, f *file, l content.Layout, plain []byte)) {
	whole := text(13 * block)
	for _, k := range kinds() {
		for _, size := range []int{1, 1000, 12*block + 1000} {
			f, l := write(t, whole[:size], k.Options)
			try(rand.New(rand.NewPCG(5, 6)), k, f, l, whole[:size])
		}
	}
}

// TestFlips flips a bit of every byte of small files and of many of large ones.
func TestFlips(t *testing.T) {
	forDamage(t, func(r *rand.Rand, k kind, f *file, l content.Layout, plain []byte) {
		for _, at := range places(r, len(f.bytes)) {
			bit := byte(1) << r.IntN(8)
			f.bytes[at] ^= bit
			damaged(t, r, k, f, l, plain, at)
			f.bytes[at] ^= bit
		}
	})
}

// TestTruncations ends small files at every byte and large ones at many.
func TestTruncations(t *testing.T) {
	forDamage(t, func(r *rand.Rand, k kind, f *file, l content.Layout, plain []byte) {
		for _, at := range places(r, len(f.bytes)) {
			damaged(t, r, k, &file{bytes: f.bytes[:at]}, l, plain, at)
		}
	})
}

// A stream of DARE that ends behind a package is not whole even with a layout to match: its
// last package is not marked as the last.
func TestSealedEnd(t *testing.T) {
	k := kinds()[2]
	plain := text(3 * block)
	f, l := write(t, plain, k.Options)
	l.Size = 2 * block
	got, err := read(f, l, k.Key, 0, l.Size, true)
	var d *content.Damage
	if !bytes.Equal(got, plain[:block]) || !errors.As(err, &d) || d.Offset != block {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// Packages of DARE that change places are damage although each is whole.
func TestSealedOrder(t *testing.T) {
	k := kinds()[2]
	plain := text(4 * block)
	f, l := write(t, plain, k.Options)
	frame := block + 40
	first := bytes.Clone(f.bytes[:frame])
	copy(f.bytes, f.bytes[frame:2*frame])
	copy(f.bytes[frame:], first)
	if got, err := read(f, l, k.Key, 0, l.Size, true); len(got) > 0 || err == nil {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

func TestKeys(t *testing.T) {
	plain := text(2 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		for _, key := range [][]byte{nil, {}, make([]byte, 16), make([]byte, 32)} {
			if key == nil && k.Key == nil {
				continue
			}
			for _, off := range []int64{0, block + 5} {
				if got, err := read(f, l, key, off, 100, true); len(got) > 0 || err == nil {
					t.Errorf("%s with another key of %d bytes: got %d bytes, %v", k.name, len(key), len(got), err)
				}
			}
		}
	}
	for _, key := range [][]byte{{}, make([]byte, 16), make([]byte, 33)} {
		if _, err := content.NewReader(t.Context(), &file{}, content.Layout{Size: 1, Sealed: true}, key, 0, 1); err == nil {
			t.Errorf("NewReader takes a key of %d bytes", len(key))
		}
	}
	w := content.NewWriter(&bytes.Buffer{}, content.Options{Key: make([]byte, 16)})
	if _, err := w.Write(plain); err == nil {
		t.Error("Write takes a key of 16 bytes")
	}
	if _, err := w.Close(); err == nil {
		t.Error("Close takes a key of 16 bytes")
	}
}

// TestFaults damages several blocks, of which each is told once.
func TestFaults(t *testing.T) {
	f, l := write(t, text(6*block), content.Options{})
	for _, at := range []int{5, block + 8, block + 9, 5 * (block + 8)} {
		f.bytes[at] ^= 0x10
	}
	f.bytes = f.bytes[:len(f.bytes)-1]
	total := 0
	var got []int64
	for err := range content.Faults(t.Context(), f, l, func(n int) { total += n }) {
		var d *content.Damage
		if !errors.As(err, &d) || d.Stored/(block+8) != d.Offset/block {
			t.Fatal(err)
		}
		got = append(got, d.Offset/block)
	}
	if len(got) != 3 || got[0] != 0 || got[1] != 1 || got[2] != 5 || total != 5*(block+8) {
		t.Errorf("blocks %v are damaged, of %d bytes; want 0, 1 and 5, of %d", got, total, 5*(block+8))
	}
	if n := f.open.Load(); n != 0 {
		t.Errorf("%d ranges are open", n)
	}
}

func TestDamageError(t *testing.T) {
	tests := []struct {
		content.Damage
		want string
	}{
		{content.Damage{Offset: 0, Stored: 8, Problem: "why"}, "content: byte 0 is lost: block at byte 8 of the file: why"},
		{content.Damage{Offset: -1, Stored: 0, Problem: "why"}, "content: some is lost: block at byte 0 of the file: why"},
	}
	for _, tt := range tests {
		if got := tt.Error(); got != tt.want {
			t.Errorf("%#v.Error() = %q, want %q", tt.Damage, got, tt.want)
		}
	}
}
