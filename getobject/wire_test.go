package getobject_test

import (
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/s3get/s3get/getobject/rule"
)

// A wire is one connection to a server of the stock.
type wire struct {
	*session
	server      *httptest.Server
	connections atomic.Int32
	complaints  strings.Builder // of the server
}

func newWire(t *testing.T) *wire {
	stock := newLargeStock(t)
	w := &wire{session: newSession(t, stock)}
	h := newSeededHandler(stock)
	h.Secure = func(*http.Request) bool { return true }
	w.server = httptest.NewUnstartedServer(h)
	w.server.Config.ErrorLog = log.New(&w.complaints, "", 0)
	w.server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			w.connections.Add(1)
		}
	}
	w.server.Start()
	transport := w.server.Client().Transport.(*http.Transport)
	transport.MaxConnsPerHost, transport.DisableCompression = 1, true
	return w
}

// sendable reports whether a client sends a request as it is.
func sendable(r *http.Request) bool {
	for name, lines := range r.Header {
		for _, l := range lines {
			if !validField(name, l) || strings.Trim(l, " \t") != l {
				return false
			}
		}
	}
	return r.URL.Path != "*" && !strings.HasPrefix(r.URL.Path, "//") && r.Host != "*" && r.Method != http.MethodConnect
}

// trip sends the request of the session over the wire, and compares the answer with that
// of the handler alone.
func (w *wire) trip() {
	sent := w.r.Clone(w.t.Context())
	sent.TLS, sent.Body = nil, nil
	sent.URL.Scheme, sent.URL.Host = "http", strings.TrimPrefix(w.server.URL, "http://")
	resp, err := w.server.Client().Transport.RoundTrip(sent)
	if err != nil {
		w.Errorf("RoundTrip = %v", err)
		return
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.ContentLength >= 0 && sent.Method != http.MethodHead && resp.StatusCode != 304 && int64(len(body)) != resp.ContentLength {
		w.Errorf("body of %d bytes, %v, want %d", len(body), err, resp.ContentLength)
	}
	alone := w.answer()
	if resp.StatusCode != alone.status {
		w.Errorf("answered %d with %s, want %d with %s", resp.StatusCode, body, alone.status, alone.document)
	}
	for name, lines := range alone.header {
		if strings.HasPrefix(name, "X-Amz-Id-2") || name == "X-Amz-Request-Id" {
			continue
		}
		if got := resp.Header[name]; len(got) != 1 || len(lines) != 1 || got[0] != strings.Trim(lines[0], " \t") {
			w.Errorf("%s: %q arrived, want %q", name, got, lines)
		}
	}
}

// TestWire sends random requests over one connection of package net/http's server and
// client. None is refused by either, and none ends or confuses the connection.
func TestWire(t *testing.T) {
	requests := 20_000
	if testing.Short() || raceDetected() {
		requests = 4_000
	}
	w := newWire(t)
	defer w.server.Close()
	g := rand.New(rand.NewPCG(0, 2026))
	reread := 0
	for w.n < requests && w.faults == 0 {
		w.d = newRandomRequest(g)
		if !w.d.complete(g) {
			continue
		}
		w.d.insecure = false
		w.r = w.d.request(w.d.method)
		if !sendable(w.r) || w.r.Header == nil {
			continue
		}
		if u, err := url.ParseRequestURI(w.r.URL.RequestURI()); err != nil || u.Path != w.r.URL.Path {
			reread++
			continue
		}
		w.trip()
		w.n++
	}
	w.server.Close()
	// On a busy machine the client itself gives a connection up: one that did not learn within 50 ms
	// that its request was written.
	if n := w.connections.Load(); n > 3 || w.complaints.Len() > 0 {
		t.Errorf("%d connections, want 1; the server says %q", n, w.complaints.String())
	}
	if reread > requests/100 {
		t.Errorf("%d paths were not sent, want few", reread)
	}
	if len(w.seen) < 60 || w.seen[rule.Range] == 0 {
		t.Errorf("%d rules decided: %v", len(w.seen), w.seen)
	}
}
