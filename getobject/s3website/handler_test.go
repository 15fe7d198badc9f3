package s3website_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// state has websites of every kind. Anybody may read them, but for the bucket "private".
const state = `{
	"principals": [{"name": "owner", "accessKey": "AKIDOWNER", "secretKey": "s", "actions": ["*"]}],
	"anonymous": ["s3:GetObject"],
	"buckets": [
		{"name": "site", "website": {"index": "index.html", "error": "error.html", "rules": [
			{"prefix": "docs/", "replaceKeyPrefixWith": "documents/"},
			{"prefix": "gone/", "status": 404, "host": "archive.example.com", "protocol": "https", "redirectStatus": 302},
			{"prefix": "one", "replaceKeyWith": "other page.html"}
		]}, "cors": [{"allowedOrigins": ["https://a.example"], "allowedMethods": ["GET"]}],
		"objects": [
			{"key": "index.html", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "<h1>home</h1>"}, "contentType": "text/html", "metadata": {"a": "b"}},
			{"key": "error.html", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "<h1>sorry</h1>"}, "contentType": "text/html"},
			{"key": "photos/index.html", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "photos"}},
			{"key": "a b+%/index.html", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "odd"}},
			{"key": "gone/there", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "there"}},
			{"key": "moved", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "x"}, "websiteRedirectLocation": "/photos/"},
			{"key": "archived", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "x"}, "storageClass": "GLACIER"}
		]},
		{"name": "bare", "website": {"index": "index.html"}, "objects": [{"key": "a", "lastModified": "2026-01-02T03:04:05Z"}]},
		{"name": "lost", "website": {"index": "i", "error": "none.html"}, "objects": [{"key": "a", "lastModified": "2026-01-02T03:04:05Z"}]},
		{"name": "all", "website": {"redirectAll": {"host": "example.net", "protocol": "https"}}},
		{"name": "none", "objects": [{"key": "index.html", "lastModified": "2026-01-02T03:04:05Z"}]}
	]
}`

// serve returns a handler of the state, with ids that do not change.
func serve(t testing.TB, listed bool) *s3website.Handler {
	t.Helper()
	f, err := fixture.Load([]byte(state))
	if err != nil {
		t.Fatal(err)
	}
	h := f.Handler()
	if listed { // a missing key is told of to those who may list
		h.Authorizer = getobject.AllowAll{}
	}
	h.NewIDs = func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "ID", Host: "HOST"} }
	return &s3website.Handler{Objects: h}
}

// get sends a request to the website of a bucket.
func get(h http.Handler, method, bucket, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = bucket + ".s3-website-us-east-1.amazonaws.com"
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// show returns status, a field and the body of an answer.
func show(r *http.Response, field string) string {
	body, _ := io.ReadAll(r.Body)
	value := ""
	for name, lines := range r.Header {
		if strings.EqualFold(name, field) {
			value = strings.Join(lines, ", ")
		}
	}
	return fmt.Sprint(r.StatusCode, " ", value, " ", string(body))
}

// TestWebsite has what the pages of the user guide say of each request.
func TestWebsite(t *testing.T) {
	const host = "http://site.s3-website-us-east-1.amazonaws.com/"
	for _, c := range []struct {
		method, bucket, target, field, want string
	}{
		// Configuring an index document.
		{"GET", "site", "/", "Content-Type", "200 text/html <h1>home</h1>"},
		{"GET", "site", "/?x=1", "x-amz-meta-a", "200 b <h1>home</h1>"},
		{"HEAD", "site", "/", "Content-Length", "200 13 "},
		{"GET", "site", "/photos/", "", "200  photos"},
		{"GET", "site", "/photos/index.html", "", "200  photos"},
		{"GET", "site", "/photos", "Location", "302 /photos/ " + page("302 Found", "Found", "Resource Found")},
		{"HEAD", "site", "/photos", "x-amz-error-code", "302 Found "},
		{"GET", "site", "/a%20b+%25", "Location", "302 /a b+%25/ " + page("302 Found", "Found", "Resource Found")},

		// Configuring a custom error document.
		{"GET", "site", "/missing", "x-amz-error-code", "404 NoSuchKey <h1>sorry</h1>"},
		{"GET", "site", "/missing", "x-amz-error-detail-Key", "404 missing <h1>sorry</h1>"},
		{"GET", "site", "/missing/", "x-amz-error-detail-Key", "404 missing/index.html <h1>sorry</h1>"},
		{"HEAD", "site", "/missing", "x-amz-error-message", "404 The specified key does not exist. "},
		{"GET", "site", "/archived", "x-amz-error-code", "403 InvalidObjectState <h1>sorry</h1>"},
		{"GET", "bare", "/missing", "Content-Type", "404 text/html; charset=utf-8 " + page("404 Not Found", "NoSuchKey", "The specified key does not exist.", "Key", "missing")},
		{"GET", "bare", "/%3Cb%3E", "", "404  " + page("404 Not Found", "NoSuchKey", "The specified key does not exist.", "Key", "&lt;b&gt;")},
		{"GET", "lost", "/missing", "", "404  " + strings.Replace(page("404 Not Found", "NoSuchKey", "The specified key does not exist.", "Key", "missing"), "<hr/>",
			"<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: none.html</li>\n</ul>\n<hr/>", 1)},

		// Configuring a webpage redirect.
		{"GET", "all", "/a%20b?c=d", "Location", "301 https://example.net/a%20b?c=d "},
		{"HEAD", "all", "/", "Content-Length", "301 0 "},
		{"GET", "site", "/docs/a%20b?c", "Location", "301 " + host + "documents/a%20b?c "},
		{"GET", "site", "/gone/a", "Location", "302 https://archive.example.com/gone/a "},
		{"GET", "site", "/gone/there", "Location", "200  there"},
		{"GET", "site", "/one?c", "Location", "301 " + host + "other%20page.html "},
		{"GET", "site", "/moved", "Location", "301 /photos/ "},
		{"HEAD", "site", "/moved", "Location", "301 /photos/ "},

		// Key differences between a website endpoint and a REST API endpoint.
		{"PUT", "site", "/", "Allow", "405 GET, HEAD " + page("405 Method Not Allowed", "MethodNotAllowed", "The specified method is not allowed against this resource.", "Method", "PUT", "ResourceType", "OBJECT")},
		{"GET", "none", "/", "", "404  " + page("404 Not Found", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration", "BucketName", "none")},
		{"GET", "nobody", "/", "", "404  " + page("404 Not Found", "NoSuchBucket", "The specified bucket does not exist", "BucketName", "nobody")},
	} {
		if got := show(get(serve(t, true), c.method, c.bucket, c.target), c.field); got != c.want {
			t.Errorf("%s %s of %s:\n got %s\nwant %s", c.method, c.target, c.bucket, got, c.want)
		}
	}
}

// page is the page of an error.
func page(title, code, message string, details ...string) string {
	s := "<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n<li>Code: " + code + "</li>\n<li>Message: " + message + "</li>\n"
	for i := 0; i < len(details); i += 2 {
		s += "<li>" + details[i] + ": " + details[i+1] + "</li>\n"
	}
	return s + "<li>RequestId: ID</li>\n<li>HostId: HOST</li>\n</ul>\n<hr/>\n</body>\n</html>\n"
}

// TestRead: ranges, preconditions and CORS are those of any read.
func TestRead(t *testing.T) {
	h := serve(t, true)
	_, tag, _ := strings.Cut(show(get(h, "HEAD", "site", "/"), "ETag"), " ")
	tag = strings.TrimSpace(tag)
	for _, c := range []struct {
		header      [2]string
		field, want string
	}{
		{[2]string{"Range", "bytes=1-2"}, "Content-Range", "206 bytes 1-2/13 h1"},
		{[2]string{"Range", "bytes=99-"}, "x-amz-error-code", "416 InvalidRange <h1>sorry</h1>"},
		{[2]string{"If-None-Match", tag}, "ETag", "304 " + tag + " "},
		{[2]string{"If-Match", `"x"`}, "x-amz-error-code", "412 PreconditionFailed <h1>sorry</h1>"},
		{[2]string{"Origin", "https://a.example"}, "Access-Control-Allow-Origin", "200 https://a.example <h1>home</h1>"},
		{[2]string{"Authorization", "AWS4-HMAC-SHA256 nonsense"}, "", "200  <h1>home</h1>"},
		{[2]string{"X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256"}, "", "200  <h1>home</h1>"},
	} {
		if got := show(get(h, "GET", "site", "/", c.header[0], c.header[1]), c.field); got != c.want {
			t.Errorf("%s: got %s, want %s", c.header, got, c.want)
		}
	}
}

// TestPrivate: without the right to list nobody is told that a key is missing, and an index
// document is found all the same.
func TestPrivate(t *testing.T) {
	h := serve(t, false)
	if got := show(get(h, "GET", "site", "/missing"), "x-amz-error-code"); got != "403 AccessDenied <h1>sorry</h1>" {
		t.Errorf("a missing key: %s, want 403", got)
	}
	if got := get(h, "GET", "site", "/photos"); got.StatusCode != 302 {
		t.Errorf("a folder without its slash: %d, want 302", got.StatusCode)
	}
	h.Objects.Authorizer = nil
	if got := show(get(h, "GET", "site", "/"), "Content-Type"); !strings.Contains(got, "403 text/html; charset=utf-8") ||
		!strings.Contains(got, "Attempting to Retrieve a Custom Error Document") {
		t.Errorf("a private website: %s, want two refusals", got)
	}
}

// TestOthers: requests to other hosts, and preflight requests, are the other handler's.
func TestOthers(t *testing.T) {
	h := serve(t, true)
	r := httptest.NewRequest("GET", "http://s3.amazonaws.com/site/missing", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 404 || !strings.HasPrefix(w.Body.String(), "<?xml") {
		t.Errorf("GET of the other endpoint: %d %s, want a document of XML", w.Code, w.Body)
	}
	preflight := get(h, "OPTIONS", "site", "/", "Origin", "https://a.example", "Access-Control-Request-Method", "GET")
	if got := show(preflight, "Access-Control-Allow-Methods"); got != "200 GET " {
		t.Errorf("preflight: %s, want 200 GET", got)
	}
}

// TestRecord: the hooks are told of every visit.
func TestRecord(t *testing.T) {
	h := serve(t, true)
	var got []string
	h.Objects.Done = func(r getobject.Record) {
		got = append(got, fmt.Sprint(r.Operation, " ", r.Bucket, "/", r.Key, " ", r.Status, " ", r.Bytes, " ", r.Rule))
	}
	for _, key := range []string{"", "missing", "photos", "docs/a", "moved"} {
		get(h, "GET", "site", "/"+key)
	}
	get(h, "GET", "all", "/")
	get(h, "GET", "none", "/")
	want := []string{
		"Website site/ 200 13 window/whole", "Website site/missing 404 14 website/error-document",
		"Website site/photos 302 203 website/slash", "Website site/docs/a 301 0 website/route",
		"Website site/moved 301 0 website/redirect-location", "Website all/ 301 0 website/redirect-all",
		"Website none/ 404 302 website/no-configuration",
	}
	for r := range s3website.Rules() {
		if !strings.Contains(fmt.Sprint(got), r.ID) {
			t.Errorf("no record has the rule %s", r.ID)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("records:\n got %q\nwant %q", got, want)
	}
}

// TestBroken: a body that fails after the status aborts the connection.
func TestBroken(t *testing.T) {
	h := serve(t, true)
	h.Objects.Store = faultstore.New(h.Objects.Store, faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(3, errors.New("broken"))})
	server := httptest.NewServer(h)
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: site.s3-website-us-east-1.amazonaws.com\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil { // the few bytes that were written were not yet sent
		return
	}
	if body, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("body %q whole, want an aborted connection", body)
	}
}

// TestStoreFails: a store that fails is told as a page, and nothing of its error.
func TestStoreFails(t *testing.T) {
	h := serve(t, true)
	h.Objects.Store = failing{h.Objects.Store}
	if got := show(get(h, "GET", "site", "/"), ""); !strings.HasPrefix(got, "500  <html>") || strings.Contains(got, "secret") {
		t.Errorf("a store that fails: %s, want a page of 500 without its error", got)
	}
}

type failing struct{ store.Store }

func (failing) Bucket(context.Context, string) (*store.Bucket, error) {
	return nil, errors.New("a secret")
}

// FuzzTarget: no target makes the handler panic, or a location with a line break.
func FuzzTarget(f *testing.F) {
	for _, target := range []string{"/", "/photos", "/docs/%0d%0aa", "/%", "//", "/a?b", "/%ff"} {
		f.Add(target)
	}
	h := serve(f, true)
	f.Fuzz(func(t *testing.T, target string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + target + " HTTP/1.1\r\nHost: site.s3-website-us-east-1.amazonaws.com\r\n\r\n")))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		for name, lines := range w.Header() {
			for _, line := range lines {
				if strings.ContainsAny(line, "\r\n") {
					t.Errorf("%q: %s: %q", target, name, line)
				}
			}
		}
	})
}
