package content_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// FuzzReader reads any window of any file with any layout. The reader gives as many bytes as
// were asked for, or an error, and the same with Read and WriteTo, and what is one block opens as one to the
// same bytes. Where the bytes are those in
// the frames of a file, no checksum finds that they are wrong.
func FuzzReader(f *testing.F) {
	for _, k := range kinds() {
		for _, size := range []int{0, 1000, 3*block + 5} {
			file, l := write(f, text(size), k.Options)
			record, err := json.Marshal(l)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(record, file.bytes, false, int64(size/2), int64(size/3))
			f.Add(record, file.bytes[:len(file.bytes)/2], false, int64(0), int64(size))
			if k.Key == nil {
				f.Add(record, stream(f, file, false), true, int64(0), int64(size))
			}
		}
	}
	f.Add([]byte(`{"Size":70368744177664,"Packed":99999999999,"Sealed":true}`), make([]byte, 200_000), true, int64(1)<<45, int64(1)<<45)
	f.Add([]byte(`{"Size":9223372036854775807,"Packed":9223372036854775807}`), []byte{}, false, int64(1), int64(1)<<62)
	f.Fuzz(func(t *testing.T, record, stored []byte, framed bool, off, n int64) {
		var l content.Layout
		if json.Unmarshal(record, &l) != nil {
			return
		}
		var key []byte
		if l.Sealed {
			key = bytes.Repeat([]byte{7}, 32)
		}
		n = min(n, 4<<20) // of zeros, which compress to little
		src := &file{bytes: stored}
		if framed {
			src, _ = write(t, stored, content.Options{Key: key})
		}
		got, err := read(src, l, key, off, n, true)
		again, errAgain := read(src, l, key, off, n, false)
		if !bytes.Equal(got, again) || (err == nil) != (errAgain == nil) {
			t.Errorf("WriteTo gives %d bytes, %v; Read gives %d, %v", len(got), err, len(again), errAgain)
		}
		if err == nil && int64(len(got)) != n || int64(len(got)) > n && n >= 0 {
			t.Errorf("window %d+%d of %+v has %d bytes", off, n, l, len(got))
		}
		if src.open.Load() != 0 {
			t.Error("the source is open after Close")
		}
		if l.Check() == nil && l.IsBlock() && int64(len(src.bytes)) >= l.Stored() {
			want, err := read(src, l, key, 0, l.Size, true)
			if got, errBlock := l.OpenBlock(src.bytes[:l.Stored()], key); !bytes.Equal(got, want) || (err == nil) != (errBlock == nil) {
				t.Errorf("%+v: OpenBlock gives %d bytes, %v; a reader gives %d, %v", l, len(got), errBlock, len(want), err)
			}
		}
		check := content.Verify(t.Context(), src, l, nil)
		if check == nil && err != nil && l.Packed == 0 && !l.Sealed && n >= 0 && off >= 0 && off <= l.Size-n {
			t.Errorf("Verify finds nothing, but %v", err)
		}
	})
}
