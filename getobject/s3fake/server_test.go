package s3fake_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store/memstore"
)

// A got is an answer.
type got struct {
	status int
	header http.Header
	body   string
	err    error // of the request or of reading the body
}

// get sends a GET, with pairs of names and values of header fields.
func get(s *s3fake.Server, url string, fields ...string) got {
	return send(s.Client(), "GET", url, fields...)
}

func send(c *http.Client, method, url string, fields ...string) got {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return got{err: err}
	}
	for i := 0; i+1 < len(fields); i += 2 {
		req.Header.Add(fields[i], fields[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		return got{err: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return got{resp.StatusCode, resp.Header, string(body), err}
}

// A recorder is a test that is allowed to fail. Its Fatalf ends the goroutine.
type recorder struct {
	mu      sync.Mutex
	failed  bool
	text    strings.Builder
	cleanup []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Cleanup(f func()) { r.cleanup = append(r.cleanup, f) }
func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

func (r *recorder) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(&r.text, format+"\n", args...)
}

func (r *recorder) Errorf(format string, args ...any) {
	r.Logf(format, args...)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = true
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// record runs a test that is allowed to fail, and returns what it printed.
func record(f func(tb *recorder)) (text string, failed bool) {
	r := new(recorder)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for i := len(r.cleanup) - 1; i >= 0; i-- {
				r.cleanup[i]()
			}
		}()
		f(r)
	}()
	<-done
	return r.text.String(), r.failed
}

var ways = []struct {
	name    string
	options s3fake.Options
}{
	{"port", s3fake.Options{}},
	{"TLS", s3fake.Options{TLS: true}},
	{"pipe", s3fake.Options{Pipe: true}},
	{"pipe with TLS", s3fake.Options{Pipe: true, TLS: true}},
	{"IPv6", s3fake.Options{Addr: "[::1]:0"}},
	{"IPv6 with TLS", s3fake.Options{Addr: "[::1]:0", TLS: true}},
}

func TestWays(t *testing.T) {
	for _, tt := range ways {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if l, err := net.Listen("tcp", "[::1]:0"); err != nil && tt.options.Addr != "" {
				t.Skip("this machine has no IPv6")
			} else if err == nil {
				_ = l.Close()
			}
			o := tt.options
			o.Buckets = []string{"b"}
			s := s3fake.New(t, &o)
			s.Put("b", "k", s3fake.Text("hello"))
			r := get(s, s.Presign("GET", "b", "k", time.Minute))
			if r.err != nil || r.status != 200 || r.body != "hello" {
				t.Errorf("GET = %d %q, %v, want 200 hello", r.status, r.body, r.err)
			}
			if r := get(s, s.URL+"/b/k"); r.status != 403 {
				t.Errorf("GET without a signature = %d, want 403", r.status)
			}
			if tls := strings.HasPrefix(s.URL, "https://"); tls != o.TLS || tls != (s.CertificatePEM() != nil) {
				t.Errorf("URL = %q and certificate %q, want TLS: %t", s.URL, s.CertificatePEM(), o.TLS)
			}
		})
	}
}

// Whatever host a URL names, the client reaches the server.
func TestVirtualHosts(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{TLS: true, Lenient: true, Domains: []string{"my.test"}})
	s.CreateBucket("b")
	s.Put("b", "k", s3fake.Text("hello"))
	for _, host := range []string{"b.s3.amazonaws.com", "b.s3.us-east-1.amazonaws.com", "b.my.test", "b.my.test:9000"} {
		if r := get(s, "https://"+host+"/k"); r.body != "hello" {
			t.Errorf("GET of %s = %d %q %v, want hello", host, r.status, r.body, r.err)
		}
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(s.CertificatePEM()) {
		t.Fatal("the certificate is no PEM")
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer client.CloseIdleConnections()
	if r := send(client, "GET", s.URL+"/b/k"); r.body != "hello" {
		t.Errorf("GET with the PEM = %d %q %v, want hello", r.status, r.body, r.err)
	}
}

func TestListener(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := s3fake.Start(&s3fake.Options{Listener: l, Buckets: []string{"b"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"AWS_ENDPOINT_URL=" + s.URL, "AWS_ACCESS_KEY_ID=" + s.AccessKey, "AWS_SECRET_ACCESS_KEY=" + s.SecretKey, "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1"}; !slices.Equal(s.Env(), want) {
		t.Errorf("Env() = %q, want %q", s.Env(), want)
	}
	if want := "http://" + l.Addr().String(); s.URL != want {
		t.Errorf("URL = %q, want %q", s.URL, want)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close() = %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close() = %v", err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Accept after Close = %v, want net.ErrClosed", err)
	}
}

// A Unix socket has no port, and is dialed all the same.
func TestUnixSocket(t *testing.T) {
	l, err := net.Listen("unix", filepath.Join(t.TempDir(), "s3"))
	if err != nil {
		t.Skip("this system has no Unix sockets:", err)
	}
	s := s3fake.New(t, &s3fake.Options{Listener: l, Buckets: []string{"b"}})
	s.Put("b", "k", s3fake.Text("hello"))
	if r := get(s, s.Presign("GET", "b", "k", time.Minute)); r.body != "hello" {
		t.Errorf("GET = %d %q %v, want hello", r.status, r.body, r.err)
	}
}

// After Close there is no goroutine of the server left, nor one of a client that waits.
func TestClosesPipe(t *testing.T) {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Dial(context.Background(), "", ""); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Dial after Close = %v, want net.ErrClosed", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Dial(ctx, "", ""); err == nil {
		t.Error("Dial when canceled has no error")
	}
}

func TestMisuse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	starts := map[string]s3fake.Options{
		"exclude each other":     {Addr: "127.0.0.1:0", Pipe: true},
		"go together":            {AccessKey: "a"},
		"of another":             {Principals: []fixture.Principal{{AccessKey: "AKIAIOSFODNN7EXAMPLE", SecretKey: "x"}}},
		"no credentials":         {Principals: []fixture.Principal{{AccessKey: "a"}}},
		`bucket "b"`:             {Buckets: []string{"b", "b"}},
		"fixture: document":      {Fixture: []byte("{")},
		"address already in use": {Addr: l.Addr().String()},
	}
	for want, o := range starts {
		text, failed := record(func(tb *recorder) { s3fake.New(tb, &o) })
		if !failed || !strings.Contains(text, want) {
			t.Errorf("New(%+v) printed %q, failed %t, want %q", o, text, failed, want)
		}
	}
	calls := map[string]func(*s3fake.Server){
		"Put(":            func(s *s3fake.Server) { s.Put("none", "k", s3fake.Text("")) },
		"CreateBucket(":   func(s *s3fake.Server) { s.CreateBucket("b"); s.CreateBucket("b") },
		"CreateVersioned": func(s *s3fake.Server) { s.CreateVersionedBucket("") },
		"Delete(":         func(s *s3fake.Server) { s.Delete("none", "k") },
		"Restore(":        func(s *s3fake.Server) { s.Restore("none", "k", 0, 0) },
		"content of":      func(s *s3fake.Server) { s.Content("none", "k") },
		`version "\x00"`:  func(s *s3fake.Server) { s.ContentOf("none", "k", "\x00") },
	}
	for want, call := range calls {
		text, failed := record(func(tb *recorder) { call(s3fake.New(tb, &s3fake.Options{Pipe: true})) })
		if !failed || !strings.Contains(text, want) {
			t.Errorf("misuse printed %q, failed %t, want %q", text, failed, want)
		}
	}
}

// Without a test, misuse panics.
func TestMisuseWithoutTest(t *testing.T) {
	s, err := s3fake.Start(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	defer func() {
		if p := recover(); !strings.Contains(fmt.Sprint(p), "no such bucket") {
			t.Errorf("panic is %v, want no such bucket", p)
		}
	}()
	s.Put("b", "k", s3fake.Text(""))
}

func TestPrincipals(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{
		Buckets:   []string{"b"},
		AccessKey: "me", SecretKey: "secret", Region: "eu-west-1",
		Principals: []fixture.Principal{{Name: "reader", AccessKey: "r", SecretKey: "rs", Actions: fixture.Actions{"s3:GetObject"}}},
		Fixture: []byte(`{"principals": [{"name": "idle", "accessKey": "i", "secretKey": "is", "actions": []}],
			"anonymous": [], "buckets": [{"name": "f", "region": "eu-west-1", "objects": [{"key": "k", "lastModified": "2026-01-02T03:04:05Z"}]}]}`),
		Anonymous: fixture.Actions{"s3:ListBucket"},
	})
	s.Put("b", "k", s3fake.Text("hi"))
	as := func(access, secret string) *s3fake.Server {
		c := &s3fake.Server{URL: s.URL, AccessKey: access, SecretKey: secret, Region: s.Region, Store: s.Store, Clock: s.Clock}
		return c
	}
	for _, tt := range []struct {
		access, secret, bucket, key string
		want                        int
	}{
		{"me", "secret", "b", "k", 200},
		{"me", "secret", "b", "missing", 404},
		{"me", "wrong", "b", "k", 403},
		{"nobody", "x", "b", "k", 403},
		{"r", "rs", "b", "k", 200},
		{"r", "rs", "b", "missing", 403},
		{"i", "is", "b", "k", 403},
		{"me", "secret", "f", "k", 200},
	} {
		if r := get(s, as(tt.access, tt.secret).Presign("GET", tt.bucket, tt.key, time.Minute)); r.status != tt.want {
			t.Errorf("GET %s/%s as %s = %d %s, want %d", tt.bucket, tt.key, tt.access, r.status, r.body, tt.want)
		}
	}
	if r := get(s, s.URL+"/none/k"); r.status != 404 {
		t.Errorf("GET in no bucket = %d, want 404", r.status)
	}
}

func TestLenient(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true})
	for _, tt := range []struct {
		url  string
		want int
	}{
		{"/new/k?response-content-type=text/plain", 404},
		{"/new/k?X-Amz-Algorithm=nonsense", 404},
		{"/UP/k", 404},
	} {
		r := get(s, s.URL+tt.url)
		if r.status != tt.want || !strings.Contains(r.body, "NoSuchKey") {
			t.Errorf("GET %s = %d %s, want %d NoSuchKey", tt.url, r.status, r.body, tt.want)
		}
	}
	s.Put("new", "k", s3fake.Text("hi"))
	if r := get(s, s.URL+"/new/k", "Authorization", "Bearer nonsense"); r.body != "hi" {
		t.Errorf("GET = %d %q, want hi", r.status, r.body)
	}
	if r := send(s.Client(), "HEAD", s.URL+"/other"); len(s.Store.Buckets()) != 2 {
		t.Errorf("HEAD of a bucket = %d and created it", r.status)
	}
}

// What is not read is for Next, which has what it needs of the server.
func TestNext(t *testing.T) {
	var given *s3fake.Server
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"b"}, Next: func(s *s3fake.Server) http.Handler {
		given = s
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err == nil {
				_, err = s.Store.Put("b", strings.TrimPrefix(r.URL.Path, "/b/"), memstore.Version{Content: body})
			}
			if err != nil {
				w.WriteHeader(500)
			}
		})
	}})
	req, err := http.NewRequest("PUT", s.URL+"/b/k", strings.NewReader("written"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if got := string(s.Content("b", "k")); got != "written" || given != s || s.Handler().Store == nil {
		t.Errorf("content = %q, want written, and the server itself", got)
	}
}

// Handlers of the rest can do what they can with net/http, and are in the journal.
func TestNextAnswers(t *testing.T) {
	document := `<?xml version="1.0"?><Error><Code>EntityTooLarge</Code></Error>`
	large := strings.Repeat("x", 10_000)
	var failure error
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Next: func(*s3fake.Server) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			switch r.URL.Path {
			case "/b/error":
				w.WriteHeader(400)
				fmt.Fprint(w, document)
			case "/b/large":
				w.Header().Set("Content-Length", "10000")
				fmt.Fprint(w, large)
			case "/b/short":
				w.Header().Set("Content-Length", "10000")
				fmt.Fprint(w, large[1:])
			case "/b/long":
				w.Header().Set("Content-Length", "9999")
				_, failure = fmt.Fprint(w, large)
			case "/b/flushed":
				failure = errors.Join(failure, http.NewResponseController(w).Flush())
				fmt.Fprint(w, large)
			case "/b/none":
				w.WriteHeader(204)
			}
		})
	}})
	for _, tt := range []struct {
		key     string
		status  int
		length  int
		aborted bool
	}{
		{"error", 400, len(document), false},
		{"large", 200, 10_000, false},
		{"short", 200, 9999, true},
		{"long", 200, 0, true},
		{"flushed", 200, 10_000, false},
		{"none", 204, 0, false},
		{"silent", 200, 0, false},
	} {
		s.Forget()
		failure = nil
		r := once(s, "DELETE", s.URL+"/b/"+tt.key)
		e := s.Journal()[0]
		if r.status != tt.status || len(r.body) != tt.length || (r.err != nil) != tt.aborted {
			t.Errorf("%s: DELETE = %d and %d bytes, %v, want %+v", tt.key, r.status, len(r.body), r.err, tt)
		}
		if !e.Finished || e.Status != tt.status || e.Sent != int64(tt.length) || e.Aborted != tt.aborted ||
			(e.Code == "EntityTooLarge") != (tt.key == "error") {
			t.Errorf("%s: the entry is %v", tt.key, &e)
		}
		if long := errors.Is(failure, http.ErrContentLength); long != (tt.key == "long") {
			t.Errorf("%s: the handler is told %v", tt.key, failure)
		}
	}
}

// What was uploaded is read, over each way to the server, and an operation that nobody has is
// refused as S3 does.
func TestUpload(t *testing.T) {
	for _, lenient := range []bool{true, false} {
		s := s3fake.New(t, &s3fake.Options{Lenient: lenient, Buckets: []string{"b"}})
		put, err := http.NewRequest("PUT", s.Presign("PUT", "b", "k", time.Minute), strings.NewReader("uploaded"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := s.Client().Do(put)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("lenient %v: PUT = %v, %v, want 200", lenient, resp, err)
		}
		resp.Body.Close()
		if r := get(s, s.Presign("GET", "b", "k", time.Minute)); r.body != "uploaded" {
			t.Errorf("lenient %v: GET = %d %q, %v, want what was uploaded", lenient, r.status, r.body, r.err)
		}
		if r := send(s.Client(), "PUT", s.URL+"/b?analytics&id=1"); r.status < 400 {
			t.Errorf("lenient %v: PUT of analytics = %d, want an error", lenient, r.status)
		}
	}
}

// Hundreds run in one process and know nothing of each other.
func TestManyInParallel(t *testing.T) {
	for i := range 100 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			s := s3fake.New(t, &s3fake.Options{Pipe: i%2 == 0, Buckets: []string{"b"}})
			s.Put("b", "k", s3fake.Text(fmt.Sprint(i)))
			for range 3 {
				if r := get(s, s.Presign("GET", "b", "k", time.Minute)); r.body != fmt.Sprint(i) {
					t.Errorf("GET = %d %q, %v, want %d", r.status, r.body, r.err, i)
				}
			}
		})
	}
}

// A server that was closed leaves nothing running.
func TestLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, way := range ways[:4] {
		for range 5 {
			s, err := s3fake.Start(&way.options)
			if err != nil {
				t.Fatal(err)
			}
			get(s, s.URL+"/b/k")
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond) // clients see the end of their connections
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, want %d:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

func TestPresignEscapes(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"b"}})
	for _, key := range []string{"a b", "a+b", "ä/ö", "a//b", "a%2Fb", "?&=#", "..", "\"'()*"} {
		s.Put("b", key, s3fake.Text("found"))
		u := s.Presign("GET", "b", key, time.Minute, "response-content-type", "text/a b+c")
		if _, err := url.Parse(u); err != nil {
			t.Error(err)
		}
		if r := get(s, u); r.body != "found" || r.header.Get("Content-Type") != "text/a b+c" {
			t.Errorf("GET of %q = %d %s %v", key, r.status, r.body, r.header)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	for range b.N {
		s, err := s3fake.Start(&s3fake.Options{Buckets: []string{"b"}})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStartTLS(b *testing.B) {
	for range b.N {
		s, err := s3fake.Start(&s3fake.Options{TLS: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// A handler that goes on after it has written everything does not make a client faster than the
// journal.
func TestJournalIsFirst(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Next: func(*s3fake.Server) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10000")
			fmt.Fprint(w, strings.Repeat("x", 10_000))
			time.Sleep(20 * time.Millisecond)
		})
	}})
	r := once(s, "DELETE", s.URL+"/b/k")
	if e := s.Journal()[0]; !e.Finished || e.Sent != 10_000 || len(r.body) != 10_000 {
		t.Errorf("DELETE = %d bytes, %v, and the entry is %v", len(r.body), r.err, &e)
	}
}

// What comes before an answer reaches the client, and is no answer.
func TestEarlyHints(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Next: func(*s3fake.Server) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusAccepted)
			w.WriteHeader(http.StatusConflict) // which is too late
		})
	}})
	hints := 0
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		Got1xxResponse: func(int, textproto.MIMEHeader) error { hints++; return nil },
	})
	req, err := http.NewRequestWithContext(ctx, "DELETE", s.URL+"/b/k", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if e := s.Journal()[0]; hints != 1 || resp.StatusCode != 202 || e.Status != 202 || e.Aborted {
		t.Errorf("%d hints and %d, and the entry is %v, want one and 202", hints, resp.StatusCode, &e)
	}
}
