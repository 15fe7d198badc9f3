package s3fake_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// Tests of what suites need that were written against other fakes; see docs/FAKE.md.

// A Server is a handler, in front of which a test puts what it likes.
func TestServeHTTP(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"b"}})
	s.Put("b", "k", s3fake.Text("hello"))
	var count atomic.Int32
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		s.ServeHTTP(w, r)
	}))
	defer front.Close()
	if r := send(front.Client(), "GET", front.URL+"/b/k"); r.status != 403 || count.Load() != 1 {
		t.Errorf("GET without a signature = %d after %d requests, want 403 after 1", r.status, count.Load())
	}
	s.Inject(s3fake.Fault{Effect: s3fake.Reset()})
	if r := send(front.Client(), "PUT", front.URL+"/b/k"); r.err == nil {
		t.Errorf("PUT with a fault = %d, want an error", r.status)
	}
	if n := len(s.Journal()); n < 2 {
		t.Errorf("the journal has %d requests, want those that came through the front", n)
	}
}

// Close ends requests that came to another server too.
func TestServeHTTPEnds(t *testing.T) {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	gate := new(s3fake.Gate)
	s.Inject(s3fake.Fault{Effect: s3fake.Stall(gate)})
	front := httptest.NewServer(s)
	defer front.Close()
	ended := make(chan got)
	go func() { ended <- send(front.Client(), "PUT", front.URL+"/b/k") }()
	if err := gate.Await(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r := <-ended; r.err == nil {
		t.Errorf("a request that stalled = %d, want an error", r.status)
	}
}

// Buckets may come by themselves while signatures are held to.
func TestAutoBuckets(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, AutoBuckets: true})
	if r := get(s, s.Presign("GET", "new", "k", time.Minute)); !strings.Contains(r.body, "NoSuchKey") {
		t.Errorf("GET in a new bucket = %d %s, want NoSuchKey", r.status, r.body)
	}
	if r := get(s, s.URL+"/new/k"); r.status != 403 {
		t.Errorf("GET without a signature = %d, want 403", r.status)
	}
	strict := s3fake.New(t, &s3fake.Options{Pipe: true})
	if r := get(strict, strict.Presign("GET", "new", "k", time.Minute)); !strings.Contains(r.body, "NoSuchBucket") {
		t.Errorf("GET in no bucket = %d %s, want NoSuchBucket", r.status, r.body)
	}
}

// What a server of a file has, the next one has.
func TestState(t *testing.T) {
	o := &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}, State: filepath.Join(t.TempDir(), "state")}
	first, err := s3fake.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	if r := send(first.Client(), "PUT", first.URL+"/b/k"); r.status != 200 {
		t.Errorf("PUT = %d %s, want 200", r.status, r.body)
	}
	if text, failed := record(func(tb *recorder) { s3fake.New(tb, o) }); !failed || !strings.Contains(text, "in use") {
		t.Errorf("a second server of the file printed %q", text)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if got := s3fake.New(t, o).Keys("b"); !slices.Equal(got, []string{"k"}) {
		t.Errorf("the next server has %q, want k", got)
	}
	both := &s3fake.Options{State: "state", Fixture: []byte("{}")}
	if text, failed := record(func(tb *recorder) { s3fake.New(tb, both) }); !failed || !strings.Contains(text, "exclude") {
		t.Errorf("a state and a fixture printed %q", text)
	}
}

func TestPutFS(t *testing.T) {
	day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"b"}})
	keys := s.PutFS("b", fstest.MapFS{"a/b.txt": {Data: []byte("hi"), ModTime: day}, "c": {}})
	if !slices.Equal(keys, s.Keys("b")) || !slices.Equal(keys, []string{"a/b.txt", "c"}) {
		t.Errorf("PutFS = %q, the bucket has %q", keys, s.Keys("b"))
	}
	if got := string(s.Content("b", "a/b.txt")); got != "hi" || !s.Info("b", "a/b.txt").LastModified.Equal(day) {
		t.Errorf("content is %q, of %v", got, s.Info("b", "a/b.txt").LastModified)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "f"), []byte("file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := s.PutFS("b", os.DirFS(dir)); !slices.Equal(got, []string{"f"}) {
		t.Errorf("PutFS of a folder = %q, want f", got)
	}
	if text, failed := record(func(tb *recorder) {
		s3fake.New(tb, &s3fake.Options{Pipe: true}).PutFS("none", os.DirFS(dir))
	}); !failed || !strings.Contains(text, "no such bucket") {
		t.Errorf("PutFS in no bucket printed %q", text)
	}
}

func TestUploads(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	r := send(s.Client(), "POST", s.URL+"/b/k?uploads")
	m := regexp.MustCompile(`<UploadId>(.*)</UploadId>`).FindStringSubmatch(r.body)
	if m == nil {
		t.Fatalf("POST ?uploads = %d %s", r.status, r.body)
	}
	for _, n := range []string{"2", "1"} {
		req, err := http.NewRequest("PUT", s.URL+"/b/k?uploadId="+m[1]+"&partNumber="+n, strings.NewReader(strings.Repeat("x", len(n))))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	got := s.Uploads("b")
	tag := `"9dd4e461268c8034f5c8564e155c67a6"` // of "x"
	if len(got) != 1 || got[0].Key != "k" || got[0].ID != m[1] || !slices.Equal(got[0].Parts, []s3fake.Part{{1, 1, tag}, {2, 1, tag}}) {
		t.Errorf("Uploads = %+v, want two parts of %s", got, m[1])
	}
	send(s.Client(), "DELETE", s.URL+"/b/k?uploadId="+m[1])
	if got := s.Uploads("b"); len(got) != 0 {
		t.Errorf("Uploads after the abort = %+v, want none", got)
	}
	if text, failed := record(func(tb *recorder) { s3fake.New(tb, nil).Uploads("none") }); !failed || !strings.Contains(text, "no such bucket") {
		t.Errorf("Uploads of no bucket printed %q", text)
	}
}

// The journal says why a write was refused.
func TestJournalOfRefusedWrite(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	send(s.Client(), "PUT", s.URL+"/b/k", "Content-MD5", "nonsense")
	for _, want := range []string{"PutObject b/k", "400", "InvalidDigest", "PUT /b/k", "\terror: "} {
		if got := s.Journal().String(); !strings.Contains(got, want) {
			t.Errorf("the journal lacks %q:\n%s", want, got)
		}
	}
}
