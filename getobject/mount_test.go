package getobject_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// TestPrefix mounts a handler under a path, which keys and buckets do not have.
func TestPrefix(t *testing.T) {
	for _, c := range []struct {
		prefix, target string
		status         int
		rule           *rule.Rule
	}{
		{"", "/b/k", 200, rule.Whole},
		{"/s3", "/s3/b/k", 200, rule.Whole},
		{"/s3/v1", "/s3/v1/b/k", 200, rule.Whole},
		{"/s3", "http://b.s3.amazonaws.com/s3/k", 200, rule.Whole},
		{"/s3", "/s3/b//k", 404, rule.NoSuchKey},
		{"/s3", "/b/k", 400, rule.OutsidePrefix},
		{"/s3", "/s3b/k", 400, rule.OutsidePrefix},
		{"/s3", "/S3/b/k", 400, rule.OutsidePrefix},
		{"/s3", "/s3", 501, rule.NoKey},
		{"/s3", "/s3/", 501, rule.NoKey},
		{"/s3", "/%733/b/k", 200, rule.Whole},
	} {
		w := newHarness(t)
		w.Prefix = c.prefix
		if rec := w.get(t, c.target); rec.Code != c.status || w.last.Rule != c.rule {
			t.Errorf("GET %s under %q = %d by %v, want %d by %v", c.target, c.prefix, rec.Code, w.last.Rule, c.status, c.rule)
		}
	}
}

// TestPrefixKeepsSignedPath: what is signed is the path as it was sent.
func TestPrefixKeepsSignedPath(t *testing.T) {
	r, err := getobject.Parse(newRequest("GET", "/s3/b/a%20b"), getobject.ParseOptions{Prefix: "/s3"})
	if err != nil || r.Wire.Path != "/s3/b/a%20b" || r.Bucket != "b" || r.Key != "a b" {
		t.Errorf("Parse = %+v, %v, want the prefix in the path and not in the key", r, err)
	}
}

// TestPrefixAndNext: what is not under the prefix is for the next handler.
func TestPrefixAndNext(t *testing.T) {
	w := newHarness(t)
	w.Prefix = "/s3"
	w.Next = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	for target, want := range map[string]int{"/s3/b/k": 200, "/metrics": 418, "/s3/b?list-type=2": 418} {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, newRequest("GET", target))
		if rec.Code != want {
			t.Errorf("GET %s = %d, want %d", target, rec.Code, want)
		}
	}
}

// TestHandlerIsCopyable: a copy of a handler serves like the handler.
func TestHandlerIsCopyable(t *testing.T) {
	w := newHarness(t)
	first := *w.Handler
	second := first
	second.Prefix = "/s3"
	for target, h := range map[string]*getobject.Handler{"/b/k": &first, "/s3/b/k": &second} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest("GET", target))
		if rec.Code != 200 {
			t.Errorf("GET %s = %d, want 200", target, rec.Code)
		}
	}
}

// TestServerField: every answer has the field, if the handler has a text for it.
func TestServerField(t *testing.T) {
	w := newHarness(t)
	for _, server := range []string{"", "AmazonS3"} {
		w.Handler.Server = server
		for _, target := range []string{"/b/k", "/b/nothing", "/nowhere/k"} {
			if got := w.get(t, target).Header().Get("Server"); got != server {
				t.Errorf("GET %s has Server %q, want %q", target, got, server)
			}
		}
	}
}
