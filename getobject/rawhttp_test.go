package getobject_test

import (
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestRawHTTP sends requests as bytes that no client library writes, and compares what is
// answered until the connection is closed: a status line and a body for each request.
func TestRawHTTP(t *testing.T) {
	const last = "GET /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
	for name, c := range map[string]struct {
		request string
		want    []string // what the answer has, in this order
		lacks   string
	}{
		"HTTP/1.0":             {"GET /b/k HTTP/1.0\r\n\r\n", []string{" 200 OK\r\n", "Content-Length: 10\r\n", "\r\n\r\n0123456789"}, "chunked"},
		"HTTP/1.0 with Range":  {"GET /b/k HTTP/1.0\r\nHost: h\r\nRange: bytes=2-3\r\n\r\n", []string{" 206 Partial Content\r\n", "\r\n\r\n23"}, "chunked"},
		"absolute form":        {"GET http://s3.amazonaws.com/b/k HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n", []string{" 200 OK\r\n", "\r\n\r\n0123456789"}, "Error"},
		"absolute form, host":  {"GET http://b.s3.amazonaws.com/k HTTP/1.1\r\nHost: c.s3.amazonaws.com\r\nConnection: close\r\n\r\n", []string{" 200 OK\r\n", "\r\n\r\n0123456789"}, "Error"},
		"100-continue":         {"GET /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n", []string{"HTTP/1.1 200 OK\r\n", "\r\n\r\n0123456789"}, "100 Continue"},
		"100-continue refused": {"GET /b/no HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n", []string{"HTTP/1.1 404 Not Found\r\n", "<Code>NoSuchKey</Code>"}, "100 Continue"},
		"pipelined after a body": {"GET /b/k?acl HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello" + last,
			[]string{"HTTP/1.1 501 Not Implemented\r\n", "Connection: close\r\n", "</Error>"}, "200"},
		"pipelined after chunks": {"GET /b/k?acl HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + last,
			[]string{"HTTP/1.1 501 Not Implemented\r\n", "Connection: close\r\n", "</Error>"}, "200"},
		"pipelined after a HEAD": {"HEAD /b/k HTTP/1.1\r\nHost: h\r\n\r\n" + last,
			[]string{"HTTP/1.1 200 OK\r\n", "Content-Length: 10\r\n", "\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\n\r\n0123456789"}, "400"},
		"pipelined after a refused HEAD": {"HEAD /b/no HTTP/1.1\r\nHost: h\r\n\r\n" + last,
			[]string{"HTTP/1.1 404 Not Found\r\n", "\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\n\r\n0123456789"}, "<Error>"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(newHarness(t).Handler)
			defer server.Close()
			got := exchangeRaw(t, server.Listener.Addr().String(), c.request)
			rest := got
			for _, want := range c.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("answered %q, want %q in that order", got, c.want)
				}
				rest = after
			}
			if rest != "" && !strings.Contains(rest, "</Error>") || strings.Contains(got, c.lacks) {
				t.Errorf("answered %q, want nothing behind %q, and no %q", got, c.want, c.lacks)
			}
		})
	}
}

// exchangeRaw sends text and returns all that comes until the server closes the connection.
func exchangeRaw(t *testing.T, addr, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if err != nil {
		t.Fatalf("%q: %v", got, err)
	}
	return string(got)
}
