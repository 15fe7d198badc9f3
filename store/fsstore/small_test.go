package fsstore_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store/fsstore"
)

// A sink is a ResponseWriter that keeps nothing.
type sink struct{ header http.Header }

func (s sink) Header() http.Header         { return s.header }
func (s sink) WriteHeader(int)             {}
func (s sink) Write(p []byte) (int, error) { return len(p), nil }

// smallReads are what small files, and small parts of large ones, are asked for.
var smallReads = []struct {
	name   string
	size   int64
	window string // a Range, or ""
}{
	{"1KiB", 1 << 10, ""},
	{"4KiBof1GiB", 1 << 30, "bytes=500000000-500004095"},
}

// fileServers serve the file k of a folder: from files that are kept open, with their content in
// memory if it is small, or as long as it is too young for that; from files that are opened for each
// request; and by the standard library.
func fileServers(b *testing.B, root *fsstore.Root, path string) map[string]http.Handler {
	handler := func(files int, settling time.Duration) http.Handler {
		s := fsstore.New("b", root)
		s.OpenFiles = files
		s.SetSettling(settling)
		b.Cleanup(func() { _ = s.Close() })
		return &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	}
	return map[string]http.Handler{
		"Kept":   handler(0, 0),
		"Young":  handler(0, time.Hour),
		"Opened": handler(-1, 0),
		"ServeContent": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			f, err := os.Open(path)
			if err != nil {
				b.Error(err)
				return
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil {
				b.Error(err)
				return
			}
			w.Header().Set("Etag", `"5d41402abc4b2a76b9719d911017c592"`)
			w.Header().Set("Content-Type", "text/plain")
			http.ServeContent(w, r, "", info.ModTime(), f)
		}),
	}
}

// BenchmarkSmall reads little from files, without a network.
func BenchmarkSmall(b *testing.B) {
	for _, read := range smallReads {
		root, path := sparse(b, read.size)
		for name, h := range fileServers(b, root, path) {
			b.Run(read.name+"/"+name, func(b *testing.B) {
				r := httptest.NewRequest("GET", "/b/k", nil)
				if read.window != "" {
					r.Header.Set("Range", read.window)
				}
				w := sink{http.Header{}}
				b.ReportAllocs()
				for b.Loop() {
					clear(w.header)
					h.ServeHTTP(w, r)
				}
			})
		}
	}
}

// BenchmarkSmallOverLoopback reads the same over loopback, with its client.
func BenchmarkSmallOverLoopback(b *testing.B) {
	for _, read := range smallReads {
		root, path := sparse(b, read.size)
		for name, h := range fileServers(b, root, path) {
			b.Run(read.name+"/"+name, func(b *testing.B) {
				server := httptest.NewServer(h)
				defer server.Close()
				r, err := http.NewRequest("GET", server.URL+"/b/k", nil)
				if err != nil {
					b.Fatal(err)
				}
				if read.window != "" {
					r.Header.Set("Range", read.window)
				}
				b.ReportAllocs()
				for b.Loop() {
					resp, err := server.Client().Do(r)
					if err != nil {
						b.Fatal(err)
					}
					n, err := io.Copy(io.Discard, resp.Body)
					if err != nil || n != resp.ContentLength {
						b.Fatal(n, err)
					}
					_ = resp.Body.Close()
				}
			})
		}
	}
}

// sparse returns a folder with a file k of a size.
func sparse(b *testing.B, size int64) (*fsstore.Root, string) {
	b.Helper()
	root, path := folder(b)
	path = filepath.Join(path, "k")
	write(b, path, strings.Repeat("x", 1<<10))
	if err := os.Truncate(path, size); err != nil {
		b.Fatal(err)
	}
	return root, path
}
