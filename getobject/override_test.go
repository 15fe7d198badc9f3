package getobject_test

import (
	"testing"
)

// TestOverride has each parameter that replaces a header, on GET, HEAD and a range.
func TestOverride(t *testing.T) {
	for _, c := range []struct{ query, name, want string }{
		{"response-cache-control=no-cache", "Cache-Control", "no-cache"},
		{"response-content-disposition=attachment%3B+filename%3Da", "Content-Disposition", "attachment; filename=a"},
		{"response-content-encoding=x", "Content-Encoding", "x"},
		{"response-content-language=fr", "Content-Language", "fr"},
		{"response-content-type=text/html", "Content-Type", "text/html"},
		{"response-expires=dummy+%2B+one", "Expires", "dummy + one"},
		{"response-expires=1&response-expires=1", "Expires", "1"},
		{"response-content-type=", "Content-Type", ""},
		{"response-content-language=%C3%BC", "Content-Language", "\xfc"},
		{"response-content-language=a%C2%A0b%C3%BF", "Content-Language", "a\xa0b\xff"},
		{"response-expires=1", "Content-Type", "text/plain"},
		{"response-expires=1", "Cache-Control", "max-age=60"},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			for want, header := range map[int][]string{200: signed, 206: append([]string{"Range", "bytes=1-2"}, signed...)} {
				rec := newHarness(t).ask(t, method, "/b/described?"+c.query, header...)
				got, ok := rec.Header()[c.name]
				if rec.Code != want || !ok || got[0] != c.want {
					t.Errorf("%s ?%s = %d, %s %q, want %d, %q", method, c.query, rec.Code, c.name, got, want, c.want)
				}
			}
		}
	}
}

// TestOverrideRejects has values that no header carries.
func TestOverrideRejects(t *testing.T) {
	for _, value := range []string{"%E2%82%AC", "%00", "a%0D%0Ab", "%09", "%7F", "%FF", "%EF%BF%BD", "%C4%80"} {
		for _, query := range []string{"response-expires=" + value, "response-content-language=x&response-expires=" + value} {
			rec := newHarness(t).get(t, "/b/k?"+query, signed...)
			if rec.Code != 400 {
				t.Errorf("GET ?%s = %d, want 400", query, rec.Code)
			}
		}
	}
}

// TestOverrideSigned checks what counts as a signature without an Authenticator, and
// that nothing but an identity does with one.
func TestOverrideSigned(t *testing.T) {
	for _, c := range []struct {
		query  string
		header []string
		person *person
		want   int
	}{
		{"", nil, nil, 400},
		{"", []string{"Authorization", ""}, nil, 400},
		{"", signed, nil, 200},
		{"&X-Amz-Algorithm=AWS4-HMAC-SHA256", nil, nil, 200},
		{"&Signature=x", nil, nil, 200},
		{"", signed, &person{}, 400},
		{"", nil, &person{Account: owner}, 200},
	} {
		w := newHarness(t)
		if c.person != nil {
			w.Authenticator = c.person
		}
		rec := w.get(t, "/b/k?response-expires=1"+c.query, c.header...)
		if rec.Code != c.want {
			t.Errorf("GET ?response-expires=1%s %q as %+v = %d, want %d", c.query, c.header, c.person, rec.Code, c.want)
		}
	}
}

// TestOverrideNotOn304 checks that a 304 has no overridden header.
func TestOverrideNotOn304(t *testing.T) {
	rec := newHarness(t).get(t, "/b/described?response-cache-control=x&response-expires=x", append([]string{"If-None-Match", "*"}, signed...)...)
	if got := rec.Header().Get("Cache-Control") + "," + rec.Header().Get("Expires"); rec.Code != 304 || got != "max-age=60,never" {
		t.Errorf("GET = %d with %q, want 304 with what is stored", rec.Code, got)
	}
}
