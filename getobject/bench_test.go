package getobject_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// The object that the benchmarks read.
const (
	benchSize = 1 << 20
	benchTag  = `"5d41402abc4b2a76b9719d911017c592"`
	benchType = "text/plain"
)

// benchCases are requests that both handlers know.
var benchCases = []struct {
	name, method string
	header       http.Header
	status       int
}{
	{"Get", http.MethodGet, nil, 200},
	{"Head", http.MethodHead, nil, 200},
	{"Range", http.MethodGet, http.Header{"Range": {"bytes=1000-1999"}}, 206},
	{"NotModified", http.MethodGet, http.Header{"If-None-Match": {benchTag}}, 304},
	{"PreconditionFailed", http.MethodGet, http.Header{"If-Match": {`"x"`}}, 412},
}

// A discard is a ResponseWriter that keeps the status and counts the body.
type discard struct {
	header http.Header
	status int
	n      int64
}

func (d *discard) Header() http.Header { return d.header }

func (d *discard) WriteHeader(status int) { d.status = status }

func (d *discard) Write(p []byte) (int, error) {
	d.n += int64(len(p))
	return len(p), nil
}

// ReadFrom reads like the ResponseWriter of a server, into a buffer that is there.
func (d *discard) ReadFrom(r io.Reader) (int64, error) {
	n, err := io.Copy(io.Discard, r)
	d.n += n
	return n, err
}

func (d *discard) reset() {
	clear(d.header)
	d.status, d.n = 0, 0
}

// BenchmarkHandler and [BenchmarkServeContent] answer the same requests for the same
// object, with the same header map cleared each time.
func BenchmarkHandler(b *testing.B) {
	h := benchHandler(b)
	for _, c := range benchCases {
		b.Run(c.name, func(b *testing.B) { benchmark(b, h, c.method, c.header, c.status) })
	}
	b.Run("GetFile", func(b *testing.B) { benchmarkFile(b, fileHandler(b)) })
}

// BenchmarkServeContent is net/http's answer to the same requests.
func BenchmarkServeContent(b *testing.B) {
	content := make([]byte, benchSize)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", benchTag)
		w.Header().Set("Content-Type", benchType)
		http.ServeContent(w, r, "", modified, bytes.NewReader(content))
	})
	for _, c := range benchCases {
		b.Run(c.name, func(b *testing.B) { benchmark(b, h, c.method, c.header, c.status) })
	}
	b.Run("GetFile", func(b *testing.B) { benchmarkFile(b, contentOfFile(b)) })
}

// BenchmarkLeast does what no answer of S3 goes without, and decides nothing: it asks the clock, draws
// ids, looks bucket and version up, and sends the lines that a handler sent for the same request.
func BenchmarkLeast(b *testing.B) { benchmarkLeast(b, false) }

// BenchmarkLeastRead is BenchmarkLeast with the request read and the Authorizer asked, still without a step of
// what is decided.
func BenchmarkLeastRead(b *testing.B) { benchmarkLeast(b, true) }

func benchmarkLeast(b *testing.B, reads bool) {
	s := benchStore(b)
	full := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	for _, c := range benchCases {
		if c.status >= 400 || c.method == http.MethodGet && c.status == 200 {
			continue
		}
		answer := httptest.NewRecorder()
		full.ServeHTTP(answer, &http.Request{Method: c.method, Host: "localhost", URL: &url.URL{Path: "/b/k"}, Header: c.header})
		var names []string
		for name := range answer.Header() {
			names = append(names, name)
		}
		draw, read := getobject.NewIDSource(), getobject.NewReader()
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			now, ids := time.Now(), draw()
			bucket, err := s.Bucket(r.Context(), "b")
			if err != nil || now.IsZero() || ids == (getobject.IDs{}) {
				b.Fatal(err)
			}
			if reads {
				request, err := read(r, getobject.ParseOptions{Now: now})
				if err != nil {
					b.Fatal(err)
				}
				access := getobject.Access{Action: getobject.ActionGetObject, Bucket: bucket, Key: request.Key, Request: request}
				if v, err := full.Authorizer.Authorize(r.Context(), access); v != getobject.Allow {
					b.Fatal(v, err)
				}
			}
			o, err := s.Open(r.Context(), store.Ref{Bucket: bucket.Name, Key: "k"})
			if err != nil {
				b.Fatal(err)
			}
			defer o.Close()
			header, values := w.Header(), make([]string, len(names))
			for i, name := range names {
				values[i] = ids.Host
				header[name] = values[i : i+1 : i+1]
			}
			w.WriteHeader(c.status)
		})
		b.Run(c.name, func(b *testing.B) { benchmark(b, h, c.method, c.header, c.status) })
	}
}

// refusedCases are requests that are answered with a document.
var refusedCases = []struct {
	name, path string
	header     http.Header
	status     int
}{
	{"NoSuchKey", "/b/none", nil, 404},
	{"PreconditionFailed", "/b/k", http.Header{"If-Match": {`"x"`}}, 412},
	{"RangeNotSatisfiable", "/b/k", http.Header{"Range": {"bytes=9999999-"}}, 416},
}

// BenchmarkRefusal and [BenchmarkConstant] answer with documents, the latter with a copy of what the
// former has answered once.
func BenchmarkRefusal(b *testing.B) {
	h := benchHandler(b)
	for _, c := range refusedCases {
		b.Run(c.name, func(b *testing.B) { benchmarkPath(b, h, c.path, c.header, c.status) })
	}
}

// BenchmarkConstant writes a constant answer of the same length and header lines.
func BenchmarkConstant(b *testing.B) {
	h := benchHandler(b)
	for _, c := range refusedCases {
		b.Run(c.name, func(b *testing.B) {
			answer := httptest.NewRecorder()
			h.ServeHTTP(answer, &http.Request{Method: http.MethodGet, Host: "localhost", URL: &url.URL{Path: c.path}, Header: c.header})
			constant := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				for name, lines := range answer.Header() {
					w.Header()[name] = []string{lines[0]}
				}
				w.WriteHeader(c.status)
				_, _ = w.Write(answer.Body.Bytes())
			})
			benchmarkPath(b, constant, c.path, c.header, c.status)
		})
	}
}

func benchmark(b *testing.B, h http.Handler, method string, header http.Header, status int) {
	benchmarkRequest(b, h, &http.Request{Method: method, Host: "localhost", URL: &url.URL{Path: "/b/k"}, Header: header}, status)
}

func benchmarkPath(b *testing.B, h http.Handler, path string, header http.Header, status int) {
	benchmarkRequest(b, h, &http.Request{Method: http.MethodGet, Host: "localhost", URL: &url.URL{Path: path}, Header: header}, status)
}

func benchmarkRequest(b *testing.B, h http.Handler, r *http.Request, status int) {
	b.ReportAllocs()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	d := &discard{header: http.Header{}}
	for b.Loop() {
		d.reset()
		h.ServeHTTP(d, r)
		if d.status != status {
			b.Fatalf("%s %s = %d, want %d", r.Method, r.URL, d.status, status)
		}
	}
}

// benchHandler returns a handler over the object in memory.
func benchHandler(b *testing.B) http.Handler {
	return &getobject.Handler{Store: benchStore(b), Authorizer: getobject.AllowAll{}}
}

// benchStore has the object in memory.
func benchStore(b *testing.B) store.Store {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		b.Fatal(err)
	}
	v := memstore.Version{Info: store.Info{ETag: benchTag, ContentType: benchType, LastModified: modified}, Content: make([]byte, benchSize)}
	if _, err := s.Put("b", "k", v); err != nil {
		b.Fatal(err)
	}
	return s
}

// benchmarkFile reads a file over a connection of its own, where it needs no buffer on
// the way.
func benchmarkFile(b *testing.B, h http.Handler) {
	s := httptest.NewServer(h)
	defer s.Close()
	b.ReportAllocs()
	b.SetBytes(benchSize)
	buf := make([]byte, benchSize)
	for b.Loop() {
		resp, err := s.Client().Get(s.URL + "/b/k")
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.ReadFull(resp.Body, buf)
		resp.Body.Close()
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchFile(b *testing.B) string {
	name := filepath.Join(b.TempDir(), "k")
	if err := os.WriteFile(name, make([]byte, benchSize), 0o600); err != nil {
		b.Fatal(err)
	}
	return name
}

func contentOfFile(b *testing.B) http.Handler {
	name := benchFile(b)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(name)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer f.Close()
		w.Header().Set("Etag", benchTag)
		w.Header().Set("Content-Type", benchType)
		http.ServeContent(w, r, "", modified, f)
	})
}

// fileHandler returns a handler over a store whose readers are a file.
func fileHandler(b *testing.B) http.Handler {
	return &getobject.Handler{Store: fileStore(benchFile(b)), Authorizer: getobject.AllowAll{}}
}

// A fileStore is a store with one file.
type fileStore string

func (fileStore) Bucket(context.Context, string) (*store.Bucket, error) {
	return &store.Bucket{Name: "b"}, nil
}

func (s fileStore) Open(context.Context, store.Ref) (store.Object, error) {
	f, err := os.Open(string(s))
	if err != nil {
		return nil, err
	}
	return file{f, &store.Info{Size: benchSize, ETag: benchTag, ContentType: benchType, LastModified: modified}}, nil
}

// A file is an object in a file, which is closed with the object.
type file struct {
	*os.File
	info *store.Info
}

func (f file) Info() *store.Info { return f.info }

// Read returns a reader of the file from off.
func (f file) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	_, err := f.File.Seek(off, io.SeekStart)
	return fileReader{f.File, n}, err
}

// A fileReader reads n bytes of a file and lets the destination take them from it.
type fileReader struct {
	file *os.File
	n    int64
}

func (r fileReader) Read(p []byte) (int, error) { return r.file.Read(p) }

func (r fileReader) Close() error { return nil }

// WriteTo hands over a limited file, which connections know how to send.
func (r fileReader) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, io.LimitReader(r.file, r.n))
}
