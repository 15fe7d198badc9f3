package getobject_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestLimits has requests at both sides of each limit, and what their refusals say.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		status int
		detail string // in the document
	}{
		{"/b/" + strings.Repeat("k", 1024), nil, 404, "NoSuchKey"},
		{"/b/" + strings.Repeat("k", 1025), nil, 400, "<Size>1025</Size><MaxSizeAllowed>1024</MaxSizeAllowed>"},
		{"/b/" + strings.Repeat("%C3%BC", 512), nil, 404, "NoSuchKey"},
		{"/b/" + strings.Repeat("%C3%BC", 513), nil, 400, "<Code>KeyTooLongError</Code>"},
		{"/b/%C3", nil, 400, "<Code>InvalidURI</Code>"},
		{"/%FF/k", nil, 400, "<Code>InvalidURI</Code>"},
		{"/b/%00", nil, 404, "<Key>\uFFFD</Key>"},
		{"/b/k", []string{"X", strings.Repeat("x", 8191)}, 200, ""},
		{"/b/k", []string{"X", strings.Repeat("x", 8192)}, 400, "<MaxSizeAllowed>8192</MaxSizeAllowed>"},
		{"/b/k", []string{"X", strings.Repeat("x", 4096), "X", strings.Repeat("x", 4095)}, 400, "RequestHeaderSectionTooLarge"},
		{"/b/k?a=%", nil, 400, "<Code>BadRequest</Code>"},
		{"/b/k?versionId", nil, 400, "<ArgumentName>versionId</ArgumentName><ArgumentValue></ArgumentValue>"},
		{"/b/k?website=1", nil, 400, "<ArgumentName>website</ArgumentName><ArgumentValue>1</ArgumentValue>"},
		{"/b/k?annotationName", nil, 400, "<ArgumentName>ResourceType</ArgumentName><ArgumentValue>annotationName</ArgumentValue>"},
		{"/b/k?response-etag=e", nil, 400, "<Message>response-etag is not in the set of overridable response headers."},
		{"/b/k?response-=e", nil, 400, "<ArgumentName>response-</ArgumentName>"},
		{"/b/k?Response-etag=e", nil, 200, ""},
	} {
		rec := newHarness(t).get(t, c.target, c.header...)
		if rec.Code != c.status || !strings.Contains(rec.Body.String(), c.detail) {
			t.Errorf("GET %.60s = %d %.300s, want %d with %s", c.target, rec.Code, rec.Body, c.status, c.detail)
		}
	}
}

// TestParse checks what a request tells of itself.
func TestParse(t *testing.T) {
	hr := newRequest("HEAD", "http://b.s3.us-west-2.amazonaws.com:443/a%2Fb//c?versionId=null&partNumber=7&partNumber=8&versionId=x")
	r, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	wire := getobject.Wire{Host: "b.s3.us-west-2.amazonaws.com:443", Path: "/a%2Fb//c", RawQuery: hr.URL.RawQuery}
	if r.Wire != wire || r.Key != "a/b//c" || r.Bucket != "b" || r.Region != "us-west-2" {
		t.Errorf("Parse = %+v %+v, want %+v", r.Address, r.Wire, wire)
	}
	selector, _ := r.Version()
	selection, _ := r.Selection()
	if !r.IsHead() || !r.Secure || !r.Time.Equal(clock) || !selector.IsNull() || selection.Part != 7 {
		t.Errorf("Parse = head %v, secure %v, %v, version %v, %+v, want true, true, %v, null, part 7",
			r.IsHead(), r.Secure, r.Time, selector, selection, clock)
	}
}

// TestParseKeepsRequest checks that Parse changes nothing of what it is given.
func TestParseKeepsRequest(t *testing.T) {
	hr := newRequest("GET", "/b/k?versionId=x", "Range", "bytes=0-1", "If-Match", "a, b")
	header, target := hr.Header.Clone(), *hr.URL
	if _, err := getobject.Parse(hr, getobject.ParseOptions{Now: clock}); err != nil {
		t.Fatal(err)
	}
	if len(hr.Header) != len(header) || *hr.URL != target {
		t.Errorf("Parse changed %v to %v", header, hr.Header)
	}
	for name, lines := range header {
		if strings.Join(lines, "\n") != strings.Join(hr.Header[name], "\n") {
			t.Errorf("Parse changed %s from %q to %q", name, lines, hr.Header[name])
		}
	}
}
