package getobject_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
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
			[]string{"HTTP/1.1 501 Not Implemented\r\n", "Connection: close\r\n", "</Error>"}, " 200 OK"},
		"pipelined after chunks": {"GET /b/k?acl HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + last,
			[]string{"HTTP/1.1 501 Not Implemented\r\n", "Connection: close\r\n", "</Error>"}, " 200 OK"},
		"pipelined after a HEAD": {"HEAD /b/k HTTP/1.1\r\nHost: h\r\n\r\n" + last,
			[]string{"HTTP/1.1 200 OK\r\n", "Content-Length: 10\r\n", "\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\n\r\n0123456789"}, " 400 Bad"},
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
	conn := dialRaw(t, addr)
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if err != nil {
		t.Fatalf("%q: %v", got, err)
	}
	return string(got)
}

// dialRaw connects for at most ten seconds, and until the test ends.
func dialRaw(t *testing.T, addr string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// TestLateBody sends the header section of a request that announces a body, and the body when
// the server's ReadTimeout has passed and the server is about to do what comes next. The body
// is a request in itself, which is not answered: behind a proxy it would be smuggled. That the
// test sees it where it is answered, a server in full duplex shows.
func TestLateBody(t *testing.T) {
	const body = "GET /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
	announced := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	for _, c := range []struct {
		name, head string
		duplex     bool
		answered   int32 // requests
	}{
		{"read", "GET /b/k HTTP/1.1\r\nHost: h\r\n" + announced, false, 1},
		{"HEAD", "HEAD /b/k HTTP/1.1\r\nHost: h\r\n" + announced, false, 1},
		{"refused", "GET /b/no HTTP/1.1\r\nHost: h\r\n" + announced, false, 1},
		{"other operation", "PUT /b/k HTTP/1.1\r\nHost: h\r\n" + announced, false, 1},
		{"keep-alive of HTTP/1.0", "GET /b/k HTTP/1.0\r\nConnection: keep-alive\r\n" + announced, false, 1},
		{"chunks", "GET /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", false, 1},
		{"Expect", "GET /b/k HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n" + announced, false, 1},
		{"full duplex", "GET /b/k HTTP/1.1\r\nHost: h\r\n" + announced, true, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var answered atomic.Int32
			h := newHarness(t).Handler
			h.Done = func(getobject.Record) { answered.Add(1) }
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !c.duplex {
					h.ServeHTTP(w, r)
					return
				}
				_ = http.NewResponseController(w).EnableFullDuplex()
				h.ServeHTTP(withoutClose{w}, r)
			}))
			server.Config.ReadTimeout = 100 * time.Millisecond
			next := make(chan http.ConnState, 3)
			server.Config.ConnState = func(_ net.Conn, s http.ConnState) { next <- s }
			server.Start()
			defer server.Close()
			conn := dialRaw(t, server.Listener.Addr().String())
			io.WriteString(conn, c.head)
			for s := range next {
				if s == http.StateIdle || s == http.StateClosed {
					break
				}
			}
			io.WriteString(conn, body) // which a closed connection does not take
			got, _ := io.ReadAll(conn)
			if n := answered.Load(); n != c.answered || !c.duplex && strings.Count(string(got), "HTTP/1.") != 1 {
				t.Errorf("%d requests were answered with %q, want %d", n, got, c.answered)
			}
		})
	}
}

// withoutClose leaves out the field Connection.
type withoutClose struct{ http.ResponseWriter }

func (w withoutClose) WriteHeader(status int) {
	delete(w.Header(), "Connection")
	w.ResponseWriter.WriteHeader(status)
}
