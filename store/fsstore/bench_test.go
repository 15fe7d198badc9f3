package fsstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

func BenchmarkRead(b *testing.B) {
	root, _ := folder(b)
	s := fsstore.New("b", root)
	ctx, ref := context.Background(), store.Ref{Bucket: "b", Key: "k"}
	b.ReportAllocs()
	for b.Loop() {
		o, err := s.Open(ctx, ref)
		if err != nil {
			b.Fatal(err)
		}
		r, err := o.OpenRange(ctx, 0, 10)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.(io.WriterTo).WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(r.Close(), o.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGetFile gets files over loopback, from a Handler and from package net/http.
func BenchmarkGetFile(b *testing.B) {
	for _, size := range []int{16 << 10, 1 << 20, 128 << 20} {
		root, path := folder(b)
		path = filepath.Join(path, "k")
		write(b, path, strings.Repeat("x", size))
		plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }))
		b.Cleanup(plain.Close)
		for _, bb := range []struct {
			name   string
			server *httptest.Server
		}{{"Handler", serve(b, root, "HTTP/1.1")}, {"ServeFile", plain}} {
			b.Run(fmt.Sprintf("%s/%dKiB", bb.name, size>>10), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(size))
				buffer := make([]byte, 1<<20)
				for b.Loop() {
					resp, err := bb.server.Client().Get(bb.server.URL + "/b/k")
					if err != nil {
						b.Fatal(err)
					}
					n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, resp.Body, buffer)
					if err != nil || n != int64(size) {
						b.Fatal(n, err)
					}
					if err := resp.Body.Close(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
