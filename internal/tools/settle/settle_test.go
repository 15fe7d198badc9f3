package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// secret is what must be in nothing that is printed or written.
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// A fake is a server with and without TLS, with a handler in front of it.
type fake struct {
	*s3fake.Server
	plain, secure *httptest.Server
}

func newFake(t *testing.T, front func(http.Handler) http.Handler) *fake {
	t.Helper()
	f := &fake{Server: s3fake.New(t, &s3fake.Options{Pipe: true})}
	f.plain, f.secure = httptest.NewServer(front(f.Server)), httptest.NewTLSServer(front(f.Server))
	t.Cleanup(f.plain.Close)
	t.Cleanup(f.secure.Close)
	return f
}

func as(h http.Handler) http.Handler { return h }

// session returns a session with the fake, over TLS.
func (f *fake) session(t *testing.T, out *bytes.Buffer, only ...string) *session {
	t.Helper()
	table, err := guesses.Read()
	if err != nil {
		t.Fatal(err)
	}
	o := options{region: "eu-west-1", endpoint: f.secure.URL, plainEndpoint: f.plain.URL}
	where, err := o.server()
	if err != nil {
		t.Fatal(err)
	}
	where.target.TLS = f.secure.Client().Transport.(*http.Transport).TLSClientConfig
	p, err := newPlan(table, only, where)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSession(p, newCredentials(f.AccessKey, f.SecretKey, ""), out)
	if err != nil {
		t.Fatal(err)
	}
	s.pause = time.Millisecond
	return s
}

// left returns how many buckets the fake has.
func (f *fake) left(t *testing.T) (n int) {
	t.Helper()
	for range f.Store.Buckets() {
		n++
	}
	return n
}

// TestSettle: the fake answers each question as was chosen; the vectors that are written load and
// hold against the fixture they describe; and nothing stays.
func TestSettle(t *testing.T) {
	f := newFake(t, as)
	var out bytes.Buffer
	s := f.session(t, &out)
	name := filepath.Join(t.TempDir(), "settled.json")
	if err := s.settle(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("%d guesses were right, 0 wrong, and 0 could not be asked.", len(s.asked))
	if !strings.Contains(out.String(), want) {
		t.Errorf("want %q of\n%s", want, &out)
	}
	if n := f.left(t); n > 0 {
		t.Errorf("%d buckets are left", n)
	}
	file := load(t, name)
	if len(file.Vectors) != len(s.requests()) {
		t.Errorf("%d vectors, want %d", len(file.Vectors), len(s.requests()))
	}
	for _, err := range hold(t, file) {
		t.Error(err)
	}
	for _, v := range file.Vectors {
		if !strings.HasPrefix(v.Why, "As was chosen: ") || !strings.Contains(v.Source, time.Now().UTC().Format("2006-01-")) {
			t.Errorf("%s: %q, %q", v.ID, v.Why, v.Source)
		}
	}
	keepSecret(t, f, s, name, out.String())
}

// keepSecret finds credentials, and the name of the bucket in what is written.
func keepSecret(t *testing.T, f *fake, s *session, name, printed string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(printed, f.SecretKey) || strings.Contains(fmt.Sprintf("%+v %#v", s.who, s.who), f.SecretKey) {
		t.Error("the secret is printed")
	}
	for _, own := range []string{f.SecretKey, f.AccessKey, s.bucket} {
		if bytes.Contains(text, []byte(own)) {
			t.Errorf("%s is written", own)
		}
	}
}

func load(t *testing.T, name string) vectors.File {
	t.Helper()
	files, err := vectors.Load(os.DirFS(filepath.Dir(name)))
	if err != nil {
		t.Fatal(err)
	}
	return files[0]
}

// hold runs the vectors of a file against its fixture.
func hold(t *testing.T, file vectors.File) (faults []error) {
	t.Helper()
	loaded, err := fixture.Load(file.Fixture)
	if err != nil {
		t.Fatal(err)
	}
	plain, secure := httptest.NewServer(loaded.Handler()), httptest.NewTLSServer(loaded.Handler())
	defer plain.Close()
	defer secure.Close()
	target := getobjecttest.Target{
		Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
		TLS: secure.Client().Transport.(*http.Transport).TLSClientConfig,
	}
	for _, v := range file.Vectors {
		if err := getobjecttest.Run(t.Context(), target, file, v); err != nil {
			faults = append(faults, err)
		}
	}
	return faults
}

// TestOtherwise: a server that answers otherwise gives vectors that say so, and that the library
// does not hold.
func TestOtherwise(t *testing.T) {
	f := newFake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.Header.Get("Range"), "Bytes") {
				http.Error(w, "this server knows one spelling", http.StatusRequestedRangeNotSatisfiable)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	var out bytes.Buffer
	s := f.session(t, &out, "range/unit-case", "range/zeros")
	name := filepath.Join(t.TempDir(), "settled.json")
	if err := s.settle(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"range/unit-case: wrong: range/unit-case: status = 416, want 206", "range/zeros: right (206)", "1 guesses were right, 1 wrong"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q of\n%s", want, &out)
		}
	}
	file := load(t, name)
	v := file.Vectors[0]
	if v.Expect.Status != http.StatusRequestedRangeNotSatisfiable || v.Rule != "" || !strings.HasPrefix(v.Why, "Otherwise than was chosen (status = 416, want 206)") {
		t.Errorf("%+v", v)
	}
	if faults := hold(t, file); len(faults) != 1 || !strings.Contains(faults[0].Error(), "settled/range-unit-case: status = 206, want 416") {
		t.Errorf("the library differs by %v", faults)
	}
}

// TestInterrupt: an interrupt at any request removes the bucket, and what was answered is written.
func TestInterrupt(t *testing.T) {
	for _, after := range []int32{1, 2, 4, 6, 9, 12, 20} {
		ctx, cancel := context.WithCancel(t.Context())
		var n atomic.Int32
		f := newFake(t, func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				h.ServeHTTP(w, r)
				if n.Add(1) == after {
					cancel()
				}
			})
		})
		var out bytes.Buffer
		name := filepath.Join(t.TempDir(), "settled.json")
		err := f.session(t, &out).settle(ctx, name)
		if after == 20 {
			if file := load(t, name); len(file.Vectors) < 5 || len(hold(t, file)) > 0 {
				t.Errorf("%d vectors of %d requests: %v", len(file.Vectors), after, hold(t, file))
			}
		}
		if err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) || strings.Contains(err.Error(), "IS LEFT") {
			t.Errorf("after %d requests: settle = %v, want that it was canceled", after, err)
		}
		if left := f.left(t); left > 0 || !strings.Contains(out.String(), "is removed.") {
			t.Errorf("after %d requests: %d buckets are left\n%s", after, left, &out)
		}
	}
}

// A breaking writer panics once, at a text.
type breaking struct{ at string }

func (b *breaking) Write(p []byte) (int, error) {
	if at := b.at; at != "" && bytes.Contains(p, []byte(at)) {
		b.at = ""
		panic("at " + at)
	}
	return len(p), nil
}

// TestPanic: not even a fault of the program leaves the bucket.
func TestPanic(t *testing.T) {
	f := newFake(t, as)
	s := f.session(t, nil, "range/unit-case")
	s.out = &breaking{"range/unit-case: right"}
	defer func() {
		if p := recover(); p == nil || f.left(t) > 0 {
			t.Errorf("panic(%v), and %d buckets are left", p, f.left(t))
		}
	}()
	_ = s.settle(t.Context(), filepath.Join(t.TempDir(), "settled.json"))
}

// TestLeft: a bucket that cannot be removed is told, with how to do it by hand.
func TestLeft(t *testing.T) {
	f := newFake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete && r.URL.Query().Get("versionId") != "" {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	var out bytes.Buffer
	s := f.session(t, &out, "range/unit-case")
	err := s.settle(t.Context(), filepath.Join(t.TempDir(), "settled.json"))
	for _, want := range []string{"THE BUCKET " + s.bucket + " IN eu-west-1 IS LEFT", "aws s3 rb --region eu-west-1 s3://" + s.bucket, "503"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("settle = %v, want %q of it", err, want)
		}
	}
}

// TestTaken: a bucket that somebody else has is left alone.
func TestTaken(t *testing.T) {
	f := newFake(t, as)
	var out bytes.Buffer
	s := f.session(t, &out)
	f.CreateBucket(s.bucket)
	if err := s.settle(t.Context(), "unwritten"); err == nil || !strings.Contains(err.Error(), "409") {
		t.Errorf("settle = %v, want a conflict", err)
	}
	if f.left(t) != 1 {
		t.Error("a bucket was removed that the program did not make")
	}
}

// TestNoRules: what a server has not is not asked.
func TestNoRules(t *testing.T) {
	f := newFake(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("cors") {
				w.WriteHeader(http.StatusNotImplemented)
				return
			}
			h.ServeHTTP(w, r)
		})
	})
	var out bytes.Buffer
	if err := f.session(t, &out, "cors/age-zero", "part/empty").settle(t.Context(), filepath.Join(t.TempDir(), "settled.json")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"cors/age-zero: not asked, since the server takes no CORS rules", "part/empty: right (200)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q of\n%s", want, &out)
		}
	}
}

// TestUnreachable: where nothing was sent there is no bucket to remove.
func TestUnreachable(t *testing.T) {
	f := newFake(t, as)
	f.secure.Close()
	var out bytes.Buffer
	if err := f.session(t, &out).settle(t.Context(), "unwritten"); err == nil || strings.Contains(err.Error()+out.String(), "IS LEFT") {
		t.Errorf("settle = %v, want that there is no connection\n%s", err, &out)
	}
}

// TestPlain: without TLS what needs it is not asked, and the rest is.
func TestPlain(t *testing.T) {
	f := newFake(t, as)
	name := filepath.Join(t.TempDir(), "settled.json")
	var out bytes.Buffer
	env := map[string]string{"AWS_ACCESS_KEY_ID": f.AccessKey, "AWS_SECRET_ACCESS_KEY": f.SecretKey}
	o := options{region: "us-east-1", endpoint: f.plain.URL, file: name, only: []string{"order/key-and-precondition", "part/empty"}}
	err := run(t.Context(), o, func(name string) string { return env[name] }, strings.NewReader("y\n"), &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"order/key-and-precondition: not asked, its object could not be made", "part/empty: right (200)", "send 3 requests", "Go on? [y/N]"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q of\n%s", want, &out)
		}
	}
	if file := load(t, name); len(file.Vectors) != 1 || len(hold(t, file)) > 0 {
		t.Errorf("%d vectors, want one that holds: %v", len(file.Vectors), hold(t, file))
	}
	if f.left(t) > 0 {
		t.Error("the bucket is left")
	}
}

// TestNothingSent: a dry run, and an answer that is no yes, send nothing.
func TestNothingSent(t *testing.T) {
	f := newFake(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	})
	env := map[string]string{"AWS_ACCESS_KEY_ID": f.AccessKey, "AWS_SECRET_ACCESS_KEY": secret}
	for input, o := range map[string]options{"\n": {}, "no\n": {}, "": {}, "y\n": {dryRun: true}} {
		o.region, o.endpoint = "us-east-1", f.plain.URL
		var out bytes.Buffer
		if err := run(t.Context(), o, func(name string) string { return env[name] }, strings.NewReader(input), &out); err != nil {
			t.Errorf("run with %q = %v", input, err)
		}
		if !strings.Contains(out.String(), "at list prices") || strings.Contains(out.String(), secret) {
			t.Errorf("run with %q prints\n%s", input, &out)
		}
	}
}
