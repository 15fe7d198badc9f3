package getobjecttest_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

const fixture = `{
  "principals": [
    {"name": "owner", "accessKey": "AKIDOWNER", "secretKey": "owner-secret", "actions": ["*"]},
    {"name": "temp", "accessKey": "ASIATEMP", "secretKey": "temp-secret", "sessionToken": "TOKEN", "actions": ["*"]}
  ],
  "buckets": [
    {"name": "b", "objects": [
      {"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "0123456789"}},
      {"key": "versions", "versions": [
        {"versionId": "marker", "deleteMarker": true},
        {"versionId": "new", "content": {"base64": "bmV3"}},
        {"content": {"text": "null"}}]},
      {"key": "size", "content": {"size": 300}}]},
    {"name": "far", "region": "eu-west-1"}]
}`

const notFound = "HTTP/1.1 404 Not Found\r\nContent-Type: application/xml\r\n\r\n" +
	`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
	"<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>x</Key></Error>"

// A change says what a response differs in, as old and new text, and what Run reports.
type change struct {
	name, old, new string
	want           []string
}

// testChanges runs v against response with each change made to it. The unchanged
// response must pass.
func testChanges(t *testing.T, v vectors.Vector, response string, changes []change) {
	t.Helper()
	if _, err := run(t, fixture, response, v); err != nil {
		t.Errorf("%s: Run = %v, want nil", v.ID, err)
	}
	for _, c := range changes {
		if !strings.Contains(response, c.old) {
			t.Errorf("%s: %s: the response has no %q", v.ID, c.name, c.old)
		}
		_, err := run(t, fixture, strings.Replace(response, c.old, c.new, 1), v)
		if diff := cmp.Diff(c.want, whats(err)); diff != "" {
			t.Errorf("%s: %s: Run = %v; what differs (-want +got):\n%s", v.ID, c.name, err, diff)
		}
	}
}

// TestRunBody has a change for each check of a response with a body.
func TestRunBody(t *testing.T) {
	v := vectors.Vector{
		ID:      "test/range",
		Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{
			Status:    206,
			Headers:   map[string]string{"ETag": `"x"`, "x-amz-request-id": "*", "x-amz-id-2": "/[a-z]+/"},
			Absent:    []string{"Expires"},
			BodyRange: vectors.BodyRange{Kind: vectors.Part, First: 2, Last: 5},
		},
	}
	response := "HTTP/1.1 206 Partial Content\r\nETag: \"x\"\r\nx-amz-request-id: 1\r\n" +
		"x-amz-id-2: abc\r\nContent-Length: 4\r\n\r\n2345"
	testChanges(t, v, response, []change{
		{"status", "206", "200", []string{"status"}},
		{"other value", `"x"`, `"y"`, []string{"header ETag"}},
		{"case of a name", "ETag", "etag", []string{"name of header ETag"}},
		{"no header", "ETag: \"x\"\r\n", "", []string{"header ETag"}},
		{"header twice", "ETag: \"x\"\r\n", "ETag: \"x\"\r\nETag: \"x\"\r\n", []string{"header ETag"}},
		{"empty header", "id: 1", "id: ", []string{"header x-amz-request-id"}},
		{"no match", "abc", "ab1", []string{"header x-amz-id-2"}},
		{"not absent", "ETag", "Expires: 0\r\nETag", []string{"header Expires"}},
		{"other bytes", "2345", "2346", []string{"body"}},
		{"short", "Length: 4\r\n\r\n2345", "Length: 3\r\n\r\n234", []string{"body"}},
		{"cut off", "2345", "234", []string{"body", "body", "Content-Length"}},
		{"extra", "2345", "23456", []string{"after the response"}},
		{"no length", "Content-Length: 4\r\n", "", []string{"Content-Length"}},
		{"chunked", "Content-Length: 4\r\n\r\n2345", "Transfer-Encoding: chunked\r\n\r\n4\r\n2345\r\n0\r\n\r\n", []string{"Content-Length"}},
	})
}

// TestRunDocument has a change for each check of an error document.
func TestRunDocument(t *testing.T) {
	v := vectors.Vector{
		ID:      "test/missing",
		Request: vectors.Request{Method: "GET", Bucket: "b", Key: "x"},
		Expect: vectors.Expect{
			Status:     404,
			Error:      map[string]string{"Code": "NoSuchKey", "Key": "*"},
			ErrorOrder: []string{"Code", "Message", "Key"},
		},
	}
	shape := []string{"error document"}
	testChanges(t, v, notFound, []change{
		{"text", "NoSuchKey", "NoSuchBucket", []string{"error Code"}},
		{"blank in a text", "NoSuchKey", "NoSuchKey ", []string{"error Code"}},
		{"empty", "<Key>x</Key>", "<Key></Key>", []string{"error Key"}},
		{"missing", "<Key>x</Key>", "", []string{"error Key", "error elements"}},
		{"twice", "<Key>", "<Key>y</Key><Key>", []string{"error Key", "error elements"}},
		{"one more", "</Error>", "<RequestId>1</RequestId></Error>", []string{"error elements"}},
		{"order", "<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>",
			"<Message>The specified key does not exist.</Message><Code>NoSuchKey</Code>", []string{"error elements"}},
		{"nested", "<Key>x</Key>", "<Key><Name>x</Name></Key>", shape},
		{"attribute", "<Key>", `<Key a="b">`, shape},
		{"blank between", "</Code>", "</Code>\n", shape},
		{"namespace", "<Error>", `<Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`, shape},
		{"declaration", "UTF-8", "utf-8", shape},
		{"no line break", "?>\n", "?>", shape},
		{"line break at the end", "</Error>", "</Error>\n", shape},
		{"not closed", "</Error>", "", shape},
		{"element not closed", "</Key>", "", shape},
		{"no document", notFound[strings.Index(notFound, "<?xml"):], "", shape},
	})
}

// TestRunPreflight holds that the answer to OPTIONS has no content and says so, and that
// its refusal is a document.
func TestRunPreflight(t *testing.T) {
	v := vectors.Vector{ID: "test/preflight", Request: vectors.Request{Method: "OPTIONS", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 200, BodyRange: vectors.BodyRange{Kind: vectors.None}}}
	testChanges(t, v, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", []change{
		{"body", "0\r\n\r\n", "1\r\n\r\n0", []string{"body"}},
		{"chunked", "Content-Length: 0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", []string{"Content-Length"}},
		{"refused", "200", "403", []string{"status", "error document"}},
	})
	v.Request.Key = "x"
	v.Expect = vectors.Expect{Status: 404, Error: map[string]string{"Code": "NoSuchKey"}}
	testChanges(t, v, notFound, []change{
		{"text", "NoSuchKey", "NoSuchBucket", []string{"error Code"}},
		{"no document", notFound[strings.Index(notFound, "<?xml"):], "", []string{"error document"}},
	})
}

// TestRunWithoutBody holds that HEAD and 304 have none, and that an expected error needs
// a document.
func TestRunWithoutBody(t *testing.T) {
	none := vectors.BodyRange{Kind: vectors.None}
	v := vectors.Vector{ID: "test/head", Request: vectors.Request{Method: "HEAD", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 200, BodyRange: none}}
	testChanges(t, v, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", []change{
		{"body", "10\r\n\r\n", "10\r\n\r\n0123456789", []string{"after the response"}},
	})
	v = vectors.Vector{ID: "test/304", Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 304, BodyRange: none}}
	testChanges(t, v, "HTTP/1.1 304 Not Modified\r\n\r\n", []change{
		{"body", "\r\n\r\n", "\r\n\r\nx", []string{"after the response"}},
		{"error instead", "304", "404", []string{"status", "error document"}},
	})
	v = vectors.Vector{ID: "test/200", Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 403, Error: map[string]string{"Code": "AccessDenied"}}}
	_, err := run(t, fixture, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", v)
	if diff := cmp.Diff([]string{"status", "error document"}, whats(err)); diff != "" {
		t.Errorf("200 for 403: Run = %v; what differs (-want +got):\n%s", err, diff)
	}
}

// TestRunOpen holds that a server that does not close is found out, in a second.
func TestRunOpen(t *testing.T) {
	s := &script{response: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", stay: true}
	v := vectors.Vector{ID: "test/open", Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 200}}
	target := getobjecttest.Target{Addr: s.start(t)}
	err := getobjecttest.Run(context.Background(), target, vectors.File{Fixture: []byte(fixture)}, v)
	if diff := cmp.Diff([]string{"connection"}, whats(err)); diff != "" {
		t.Errorf("Run = %v; what differs (-want +got):\n%s", err, diff)
	}
}

// TestRunContent compares with contents of all forms.
func TestRunContent(t *testing.T) {
	tests := []struct{ key, version, want string }{
		{"k", "", "0123456789"},
		{"k", "null", "0123456789"},
		{"versions", "new", "new"},
		{"versions", "null", "null"},
		{"size", "", "\xf9\xfa\x00\x01"},
	}
	for _, tt := range tests {
		v := vectors.Vector{ID: "test/content", Request: vectors.Request{Method: "GET", Bucket: "b", Key: tt.key},
			Expect: vectors.Expect{Status: 200, BodyRange: vectors.BodyRange{Kind: vectors.Whole}}}
		if tt.version != "" {
			v.Request.Query = []vectors.Item{{Name: "versionId", Value: tt.version}}
		}
		if tt.key == "size" {
			v.Expect.BodyRange = vectors.BodyRange{Kind: vectors.Part, First: 249, Last: 252}
		}
		got, err := getobjecttest.Body(vectors.File{Fixture: []byte(fixture)}, v)
		if string(got) != tt.want || err != nil {
			t.Errorf("content of %q %q = %q, %v; want %q", tt.key, tt.version, got, err, tt.want)
		}
	}
}

// TestRunNoAnswer has what ends in an error that is no mismatch.
func TestRunNoAnswer(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
	get := vectors.Request{Method: "GET", Bucket: "b", Key: "k"}
	with := func(change func(*vectors.Request)) vectors.Request { r := get; change(&r); return r }
	tests := []struct {
		name, fixture, response string
		request                 vectors.Request
		want                    string
	}{
		{"no HTTP", fixture, "hello\r\n", get, "reading the response"},
		{"nothing", fixture, "", get, "reading the response"},
		{"fixture", `[]`, ok, get, "fixture of test"},
		{"principal", fixture, ok, with(func(r *vectors.Request) { r.As = "nobody" }), `no principal "nobody"`},
		{"TLS", fixture, ok, with(func(r *vectors.Request) { r.TLS = true }), "no TLSAddr"},
		{"bucket", fixture, ok, with(func(r *vectors.Request) { r.Bucket = "c" }), `no object "k" in bucket "c"`},
		{"marker", fixture, ok, with(func(r *vectors.Request) { r.Key = "versions" }), "delete marker"},
		{"version", fixture, ok, with(func(r *vectors.Request) {
			r.Query = []vectors.Item{{Name: "versionId", Value: "x"}}
		}), `no version "x"`},
		{"drop", fixture, ok, with(func(r *vectors.Request) {
			r.As, r.Sign = "owner", &vectors.Sign{Drop: []string{"Range"}}
		}), "sign.drop"},
		{"replace", fixture, ok, with(func(r *vectors.Request) {
			r.As, r.Sign = "owner", &vectors.Sign{Replace: []vectors.Line{{Name: "Range"}}}
		}), "sign.replace"},
		{"placeholder", fixture, ok, with(func(r *vectors.Request) {
			r.Headers = []vectors.Line{{Name: "Date", Value: "{{then}}"}}
		}), "placeholder"},
	}
	for _, tt := range tests {
		v := vectors.Vector{ID: "test/" + tt.name, Request: tt.request,
			Expect: vectors.Expect{Status: 200, BodyRange: vectors.BodyRange{Kind: vectors.Whole}}}
		_, err := run(t, tt.fixture, tt.response, v)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), v.ID) {
			t.Errorf("%s: Run = %v, want an error with %q and the id", tt.name, err, tt.want)
		}
	}
}

// TestRunCancelled holds that the context ends an exchange with a silent server.
func TestRunCancelled(t *testing.T) {
	s := &script{stay: true}
	v := vectors.Vector{ID: "test/silent", Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k"}}
	target := getobjecttest.Target{Addr: s.start(t)}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-s.requests; cancel() }()
	start := time.Now()
	err := getobjecttest.Run(ctx, target, vectors.File{Fixture: []byte(fixture)}, v)
	if err == nil || time.Since(start) > 10*time.Second {
		t.Errorf("Run = %v after %v, want an error at once", err, time.Since(start))
	}
}

// TestRunTLS sends over TLS what asks for it, to a server that it can verify.
func TestRunTLS(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Host", r.Host)
	}))
	defer s.Close()
	addr := s.Listener.Addr().String()
	v := vectors.Vector{ID: "test/tls", Request: vectors.Request{Method: "GET", Bucket: "b", Key: "k", TLS: true},
		Expect: vectors.Expect{Status: 200, Headers: map[string]string{"X-Host": addr}}}
	file := vectors.File{Fixture: []byte(fixture)}
	trusting := getobjecttest.Target{TLSAddr: addr, TLS: s.Client().Transport.(*http.Transport).TLSClientConfig}
	if err := getobjecttest.Run(context.Background(), trusting, file, v); err != nil {
		t.Errorf("Run = %v, want nil", err)
	}
	s.Config.ErrorLog = quiet
	if err := getobjecttest.Run(context.Background(), getobjecttest.Target{TLSAddr: addr}, file, v); err == nil {
		t.Error("Run with an unknown certificate = nil, want an error")
	}
}

// FuzzDocument holds that a document that is accepted is one that S3 could have written:
// it begins and ends as all do, and every name stands in it as a tag.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(notFound[strings.Index(notFound, "<?xml"):]))
	f.Add([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error></Error>"))
	f.Add([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><a>&amp;</a><!----></Error>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := getobjecttest.ParseDocument(body)
		if err != nil {
			return
		}
		if !strings.HasPrefix(string(body), "<?xml ") || !strings.HasSuffix(string(body), "</Error>") {
			t.Errorf("ParseDocument(%q) = %q", body, list)
		}
		for i := 0; i < len(list); i += 2 {
			if !strings.Contains(string(body), "<"+list[i]) {
				t.Errorf("ParseDocument(%q) has %q", body, list[i])
			}
		}
	})
}

// TestRunSpelling: names are spelled as S3 does, in lower case from a directory bucket, or
// any way if the target says so.
func TestRunSpelling(t *testing.T) {
	v := vectors.Vector{ID: "test/spelling", Request: vectors.Request{Method: "HEAD", Bucket: "b", Key: "k"},
		Expect: vectors.Expect{Status: 200, Headers: map[string]string{"ETag": `"x"`, "x-amz-meta-a": "1"}}}
	const canonical = "HTTP/1.1 200 OK\r\nEtag: \"x\"\r\nX-Amz-Meta-A: 1\r\nContent-Length: 10\r\n\r\n"
	directory := strings.Replace(fixture, `"name": "b",`, `"name": "b", "type": "directory",`, 1)
	for _, c := range []struct {
		fixture, response string
		ignore            bool
		want              []string
	}{
		{fixture, canonical, false, []string{"name of header ETag", "name of header x-amz-meta-a"}},
		{fixture, canonical, true, nil},
		{fixture, strings.Replace(strings.Replace(canonical, "Etag", "ETag", 1), "X-Amz-Meta-A", "x-amz-meta-a", 1), false, nil},
		{directory, strings.Replace(strings.ToLower(canonical), "http/1.1 200 ok", "HTTP/1.1 200 OK", 1), false, nil},
		{directory, strings.Replace(canonical, "X-Amz-Meta-A", "x-amz-meta-a", 1), false, []string{"name of header ETag"}},
	} {
		s := &script{response: c.response, requests: make(chan string, 1)}
		target := getobjecttest.Target{Addr: s.start(t), IgnoreCase: c.ignore}
		err := getobjecttest.Run(t.Context(), target, vectors.File{Name: "test", Fixture: []byte(c.fixture)}, v)
		if diff := cmp.Diff(c.want, whats(err)); diff != "" {
			t.Errorf("%q, IgnoreCase %v: Run = %v; what differs (-want +got):\n%s", c.response, c.ignore, err, diff)
		}
	}
}
