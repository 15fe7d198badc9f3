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

// FuzzResolve checks that no byte of a path is lost and that no host but one of S3
// names anything.
func FuzzResolve(f *testing.F) {
	for _, a := range addresses {
		f.Add(a.host, "/x/y")
	}
	f.Add("b.example.com:1", "//")
	f.Add(".example.com", "")
	f.Add("[::1", "k")
	f.Fuzz(func(t *testing.T, host, path string) {
		got := getobject.Addressing{Domains: []string{"example.com"}}.Resolve(host, path)
		rest := strings.TrimPrefix(path, "/")
		pathStyle := got.Bucket + "/" + got.Key
		if got.Key != rest && pathStyle != rest && pathStyle != rest+"/" {
			t.Errorf("Resolve(%q, %q) = %+v, which loses some of the path", host, path, got)
		}
		if got.AccessPoint != "" && got.Bucket != "" {
			t.Errorf("Resolve(%q, %q) = %+v, want a bucket or an access point", host, path, got)
		}
		lower := strings.ToLower(host)
		if !strings.Contains(lower, "amazonaws.com") && (got.Endpoint != getobject.General || got.Region != "") {
			t.Errorf("Resolve(%q, %q) = %+v, want no endpoint of Amazon's", host, path, got)
		}
		if again := (getobject.Addressing{Domains: []string{"example.com"}}).Resolve(lower, path); again != got {
			t.Errorf("Resolve(%q, %q) = %+v, in lower case %+v", host, path, got, again)
		}
	})
}

// FuzzEncodeText checks that what a header says decodes to the text.
func FuzzEncodeText(f *testing.F) {
	for _, s := range []string{"", "plain", "ü", "日本語", "a=b_c?ü", "\xff\x00", "=?UTF-8?Q?x?=", "a ü b ü", strings.Repeat("é", 100), "😀\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkEncoded(t, s, getobject.EncodeText(s))
	})
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
	w := newWorld(f)
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
		w.shelf.checkClosed(t)
		checkAnswer(t, method, rec.Code, rec.Header(), rec.Body.Len())
		if !utf8.Valid(rec.Body.Bytes()) {
			t.Errorf("%s %q: body %q is not UTF-8", method, target, rec.Body)
		}
		if rec.Code >= 400 && method != http.MethodHead {
			checkDocument(t, rec.Header(), rec.Body.String())
		}
	})
}
