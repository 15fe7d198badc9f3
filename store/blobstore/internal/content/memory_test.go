package content_test

import (
	"io"
	"runtime"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// allocated returns how much memory f asks for in all, which is not less than what it uses.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// TestMemory reads and writes content that is much larger than what that may use, with as many
// goroutines as there ever are.
func TestMemory(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	plain := text(6 << 20)
	for _, k := range kinds() {
		f, l := write(t, plain, k.Options)
		used := allocated(func() {
			r, err := content.NewReader(t.Context(), f, l, k.Key, 0, l.Size)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := r.(io.WriterTo).WriteTo(io.Discard); n != l.Size || err != nil {
				t.Fatal(n, err)
			}
			r.Close()
		})
		if used > 2<<20 {
			t.Errorf("%s: reading takes %d bytes", k.name, used)
		}
		if k.Compress {
			continue // package s2 has pools, which the race detector empties
		}
		used = allocated(func() {
			w := content.NewWriter(io.Discard, k.Options)
			for at := 0; at < len(plain); at += 1 << 15 {
				if _, err := w.Write(plain[at:][:1<<15]); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := w.Close(); err != nil {
				t.Fatal(err)
			}
		})
		if used > 1<<20 {
			t.Errorf("%s: writing takes %d bytes", k.name, used)
		}
	}
}
