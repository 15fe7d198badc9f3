package s3write_test

import (
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
)

// exchange sends bytes over a connection, closes its half of it, unless the server is asked to close
// all of it, and returns what comes back. To net/http a client that closes its half has left.
func exchange(t *testing.T, s *httptest.Server, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, strings.ReplaceAll(request, "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(request, "Connection: close") {
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Error(err)
	}
	return string(answer)
}

// TestWire has what only a connection shows: a body that breaks off, one whose length is not
// told, and a client that waits to be told to go on, which is refused before it sends anything.
func TestWire(t *testing.T) {
	h := filled(t, "there")
	h.read.Done = nil
	s := httptest.NewServer(h.read)
	defer s.Close()
	for _, c := range []struct{ request, want, not string }{
		{"PUT /books/k HTTP/1.1\nHost: h\nContent-Length: 10\n\nhello", "<Code>IncompleteBody</Code>", ""},
		{"PUT /books/k HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n", "HTTP/1.1 501", ""},
		{"PUT /books/k HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nX-Amz-Decoded-Content-Length: 5\n\n" +
			"5\n5\nhel\n0\n\n", "HTTP/1.1 400", ""},
		{"PUT /books/there HTTP/1.1\nHost: h\nContent-Length: 5\nExpect: 100-continue\nIf-None-Match: *\n\n", "HTTP/1.1 412", "100 Continue"},
		{"PUT /books/empty HTTP/1.1\nHost: h\nConnection: close\nContent-Length: 0\nExpect: 100-continue\n\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", ""},
		{"PUT /books/empty HTTP/1.0\nHost: h\nConnection: close\nContent-Length: 0\nExpect: 100-continue\n\n", "200 OK", "100 Continue"},
		{"PUT /books/k HTTP/1.1\nHost: h\nConnection: close\n\n", "HTTP/1.1 411", ""},
		{"PUT /books/k HTTP/1.1\nHost: h\nContent-Length: 5368709121\nExpect: 100-continue\n\n", "<Code>EntityTooLarge</Code>", "100 Continue"},
	} {
		got := exchange(t, s, c.request)
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%q: want %q and not %q in:\n%s", c.request, c.want, c.not, got)
		}
	}
	h.gone("/books/k")
	const chunked = "PUT /books/k HTTP/1.1\nHost: h\nConnection: close\nTransfer-Encoding: chunked\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nX-Amz-Decoded-Content-Length: 5\n\n" +
		"f\n5\nhello\n0\n\n\n0\n\n"
	if got := exchange(t, s, chunked); !strings.HasPrefix(got, "HTTP/1.1 200") || !strings.Contains(got, "\r\nETag: \"5d41402abc4b2a76b9719d911017c592\"") {
		t.Errorf("chunks in chunks: %s", got)
	}
}
