package getobject_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

type zzw struct{ h http.Header }

func (d *zzw) Header() http.Header         { return d.h }
func (d *zzw) Write(b []byte) (int, error) { return len(b), nil }
func (d *zzw) WriteHeader(int)             {}

func BenchmarkZZ(b *testing.B) {
	body := bytes.Repeat([]byte("x"), 1<<20)
	s := memstore.New()
	s.CreateBucket(store.Bucket{Name: "b"})
	mt := time.Now().Add(-time.Hour)
	s.Put("b", "k", memstore.Version{Content: body, ContentType: "text/plain", ETag: "abc", LastModified: mt})
	h := &getobject.Handler{Operation: getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}}
	sc := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"abc"`)
		w.Header().Set("Content-Type", `text/plain`)
		http.ServeContent(w, r, "k", mt, bytes.NewReader(body))
	})
	for _, c := range []struct{ n, m, k, v string }{{"Get", "GET", "", ""}, {"Head", "HEAD", "", ""}, {"Range", "GET", "Range", "bytes=10-99"}, {"NM", "GET", "If-None-Match", `"abc"`}, {"PF", "GET", "If-Match", `"x"`}} {
		for n, hh := range map[string]http.Handler{"S3": h, "SC": sc} {
			b.Run(c.n+n, func(b *testing.B) {
				r := httptest.NewRequest(c.m, "/b/k", nil)
				if c.k != "" {
					r.Header.Set(c.k, c.v)
				}
				b.ReportAllocs()
				for b.Loop() {
					w := &zzw{http.Header{}}
					hh.ServeHTTP(w, r)
				}
			})
		}
	}
}
