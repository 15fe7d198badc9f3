package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// A pipeListener accepts one end of a pipe for each dial.
type pipeListener chan net.Conn

func (l pipeListener) Accept() (net.Conn, error) {
	c, ok := <-l
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (l pipeListener) Close() error { close(l); return nil }

func (pipeListener) Addr() net.Addr { return &net.UnixAddr{} }

func (l pipeListener) dial() net.Conn {
	client, server := net.Pipe()
	l <- server
	return client
}

// accepted sends what l accepts until it is closed.
func accepted(l net.Listener) <-chan net.Conn {
	conns := make(chan net.Conn)
	go func() {
		defer close(conns)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			conns <- c
		}
	}()
	return conns
}

// waiting reports whether no connection can be received from conns.
func waiting(conns <-chan net.Conn) bool {
	synctest.Wait()
	select {
	case <-conns:
		return false
	default:
		return true
	}
}

func TestConnectionLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limit := newConnectionLimit(2)
		first, second := make(pipeListener, 9), make(pipeListener, 9)
		a, b := limit.listener(first), limit.listener(second)
		fromA, fromB := accepted(a), accepted(b)

		first.dial()
		first.dial()
		one, two := <-fromA, <-fromA
		first.dial()
		second.dial()
		if !waiting(fromA) || !waiting(fromB) {
			t.Fatal("a third connection was accepted, want 2 at most for both listeners")
		}
		one.Close()
		one.Close() // must not free another slot
		var three net.Conn
		select {
		case three = <-fromA:
		case three = <-fromB:
		}
		if !waiting(fromA) || !waiting(fromB) {
			t.Fatal("a connection closed twice freed two slots")
		}
		two.Close()
		three.Close()
		select {
		case <-fromA:
		case <-fromB:
		}
		a.Close()
		b.Close()
	})
}

// TestConnectionLimitClose closes a listener whose Accept waits for a slot.
func TestConnectionLimitClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := make(pipeListener, 9)
		l := newConnectionLimit(1).listener(inner)
		conns := accepted(l)
		inner.dial()
		<-conns
		waits := inner.dial()
		synctest.Wait()
		l.Close()
		if _, open := <-conns; open {
			t.Error("Accept returned a connection of a closed listener")
		}
		if _, err := waits.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("the connection that waited: Read = %v, want EOF", err)
		}
	})
}

func TestNoConnectionLimit(t *testing.T) {
	inner := make(pipeListener, 1)
	if l := newConnectionLimit(0).listener(inner); l != net.Listener(inner) {
		t.Errorf("listener under no limit = %T, want the one that was given", l)
	}
}

// TestLimitedFile checks that a file reaches the ReadFrom of the TCP connection, and that
// each connection can be half closed.
func TestLimitedFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("content"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inner := &readFromConn{}
	c := net.Conn(&limitedConn{Conn: inner, limit: newConnectionLimit(1)})
	rf, ok := c.(io.ReaderFrom)
	if !ok {
		t.Fatal("a limited connection is not an io.ReaderFrom")
	}
	limited := io.LimitReader(f, 3)
	if _, err := rf.ReadFrom(limited); err != nil || inner.got != limited {
		t.Errorf("ReadFrom passed %T on (%v), want the reader itself", inner.got, err)
	}
	if err := c.(interface{ CloseWrite() error }).CloseWrite(); err != nil || !inner.half {
		t.Errorf("CloseWrite = %v, half closed %t; want the connection half closed", err, inner.half)
	}
}

// A readFromConn notes what is asked of it.
type readFromConn struct {
	net.Conn
	got  io.Reader
	half bool
}

func (c *readFromConn) Write([]byte) (int, error)           { return 0, errors.ErrUnsupported }
func (c *readFromConn) ReadFrom(r io.Reader) (int64, error) { c.got = r; return 0, nil }
func (c *readFromConn) CloseWrite() error                   { c.half = true; return nil }

// TestMaxConnections runs the program with one connection at most.
func TestMaxConnections(t *testing.T) {
	p := launch(t, "-addr", "127.0.0.1:0", "-tls-addr", "", "-max-connections", "1")
	first, second := p.connect(), p.connect()
	if status := ask(first, time.Now().Add(time.Minute)); status != "200 OK" {
		t.Fatalf("the first connection = %s, want 200 OK", status)
	}
	if status := ask(second, time.Now().Add(100*time.Millisecond)); status != "no response" {
		t.Errorf("the second connection = %s, want no response while the first is open", status)
	}
	first.Close()
	second.SetReadDeadline(time.Now().Add(time.Minute))
	if status := readStatus(second); status != "200 OK" {
		t.Errorf("the second connection, once the first is closed = %s, want 200 OK", status)
	}
}

// connect connects to the program until the test ends.
func (p *program) connect() net.Conn {
	p.t.Helper()
	c, err := net.Dial("tcp", p.http)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { c.Close() })
	return c
}

// ask requests an object of the demo, and returns the status that comes before a deadline.
func ask(c net.Conn, deadline time.Time) string {
	c.SetReadDeadline(deadline)
	fmt.Fprintf(c, "GET /demo/hello.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
	return readStatus(c)
}

func readStatus(c net.Conn) string {
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return "no response"
	}
	io.Copy(io.Discard, resp.Body)
	return resp.Status
}
