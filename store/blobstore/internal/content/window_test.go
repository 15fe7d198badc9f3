package content_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// index returns the places of all chunks of the stream of a file, and of its end.
func index(s []byte, l content.Layout) (places []int64) {
	for at := l.Packed + 4; at < int64(len(s)); at += 8 {
		places = append(places, int64(binary.BigEndian.Uint64(s[at:])))
	}
	return append(places, l.Packed)
}

// span returns the bytes of those frames that have a part of the stream.
func span(f *file, l content.Layout, from, to int64) int64 {
	frame := int64(block + 8)
	if l.Sealed {
		frame += 32
	}
	return min((to+block-1)/block*frame, int64(len(f.bytes))) - from/block*frame
}

// TestWindowCost counts what is read for windows of compressed content: the frames that have
// their chunks, and those that have two entries of the index, or less at the ends.
func TestWindowCost(t *testing.T) {
	plain := text(40 * block)
	for _, k := range kinds() {
		if !k.Compress {
			continue
		}
		f, l := write(t, plain, k.Options)
		bare, same := write(t, plain, content.Options{Compress: true})
		places := index(stream(t, bare, false), same)
		for first := 0; first < 40; first += 3 {
			for _, end := range []int{first + 1, (first + 42) / 2, 40} {
				entry := func(n int) int64 { return l.Packed + 4 + 8*int64(n) }
				want, ranges := span(f, l, places[first], places[end]), int64(1)
				from, to := entry(first), entry(end)+8
				if first == 0 {
					from = entry(end)
				}
				if end == 40 {
					to = entry(first) + 8
				}
				if first > 0 || end < 40 {
					want, ranges = want+span(f, l, from, to), 2
				}
				f.asked.Store(0)
				f.opened.Store(0)
				off, n := first*block+3, (end-first)*block-5
				got, err := read(f, l, k.Key, int64(off), int64(n), true)
				if err != nil || !bytes.Equal(got, plain[off:off+n]) {
					t.Fatalf("%s: chunks %d to %d: %d bytes, %v", k.name, first, end, len(got), err)
				}
				if asked, opened := f.asked.Load(), f.opened.Load(); asked != want || opened != ranges {
					t.Errorf("%s: chunks %d to %d cost %d bytes in %d ranges, want %d in %d", k.name, first, end, asked, opened, want, ranges)
				}
			}
		}
	}
}

// TestLongIndex reads a window whose two entries of the index are so far apart that they are
// read apart.
func TestLongIndex(t *testing.T) {
	if testing.Short() {
		t.Skip("writes half a gigabyte")
	}
	var dst bytes.Buffer
	w := content.NewWriter(&dst, content.Options{Compress: true})
	zeros := make([]byte, 64*block)
	for range 150 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	l, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	f := &file{bytes: dst.Bytes()}
	places := index(stream(t, f, false), l)
	r, err := content.NewReader(t.Context(), f, l, nil, 100*block, 8300*block)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n, err := io.Copy(io.Discard, r); n != 8300*block || err != nil {
		t.Errorf("Copy = %d, %v", n, err)
	}
	entry := func(n int) int64 { return l.Packed + 4 + 8*int64(n) }
	want := span(f, l, places[100], places[8400]) + span(f, l, entry(100), entry(101)) + span(f, l, entry(8400), entry(8401))
	if asked, opened := f.asked.Load(), f.opened.Load(); asked != want || opened != 3 {
		t.Errorf("the window costs %d bytes in %d ranges, want %d in 3", asked, opened, want)
	}
}

// The nonce in the header of a package that only the index needs may be damaged.
func TestDamagedIndex(t *testing.T) {
	plain := text(40 * block)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		if !k.Compress {
			continue
		}
		last := (int64(len(f.bytes)) - 1) / (block + 40) * (block + 40)
		if k.Key == nil {
			last = (int64(len(f.bytes)) - 1) / (block + 8) * (block + 8)
		}
		f.bytes[last+10] ^= 1
		got, err := read(f, l, k.Key, 5*block, 100, true)
		if err != nil || !bytes.Equal(got, plain[5*block:][:100]) {
			t.Errorf("%s: %d bytes, %v", k.name, len(got), err)
		}
	}
}
