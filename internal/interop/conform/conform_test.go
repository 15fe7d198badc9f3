package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
)

// endpointOf serves a fake through a handler in front of it, with and without TLS.
func endpointOf(t *testing.T, front func(http.Handler) http.Handler) *endpoint {
	t.Helper()
	s := s3fake.New(t, &s3fake.Options{Pipe: true})
	plain, secure := httptest.NewServer(front(s)), httptest.NewTLSServer(front(s))
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	return &endpoint{url: plain.URL, tlsURL: secure.URL, accessKey: s.AccessKey, secretKey: s.SecretKey, region: "us-east-1"}
}

// expressible is how many vectors can be expressed through the API of a server. It falls only
// where a vector changes.
const expressible = 1818

// TestFake: each vector that can be expressed passes against a fake, and nothing stays.
func TestFake(t *testing.T) {
	if testing.Short() {
		t.Skip("sends all vectors")
	}
	e := endpointOf(t, func(h http.Handler) http.Handler { return h })
	r, err := e.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, all := r.areas()
	if all.Passed != expressible || all.Failed > 0 {
		t.Errorf("%+v, want %d passed", all, expressible)
	}
	for _, id := range r.ids {
		if o := r.outcomes[id]; o.err != nil {
			t.Error(o.err)
		} else if strings.HasPrefix(o.skipped, "the server cannot") {
			t.Errorf("%s: %s", id, o.skipped)
		}
	}
	left, err := e.client().ListBuckets(t.Context(), nil)
	if err != nil || len(left.Buckets) > 0 {
		t.Errorf("%d buckets are left, %v", len(left.Buckets), err)
	}
	var table, asJSON bytes.Buffer
	if err := r.print(&table, false, true); err != nil || !strings.Contains(table.String(), "| `range/` |") || !strings.Contains(table.String(), "not expressible: ") {
		t.Errorf("print = %v\n%.300s", err, table.String())
	}
	if err := r.print(&asJSON, true, false); err != nil || !strings.Contains(asJSON.String(), `"Passed"`) || !strings.Contains(asJSON.String(), `"passed"`) {
		t.Errorf("print = %v\n%.300s", err, asJSON.String())
	}
}

// TestWrong: what a server does wrong is told, by the vectors that show it.
func TestWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("sends all vectors")
	}
	e := endpointOf(t, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				r.Header.Del("Range") // a server that knows no ranges, not even signed ones
			}
			h.ServeHTTP(w, r)
		})
	})
	r, err := e.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := r.areas()
	if c := areas["range"]; c == nil || c.Failed < 20 {
		t.Errorf("range: %+v, want most to fail", c)
	}
	if o := r.outcomes["range/bytes-0-8-of-10"]; o.status != http.StatusForbidden || o.code != "SignatureDoesNotMatch" || !strings.HasPrefix(o.note, "status = 403") {
		t.Errorf("range/bytes-0-8-of-10: %+v, want the answer and the first difference", o)
	}
	if c := areas["head"]; c == nil || c.Failed > 0 || c.Passed == 0 {
		t.Errorf("head: %+v, want none to fail", c)
	}
}

// TestUnreachable: a server that is not there is an error, or leaves nothing passed.
func TestUnreachable(t *testing.T) {
	e := endpointOf(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
			io.WriteString(w, "no S3 here")
		})
	})
	r, err := e.run(t.Context())
	if err != nil {
		return
	}
	if _, all := r.areas(); all.Passed > 5 { // of requests that no server answers otherwise
		t.Errorf("%+v passed against a server that is none", all)
	}
}
