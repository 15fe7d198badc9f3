package playground

import (
	"slices"
	"strings"
	"testing"
)

// TestAnswer asks for what people ask first.
func TestAnswer(t *testing.T) {
	head := get("/demo/archived.txt")
	head.Method = "HEAD"
	for _, c := range []struct {
		q      request
		status int
		rule   string
	}{
		{get("/demo/hello.txt", "If-None-Match", "*"), 304, "precondition/if-none-match"},
		{get("/demo/hello.txt", "If-Match", `"x"`), 412, "precondition/if-match"},
		{get("/demo/hello.txt", "Range", "bytes=5-2"), 200, "range/ignored"},
		{get("/demo/archived.txt"), 403, "state/archived-class"},
		{head, 200, "window/whole"},
	} {
		if a := answerTo(t, c.q); a.Status != c.status || a.Rule != c.rule || a.Reason == "" || a.Proto != "HTTP/1.1" || len(a.Sections) == 0 {
			t.Errorf("%s %s %q = %d by %s, want %d by %s", c.q.Method, c.q.Target, c.q.Header, a.Status, a.Rule, c.status, c.rule)
		}
	}
}

// TestLines checks the order and the spelling of the header.
func TestLines(t *testing.T) {
	a := answerTo(t, get("/demo/described.html", "Range", "bytes=3-6"))
	var names []string
	for _, l := range a.Header {
		names = append(names, l.Name)
		if (l.Rule == "") != slices.Contains([]string{"x-amz-id-2", "x-amz-request-id", "Server"}, l.Name) {
			t.Errorf("%s is sent by %q", l.Name, l.Rule)
		}
	}
	want := "x-amz-id-2 x-amz-request-id Last-Modified ETag"
	if got := strings.Join(names, " "); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, " Server") || !strings.Contains(got, " x-amz-meta-author ") {
		t.Errorf("lines %s, want %s … Server", got, want)
	}
	if b := a.Body; b == nil || b.Offset != 3 || b.Length != 4 || b.Size != 17 || b.Text != "Gute" {
		t.Errorf("body = %+v, want Gute", b)
	}
}

// TestRefusal checks the document of an error, which a HEAD lacks.
func TestRefusal(t *testing.T) {
	q := get("/demo/nothing")
	a := answerTo(t, q)
	if a.Status != 404 || a.Code != "NoSuchKey" || a.Message == "" || !strings.Contains(a.Document, "<Code>NoSuchKey</Code>") || a.Body != nil {
		t.Errorf("nothing = %d %s %q, body %v", a.Status, a.Code, a.Document, a.Body)
	}
	if i := slices.Index(a.Steps, step{"decide", "location", "refused", a.Rule}); i < 0 {
		t.Errorf("steps %v, want one that refuses by %s", a.Steps, a.Rule)
	}
	if i := slices.IndexFunc(a.Asked, func(x asked) bool { return x.Action == "s3:GetObject" }); i < 0 {
		t.Errorf("asked %v, want s3:GetObject", a.Asked)
	}
	q.Method = "HEAD"
	if a := answerTo(t, q); a.Status != 404 || a.Document != "" || a.Body != nil {
		t.Errorf("HEAD of nothing = %d %q, body %v", a.Status, a.Document, a.Body)
	}
	q.Method = "PUT"
	if a := answerTo(t, q); !a.NotRead {
		t.Errorf("PUT = %d, a read", a.Status)
	}
}

// TestSigned signs in the header and in the query. What was altered afterwards is refused.
func TestSigned(t *testing.T) {
	hosts := []struct{ host, target string }{
		{"localhost", "/demo/hello.txt"},
		{"localhost", "/demo/hello.txt?response-content-type=a%2Fb&x"},
		{"far.s3.eu-west-1.amazonaws.com", "/hello.txt"},
		{"fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "/hello.txt"},
		{"loud-111122223333.s3-object-lambda.us-east-1.amazonaws.com", "/today.txt"},
	}
	for _, sign := range []string{signHeader, signQuery} {
		for _, h := range hosts {
			q := get(h.target, "Range", "bytes=0-3")
			q.Host, q.As, q.Sign, q.Expires, q.TLS = h.host, "owner", sign, 60, true
			if strings.Contains(h.host, "lambda") {
				q.Header = nil
			}
			a := answerTo(t, q)
			if a.Status/100 != 2 {
				t.Errorf("%s %s signed in the %s = %d by %s: %s", h.host, h.target, sign, a.Status, a.Rule, a.Message)
			}
			_, inHeader := (&request{Header: a.Request.Header}).value("Authorization")
			if inHeader != (sign == signHeader) || strings.Contains(a.Request.Target, "X-Amz-Signature=") != (sign == signQuery) {
				t.Errorf("signed in the %s, sent %s %q", sign, a.Request.Target, a.Request.Header)
			}
			again := get(a.Request.Target+"1", "Range", "bytes=0-3")
			again.Host, again.TLS = h.host, true
			if again.Header = a.Request.Header; answerTo(t, again).Status != 403 {
				t.Errorf("%s signed in the %s and altered = %d, want 403", h.host, sign, answerTo(t, again).Status)
			}
		}
	}
}

// TestExpired presigns, and asks when the time is over.
func TestExpired(t *testing.T) {
	q := get("/demo/hello.txt")
	q.As, q.Sign, q.Expires = "owner", signQuery, 60
	sent := answerTo(t, q).Request
	later := get(sent.Target)
	later.Time = "2026-01-02T12:01:01Z"
	if a := answerTo(t, later); a.Rule != "signature/presigned-expired" {
		t.Errorf("a minute later = %d by %s, want signature/presigned-expired", a.Status, a.Rule)
	}
}

// TestUnreadable signs what is no target: the target is refused before the signature.
func TestUnreadable(t *testing.T) {
	q := get("/demo/hello.txt?a=%")
	q.As, q.Sign = "owner", signHeader
	a, failed := callEngine[answer](t, newEngine(), "answer", question{`{"principals": [{"name": "owner", "accessKey": "A", "secretKey": "B", "actions": ["*"]}], "buckets": [{"name": "demo"}]}`, q})
	if failed != "" || a.Status != 400 {
		t.Errorf("%s = %d %s, want a 400", q.Target, a.Status, failed)
	}
}

// TestAborted asks a function that fails in the middle, and for more than anybody looks at.
func TestAborted(t *testing.T) {
	const state = `{
	  "principals": [{"name": "owner", "accessKey": "A", "secretKey": "B", "actions": ["*"]}],
	  "buckets": [{"name": "b", "accessPoints": [{"name": "behind"}], "objects": [
	    {"key": "large", "lastModified": "2026-01-02T03:04:05Z", "etag": "x", "content": {"size": 5000000000000}}]}],
	  "objectLambda": [{"name": "half", "supporting": "behind", "getObject": {"body": "0123456789", "length": 10, "fails": "in the middle"}}]
	}`
	q := get("/large")
	q.As, q.TLS, q.Host = "owner", true, "half-111122223333.s3-object-lambda.us-east-1.amazonaws.com"
	a, failed := callEngine[answer](t, newEngine(), "answer", question{state, q})
	if failed != "" || a.Body == nil || !a.Body.Aborted || a.Body.Sent >= 10 || a.Body.Length != 10 {
		t.Errorf("half of a body = %+v %s, want it aborted", a.Body, failed)
	}
	q.Host, q.Target = "localhost", "/b/large"
	a, failed = callEngine[answer](t, newEngine(), "answer", question{state, q})
	if failed != "" || a.Body == nil || a.Body.Aborted || a.Body.Sent < mostShown || a.Body.Length != 5e12 || a.Body.Base64 == "" {
		t.Errorf("a large body = %+v %s, want its beginning", a.Body, failed)
	}
}

// TestEndpoints asks the handlers of websites and sessions, each by its host.
func TestEndpoints(t *testing.T) {
	q := get("/")
	q.Host = "demo.s3-website-us-east-1.amazonaws.com"
	if a := answerTo(t, q); a.Status != 404 || !strings.HasPrefix(a.Document, "<html>") || a.Request.Bucket != "demo" {
		t.Errorf("no website = %d %.40q", a.Status, a.Document)
	}
	q.Host = "site.s3-website-us-east-1.amazonaws.com"
	if a := answerTo(t, q); a.Status != 200 || a.Body == nil || a.Body.Text != "<h1>Hello</h1>\n" {
		t.Errorf("website = %d, body %+v", a.Status, a.Body)
	}
	q = get("/?session")
	q.Host, q.TLS, q.As, q.Sign = "fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", true, "owner", signHeader
	if a := answerTo(t, q); a.Status != 200 || !strings.Contains(a.Document, "<SessionToken>") || a.Body != nil {
		t.Errorf("session = %d %.80q, body %v", a.Status, a.Document, a.Body)
	}
}

// TestSignedForAccessPoint signs for the region of the bucket behind an access point, which the host
// or its alias names.
func TestSignedForAccessPoint(t *testing.T) {
	const (
		alias = "ap-abcdefghijklmnopqrstuvwxyz0123-s3alias"
		state = `{
	  "principals": [{"name": "owner", "accessKey": "A", "secretKey": "B", "actions": ["*"]}],
	  "buckets": [{"name": "b", "region": "eu-west-1", "accessPoints": [{"name": "ap", "alias": "` + alias + `"}], "objects": [
	    {"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "hi"}}]}]
	}`
	)
	for _, host := range []string{"ap-111122223333.s3-accesspoint.eu-west-1.amazonaws.com", alias + ".s3.eu-west-1.amazonaws.com"} {
		q := get("/k")
		q.Host, q.As, q.Sign = host, "owner", signHeader
		a, failed := callEngine[answer](t, newEngine(), "answer", question{state, q})
		if failed != "" || a.Status != 200 || a.Body.Text != "hi" {
			t.Errorf("%s = %d by %s %s: %s", host, a.Status, a.Rule, failed, a.Message)
		}
		s, failed := callEngine[served](t, newEngine(), "serveContent", question{state, q})
		if failed != "" || s.Status != 200 {
			t.Errorf("%s is served %d %s", host, s.Status, failed)
		}
	}
}
