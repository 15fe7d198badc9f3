package content_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// liar returns the file of compressed content that was changed before it was framed, so that
// every checksum of a frame is right.
func liar(t *testing.T, plain, key []byte, change func(stream []byte, l content.Layout)) (*file, content.Layout) {
	t.Helper()
	f, l := write(t, plain, content.Options{Compress: true})
	s := stream(t, f, false)
	change(s, l)
	lying, _ := write(t, s, content.Options{Key: key})
	l.Sealed = key != nil
	return lying, l
}

// TestWrongIndex reads windows whose places in the index are impossible: they are found
// nevertheless, from the beginning of the stream.
func TestWrongIndex(t *testing.T) {
	plain := text(9 * block)
	first, end, tooFar := 2, 5, uint64(1)<<50
	for _, entries := range [][2]uint64{
		{math.MaxUint64, tooFar}, {tooFar, tooFar}, {0, 5}, {20, 19}, {10, 10 + 5*block}, {30, 31},
		{math.MaxInt64 - 4, 1<<63 + 4}, // whose difference overflows to a small number
	} {
		for _, k := range kinds()[1:3] {
			f, l := liar(t, plain, k.Key, func(s []byte, l content.Layout) {
				for i, n := range []int{first, end} {
					binary.BigEndian.PutUint64(s[l.Packed+4+8*int64(n):], entries[i])
				}
			})
			off, n := first*block+7, (end-first)*block-20
			got, err := read(f, l, k.Key, int64(off), int64(n), true)
			if err != nil || !bytes.Equal(got, plain[off:off+n]) {
				t.Errorf("%s with entries %d: %d bytes of %d, %v", k.name, entries, len(got), n, err)
			}
		}
	}
}

// TestWrongChunk changes chunks, of which only what is before them survives.
func TestWrongChunk(t *testing.T) {
	plain := text(9 * block)
	chunk := func(s []byte, n int, l content.Layout) []byte {
		return s[binary.BigEndian.Uint64(s[l.Packed+4+8*int64(n):]):]
	}
	tests := []struct {
		name   string
		change func(s []byte, l content.Layout)
	}{
		{"type", func(s []byte, l content.Layout) { chunk(s, 3, l)[0] = 0xfe }},
		{"other type", func(s []byte, l content.Layout) { chunk(s, 3, l)[0] = 1 }},
		{"no length", func(s []byte, l content.Layout) { copy(chunk(s, 3, l)[1:4], []byte{4, 0, 0}) }},
		{"length", func(s []byte, l content.Layout) { copy(chunk(s, 3, l)[1:4], []byte{5, 0, 1}) }},
		{"other length", func(s []byte, l content.Layout) { chunk(s, 3, l)[1] ^= 1 }},
		{"checksum", func(s []byte, l content.Layout) { chunk(s, 3, l)[4] ^= 1 }},
		{"plain length", func(s []byte, l content.Layout) { chunk(s, 3, l)[8] ^= 1 }},
		{"body", func(s []byte, l content.Layout) { chunk(s, 3, l)[5000] ^= 1 }},
		{"body that is none", func(s []byte, l content.Layout) { copy(chunk(s, 3, l)[11:], bytes.Repeat([]byte{0xff}, 100)) }},
	}
	for _, tt := range tests {
		for _, n := range []int{9 * block, 4 * block} { // with goroutines, and without
			f, l := liar(t, plain, nil, tt.change)
			got, err := read(f, l, nil, 0, int64(n), true)
			var d *content.Damage
			if !errors.As(err, &d) || d.Offset != 3*block || !bytes.Equal(got, plain[:3*block]) {
				t.Errorf("%s: %d bytes, %v", tt.name, len(got), err)
			}
		}
	}
}

// TestWrongBlock changes the chunk of what is one block, which is then damaged as a block and for a reader.
func TestWrongBlock(t *testing.T) {
	plain := text(10_000)
	const chunk = len("\xff\x06\x00\x00S2sTwO")
	for at, value := range map[int]byte{
		chunk: 0xfe, chunk + 1: 0, chunk + 2: 1, chunk + 3: 1, chunk + 4: 0, chunk + 8: 0xff, chunk + 9: 0xff, chunk + 500: 0xff,
	} {
		for _, k := range kinds() {
			f, l := liar(t, plain, k.Key, func(s []byte, _ content.Layout) {
				if s[at] == value {
					value ^= 1
				}
				s[at] = value
			})
			var d *content.Damage
			if got, err := l.OpenBlock(f.bytes, k.Key); !errors.As(err, &d) {
				t.Errorf("byte %d of %s is another, and OpenBlock = %d bytes, %v", at, k.name, len(got), err)
			}
			if got, err := read(f, l, k.Key, 0, l.Size, true); !errors.As(err, &d) {
				t.Errorf("byte %d of %s is another, and a reader gives %d bytes, %v", at, k.name, len(got), err)
			}
		}
	}
	f, l := liar(t, plain, nil, func(s []byte, _ content.Layout) {
		copy(s[chunk+8:], "\xff\xff\xff\xff\x0f") // the length of its plain bytes
	})
	if used := allocated(func() { _, _ = l.OpenBlock(f.bytes, nil) }); used > 1<<20 {
		t.Errorf("a block that says to become gigabytes takes %d bytes", used)
	}
}

// TestWrongLayout reads with layouts of other content.
func TestWrongLayout(t *testing.T) {
	plain := text(9 * block)
	for _, k := range kinds() {
		f, right := write(t, plain, k.Options)
		for _, l := range []content.Layout{
			{Size: right.Size + 1, Packed: right.Packed, Sealed: right.Sealed},
			{Size: right.Size + block, Packed: right.Packed, Sealed: right.Sealed},
			{Size: right.Size - 1, Packed: right.Packed, Sealed: right.Sealed},
			{Size: right.Size, Packed: right.Packed, Sealed: !right.Sealed},
			{Size: right.Size, Packed: 200_000, Sealed: right.Sealed},
		} {
			key := bytes.Repeat([]byte{7}, 32)
			if !l.Sealed {
				key = nil
			}
			got, err := read(f, l, key, 0, l.Size, true)
			if err == nil || len(got) > 8*block && k.Key != nil && !l.Sealed {
				t.Errorf("%s with %+v: %d bytes, %v", k.name, l, len(got), err)
			}
		}
	}
}

// A chunk that says to become gigabytes is damage, for which no memory is asked.
func TestBomb(t *testing.T) {
	plain := text(9 * block)
	f, l := liar(t, plain, nil, func(s []byte, _ content.Layout) {
		copy(s[18:], "\xff\xff\xff\xff\x0f") // the first chunk's length of plain bytes
	})
	used := allocated(func() {
		if got, err := read(f, l, nil, 0, l.Size, true); len(got) > 0 || err == nil {
			t.Errorf("got %d bytes, %v", len(got), err)
		}
	})
	if used > 2<<20 {
		t.Errorf("it takes %d bytes", used)
	}
}
