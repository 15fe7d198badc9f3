package playground

import (
	"io"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/demo"
)

// TestServeContent asks what Go's own handler answers.
func TestServeContent(t *testing.T) {
	post := get("/demo/hello.txt")
	post.Method = "POST"
	head := get("/demo/hello.txt")
	head.Method = "HEAD"
	site := get("/index.html")
	site.Host = "site.s3-website-us-east-1.amazonaws.com"
	for _, c := range []struct {
		q      request
		status int
		body   string // "-" is none
		offset int64
	}{
		{get("/demo/hello.txt"), 200, "Hello from a bucket.\n", 0},
		{get("/demo/hello.txt", "Range", "bytes=6-9"), 206, "from", 6},
		{get("/demo/hello.txt", "Range", "bytes=-1"), 206, "\n", 20},
		{get("/demo/hello.txt", "Range", "bytes=5-2"), 416, "invalid range\n", 0},
		{get("/demo/hello.txt", "If-None-Match", "*"), 304, "-", 0},
		{get("/demo/hello.txt", "If-Match", `"x"`), 412, "-", 0},
		{get("/versions/notes.txt?versionId=notes.one......................."), 200, "first notes\n", 0},
		{get("/versions/gone.txt"), 0, "-", 0},
		{get("/versions/notes.txt?versionId=x"), 0, "-", 0},
		{get("/nowhere/x"), 0, "-", 0},
		{site, 200, "<h1>Hello</h1>\n", 0},
		{post, 0, "-", 0},
		{head, 200, "-", 0},
	} {
		s, failed := callEngine[served](t, newEngine(), "serveContent", question{string(demo.Fixture()), c.q})
		body, offset := "-", int64(0)
		if s.Body != nil {
			body, offset = s.Body.Text, s.Body.Offset
		}
		if failed != "" || s.Status != c.status || body != c.body || offset != c.offset || s.Note == "" {
			t.Errorf("%s %s %q = %d %q from %d (%s), want %d %q from %d", c.q.Method, c.q.Target, c.q.Header, s.Status, body, offset, failed, c.status, c.body, c.offset)
		}
	}
}

// TestSeveralRanges checks that what S3 does not send is sent here.
func TestSeveralRanges(t *testing.T) {
	s, _ := callEngine[served](t, newEngine(), "serveContent", question{string(demo.Fixture()), get("/demo/hello.txt", "Range", "bytes=0-1,4-5")})
	if s.Status != 206 || !strings.Contains(s.Body.Text, "Content-Range: bytes 4-5/21") {
		t.Errorf("two ranges = %d %+v", s.Status, s.Body)
	}
}

// TestSeek seeks out of the content.
func TestSeek(t *testing.T) {
	f, err := newEngine().load(string(demo.Fixture()))
	if err != nil {
		t.Fatal(err)
	}
	q := get("/demo/hello.txt")
	hr, err := q.read()
	if err != nil {
		t.Fatal(err)
	}
	c, err := openContent(f, hr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Seek(-1, io.SeekStart); err == nil {
		t.Error("Seek(-1) = nil, want an error")
	}
	if _, err := c.Seek(-4, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if at, err := c.Seek(1, io.SeekCurrent); at != 18 || err != nil {
		t.Errorf("Seek = %d, %v, want 18", at, err)
	}
	if rest, err := io.ReadAll(c); string(rest) != "t.\n" || err != nil {
		t.Errorf("the rest = %q, %v", rest, err)
	}
}
