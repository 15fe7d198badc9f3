package folder_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store/blobstore"
)

// BenchmarkServe compares objects over loopback, as S3 answers them, with http.ServeContent of the
// same bytes in a file. The client discards them.
func BenchmarkServe(b *testing.B) {
	content := noise(large())
	path := filepath.Join(b.TempDir(), "file")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.Fatal(err)
	}
	handlers := []struct {
		name string
		http.Handler
	}{{"http.ServeContent", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			panic(err)
		}
		http.ServeContent(w, r, "", info.ModTime(), f)
	})}}
	for name, o := range map[string]blobstore.Options{"plain": {Plain: true}, "sealed": {}} {
		s := filled(b, o)
		put(b, s, "k", bytes.NewReader(content), sse.CustomerKey{})
		handlers = append(handlers, struct {
			name string
			http.Handler
		}{name, &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}})
	}
	for _, h := range handlers {
		b.Run(h.name, func(b *testing.B) {
			server := httptest.NewServer(h)
			defer server.Close()
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				r, err := http.Get(server.URL + "/b/k")
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, r.Body)
				if err != nil || n != int64(len(content)) {
					b.Fatal(n, err, r.Status)
				}
				r.Body.Close()
			}
		})
	}
}
