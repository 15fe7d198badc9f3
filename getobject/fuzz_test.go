package getobject_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject"
)

// FuzzParseQuery checks that a query is read as package net/url reads its items, and
// that it can be written and read back.
func FuzzParseQuery(f *testing.F) {
	for _, raw := range []string{"", "&", "acl", "a=1&a=2&b", "a=%zz", "a=%2&b", "x+y=%20%2B", "=", "a==", "%ff=\xff", "a;b"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := getobject.ParseQuery(raw)
		if err != nil {
			if q != nil || !strings.Contains(raw, "%") {
				t.Errorf("ParseQuery(%q) = %v, %v, want no error without a percent sign", raw, q, err)
			}
			return
		}
		var items []string
		for _, p := range q {
			item := url.QueryEscape(p.Name)
			if p.HasValue {
				item += "=" + url.QueryEscape(p.Value)
			} else if p.Value != "" {
				t.Errorf("ParseQuery(%q) has the value %q without an equals sign", raw, p.Value)
			}
			items = append(items, item)
		}
		written := strings.Join(items, "&")
		back, err := getobject.ParseQuery(written)
		if err != nil || !sameQuery(q, back) {
			t.Errorf("ParseQuery(%q) = %v, written %q, read %v, %v", raw, q, written, back, err)
		}
		for _, p := range q {
			if got, ok := q.Get(p.Name); !ok || !strings.Contains(raw, "=") && got != "" {
				t.Errorf("ParseQuery(%q).Get(%q) = %q, %v", raw, p.Name, got, ok)
			}
		}
	})
}

// sameQuery compares but for parameters without name and value, which are nothing when
// they are written.
func sameQuery(a, b getobject.Query) bool {
	for len(a) > 0 && len(b) > 0 {
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
	return len(a) == len(b)
}

// FuzzHandler sends the parts of a request. It never panics, and each answer is one that
// HTTP can carry.
func FuzzHandler(f *testing.F) {
	for _, c := range rulings {
		header := append(append([]string{}, c.header...), "", "", "", "")
		f.Add("GET", c.target, header[0], header[1], header[2], header[3])
		f.Add("HEAD", c.target, header[0], header[1], header[2], header[3])
	}
	f.Add("PUT", "/b/k?acl", "Range", "bytes=0-", "If-Range", `"x"`)
	f.Add("GET", "/b/multi?partNumber=2&response-expires=%FC", "Authorization", "x", "", "")
	f.Add("GET", "*", "", "", "", "")
	w := newHarness(f)
	secure(w)
	f.Fuzz(func(t *testing.T, method, target, name, value, other, further string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || method == "" {
			return
		}
		r := &http.Request{Method: method, URL: u, Host: u.Host, Header: http.Header{}, Body: http.NoBody}
		r.Header[http.CanonicalHeaderKey(name)] = []string{value}
		r.Header[http.CanonicalHeaderKey(other)] = []string{further}
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r.WithContext(t.Context()))
		canonicalize(rec.Header())
		w.checkClosed(t)
		checkAnswer(t, method, rec.Code, rec.Header(), rec.Body.Len())
		if !utf8.Valid(rec.Body.Bytes()) {
			t.Errorf("%s %q: body %q is not UTF-8", method, target, rec.Body)
		}
		if rec.Code >= 400 && method != http.MethodHead {
			checkDocument(t, rec.Header(), rec.Body.String())
		}
	})
}
