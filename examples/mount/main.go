// Command mount serves objects from a store of its own, which is all that an embedder
// has to write, beside pages from a mux of its own.
package main

import (
	"context"
	"crypto/md5"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// A shelf is a store of one bucket, named "shelf": texts by their keys.
type shelf map[string]string

func (s shelf) Bucket(_ context.Context, name string) (*store.Bucket, error) {
	if name != "shelf" {
		return nil, store.ErrNoBucket
	}
	return &store.Bucket{Name: name}, nil
}

func (s shelf) Open(_ context.Context, ref store.Ref) (store.Object, error) {
	text, ok := s[ref.Key]
	if !ok {
		return nil, store.ErrNoKey
	}
	etag := fmt.Sprintf("%q", fmt.Sprintf("%x", md5.Sum([]byte(text))))
	return &book{text, store.Info{Size: int64(len(text)), ETag: etag, LastModified: printed, ContentType: "text/plain"}}, nil
}

// printed is when all books of the shelf were written.
var printed = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// A book is an object of a shelf. Nothing can change what its string says.
type book struct {
	text string
	info store.Info
}

func (b *book) Info() *store.Info { return &b.info }
func (b *book) Close() error      { return nil }
func (b *book) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(b.text[off : off+n])), nil
}

// newHandler mounts s. What is neither GetObject nor HeadObject is left to the mux:
// a path without a key, such as /health, and every other method.
func newHandler(s store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "well\n") })
	return &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Next: mux,
	}
}

func main() {
	addr := flag.String("addr", "127.0.0.1:9000", "`host:port` to listen on")
	flag.Parse()
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%v, try /shelf/poem.txt and /health\n", l.Addr())
	srv := &http.Server{Handler: newHandler(shelf{"poem.txt": "No versions, no parts.\n"}), ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(srv.Serve(l))
}
