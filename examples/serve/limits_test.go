package main

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	soon  = 50 * time.Millisecond
	never = time.Hour
)

// serveWith serves h with the limits of the program, but for the timeouts, until the test
// ends. It returns the address.
func serveWith(t *testing.T, h http.Handler, limits timeouts, secure bool) string {
	t.Helper()
	return serveChanged(t, h, limits, secure, func(*http.Server) {})
}

// serveChanged is serveWith with a server that is changed before it serves.
func serveChanged(t *testing.T, h http.Handler, limits timeouts, secure bool, change func(*http.Server)) string {
	t.Helper()
	if testing.Short() {
		t.Skip("waits for timeouts")
	}
	l, err := listen(t.Context(), "addr", "127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	if secure {
		cert, err := newCertificate(l.Addr(), nil, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		l.tls = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	srv := newServer(h, slog.New(slog.DiscardHandler), limits)
	change(srv)
	go l.serve(srv)
	t.Cleanup(func() { srv.Close() })
	return l.Addr().String()
}

// exchange sends text and returns what comes back until the server closes the connection. A
// server that does not close it fails the test.
func exchange(t *testing.T, c net.Conn, text string) string {
	t.Helper()
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(c)
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		t.Errorf("after %.40q the connection stays open", text)
	}
	return string(got)
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSlowClients checks that each timeout ends what it is for, with all others far away.
func TestSlowClients(t *testing.T) {
	body := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusRequestTimeout)
		}
	})
	endless := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		piece := make([]byte, 1<<20)
		for {
			if _, err := w.Write(piece); err != nil {
				panic(http.ErrAbortHandler)
			}
		}
	})
	far := timeouts{never, never, never, never, never}
	only := func(change func(*timeouts)) timeouts { l := far; change(&l); return l }
	tests := []struct {
		name    string
		handler http.Handler
		limits  timeouts
		secure  bool
		send    string
		want    string // a part of what comes back
	}{
		{"half a header section", body, only(func(l *timeouts) { l.header = soon }), false, "GET / HTTP/1.1\r\nHost:", ""},
		{"nothing at all", body, only(func(l *timeouts) { l.header = soon }), false, "", ""},
		{"no handshake", body, only(func(l *timeouts) { l.header = soon }), true, "", ""},
		{"half a body", body, only(func(l *timeouts) { l.read = soon }), false, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nab", " 408 "},
		{"no second request", body, only(func(l *timeouts) { l.idle = soon }), false, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", " 200 "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := exchange(t, dial(t, serveWith(t, tt.handler, tt.limits, tt.secure)), tt.send)
			if !strings.Contains(got, tt.want) {
				t.Errorf("response = %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("a client that does not read", func(t *testing.T) {
		ended := make(chan bool)
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer close(ended)
			endless.ServeHTTP(w, r)
		})
		c := dial(t, serveWith(t, h, only(func(l *timeouts) { l.stall = soon }), false))
		defer c.Close()
		fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Error("the response is still being written")
		}
	})
}

// TestLongHeader checks the limit of the header section, above which package net/http
// answers.
func TestLongHeader(t *testing.T) {
	ok := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	addr := serveWith(t, ok, usual, false)
	for _, tt := range []struct {
		length int
		want   string
	}{
		{maxHeaderBytes - 1000, "HTTP/1.1 200 "},
		{maxHeaderBytes + 10000, "HTTP/1.1 431 "},
	} {
		request := "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nA: " + strings.Repeat("a", tt.length) + "\r\n\r\n"
		if got := exchange(t, dial(t, addr), request); !strings.HasPrefix(got, tt.want) {
			t.Errorf("a header of %d bytes = %.40q, want %s", tt.length, got, tt.want)
		}
	}
}

// TestHTTP2Settings reads the settings that the server announces (RFC 9113 §6.5).
func TestHTTP2Settings(t *testing.T) {
	h := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	c := dialHTTP2(t, serveWith(t, h, usual, true))
	settings := readSettings(t, c)
	for _, tt := range []struct {
		name  string
		id    uint16
		least uint32
		most  uint32
	}{
		{"SETTINGS_MAX_CONCURRENT_STREAMS", 3, maxStreams, maxStreams},
		{"SETTINGS_INITIAL_WINDOW_SIZE", 4, bodyWindow, bodyWindow},
		{"SETTINGS_MAX_HEADER_LIST_SIZE", 6, maxHeaderBytes, maxHeaderBytes + 1024},
	} {
		if got, ok := settings[tt.id]; !ok || got < tt.least || got > tt.most {
			t.Errorf("%s = %d, want %d to %d", tt.name, got, tt.least, tt.most)
		}
	}
}

// TestConnectionWindow checks that the server does not enlarge the window of a connection,
// which begins at 65,535 bytes (RFC 9113 §6.9.2): its next frame acknowledges our settings.
func TestConnectionWindow(t *testing.T) {
	h := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	c := dialHTTP2(t, serveWith(t, h, usual, true))
	readSettings(t, c)
	head := make([]byte, 9)
	if _, err := io.ReadFull(c, head); err != nil || head[3] != 4 {
		t.Errorf("second frame = %x, %v; want an acknowledgement of settings", head, err)
	}
}

// TestUnreadHTTP2 checks that a connection of HTTP/2 ends whose client reads nothing,
// although its windows are open.
func TestUnreadHTTP2(t *testing.T) {
	closed := make(chan bool, 9)
	change := func(srv *http.Server) {
		srv.WriteTimeout = never // would end the request before the buffers are full
		srv.ConnState = func(_ net.Conn, s http.ConnState) {
			if s == http.StateClosed {
				closed <- true
			}
		}
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for piece := make([]byte, 1<<20); ; {
			if _, err := w.Write(piece); err != nil {
				panic(http.ErrAbortHandler)
			}
		}
	})
	limits := timeouts{never, never, never, soon, never}
	c := dialHTTP2(t, serveChanged(t, h, limits, true, change))
	io.WriteString(c, frame(4, 0, 0, "\x00\x04\x7f\xff\xff\xff")+frame(8, 0, 0, "\x7f\xff\x00\x00")+frame(1, 0x05, 1, anyRequest))
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Error("the connection stays open")
	}
}

// anyRequest is a header section: GET, http, path / and authority a.
const anyRequest = "\x82\x86\x84\x41\x01a"

// TestSilentHTTP2 checks that connections of HTTP/2 end whose clients do nothing, send half
// a header section, or answer no ping.
func TestSilentHTTP2(t *testing.T) {
	ok := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	far := timeouts{never, never, never, never, never}
	idle, ping := far, far
	idle.idle, ping.ping = soon, soon
	for _, tt := range []struct {
		name   string
		limits timeouts
		send   string
	}{
		{"no request", idle, ""},
		{"half a header section", idle, frame(1, 0x01, 1, anyRequest)},
		{"an open request, and no answer to a ping", ping, frame(1, 0x05, 1, anyRequest)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			exchange(t, dialHTTP2(t, serveWith(t, ok, tt.limits, true)), tt.send)
		})
	}
}

// frame returns a frame of HTTP/2.
func frame(kind, flags byte, stream uint32, payload string) string {
	head := []byte{0, byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	return string(binary.BigEndian.AppendUint32(head, stream)) + payload
}

// dialHTTP2 connects, and sends the preface with empty settings.
func dialHTTP2(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if proto := c.ConnectionState().NegotiatedProtocol; proto != "h2" {
		t.Fatalf("protocol = %q, want h2", proto)
	}
	io.WriteString(c, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"+frame(4, 0, 0, ""))
	return c
}

// readSettings reads the first frame of a server, which has its settings.
func readSettings(t *testing.T, c net.Conn) map[uint16]uint32 {
	t.Helper()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	head := make([]byte, 9)
	if _, err := io.ReadFull(c, head); err != nil || head[3] != 4 {
		t.Fatalf("first frame = %x, %v; want settings", head, err)
	}
	payload := make([]byte, binary.BigEndian.Uint16(head[1:]))
	if _, err := io.ReadFull(c, payload); err != nil {
		t.Fatal(err)
	}
	settings := map[uint16]uint32{}
	for r := bytes.NewReader(payload); r.Len() > 0; {
		var s struct {
			ID    uint16
			Value uint32
		}
		if err := binary.Read(r, binary.BigEndian, &s); err != nil {
			t.Fatal(err)
		}
		settings[s.ID] = s.Value
	}
	return settings
}
