package getobject_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
)

// TestBlanksAroundValues: over HTTP/2 a field value with a blank at its end makes the whole
// response malformed (RFC 9113 §8.2.1). Over HTTP/1.1 net/http takes them away.
func TestBlanksAroundValues(t *testing.T) {
	w := newHarness(t)
	w.broken("b/k").info = tells(func(i *store.Info) {
		i.ContentType, i.CacheControl = "text/plain\n", " no-cache" // a control character is sent as a blank
		i.Metadata = []store.Metadata{{Name: "m", Value: " blank "}}
	})
	s := httptest.NewUnstartedServer(w.Handler)
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	for _, target := range []string{"/b/k", "/b/k?response-content-type=+text/plain+"} {
		r := newRequest("GET", s.URL+target, signed...)
		r.RequestURI = ""
		resp, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		for name, lines := range resp.Header {
			for _, line := range lines {
				if strings.Trim(line, " \t") != line {
					t.Errorf("%s %s: %s: %q, want no blanks at the ends", resp.Proto, target, name, line)
				}
			}
		}
	}
}
