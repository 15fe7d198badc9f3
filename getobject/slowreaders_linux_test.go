package getobject_test

import (
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/memstore"
)

// A pipes is a listener whose connections are in memory, and hold nothing: whoever writes waits
// for who reads.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	c, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (p pipes) Close() error   { close(p); return nil } // once, by package net/http
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p pipes) dial() (net.Conn, error) {
	client, server := net.Pipe()
	p <- server
	return client, nil
}

// A narrow is a listener whose connections hold little in the system.
type narrow struct{ net.Listener }

const socketBuffer = 16 << 10

func (n narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if err == nil {
		err = c.(*net.TCPConn).SetWriteBuffer(socketBuffer)
	}
	return c, err
}

func (n narrow) dial() (net.Conn, error) {
	c, err := net.Dial("tcp", n.Addr().String())
	if err == nil {
		err = c.(*net.TCPConn).SetReadBuffer(socketBuffer)
	}
	return c, err
}

// A dialed is a listener that is also dialed.
type dialed interface {
	net.Listener
	dial() (net.Conn, error)
}

// openFiles returns how many files this process may have open.
func openFiles(t *testing.T) int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return int(min(limit.Cur, 1<<20))
}

// inUse returns how many bytes of memory are in use.
func inUse() int64 {
	runtime.GC()
	runtime.GC() // empties pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

const slowSize = 1 << 30

// perReader returns how many bytes each of some readers costs that have read a little of a
// response of 1 GiB and wait.
func perReader(t *testing.T, l dialed, h http.Handler, readers int) int64 {
	server := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	running := runtime.NumGoroutine()
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	clients := make([]net.Conn, 0, readers)
	defer func() {
		_ = server.Close()
		for _, c := range clients {
			_ = c.Close()
		}
		<-done
		waitForGoroutines(t, running)
	}()
	buffer := make([]byte, 1<<10)
	before := inUse()
	for range readers {
		c, err := l.dial()
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, c)
		if _, err := io.WriteString(c, "GET /b/k HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(c, buffer); err != nil {
			t.Fatal(err)
		}
		if status := string(buffer[:12]); status != "HTTP/1.1 200" {
			t.Fatalf("answer begins with %s", status)
		}
	}
	return (inUse() - before) / int64(readers)
}

// waitForGoroutines waits until there are no more goroutines than before.
func waitForGoroutines(t *testing.T, before int) {
	t.Helper()
	waitFor(t, "goroutines run", runtime.NumGoroutine, before)
}

// waitFor waits until a number is no greater than what it may be: what others have left behind ends in its
// own time.
func waitFor(t *testing.T, what string, number func() int, most int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); number() > most; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d %s, want %d", number(), what, most)
		}
	}
}

// plainHandler writes as much with nothing of ours.
func plainHandler(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", strconv.Itoa(slowSize))
	for range slowSize / len(plainPiece) {
		if _, err := w.Write(plainPiece[:]); err != nil {
			return
		}
	}
}

var plainPiece [32 << 10]byte

// contentHandler serves a file with nothing of ours.
type contentHandler string

func (path contentHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, err := os.Open(string(path))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", "text/plain")
	http.ServeContent(w, r, "", time.Time{}, f)
}

// TestSlowReaders measures what 10,000 clients cost that read 1 GiB slowly and at once, beyond what
// they cost package net/http with a handler that writes the same: at most 32 KiB each. A socket of
// each end and a file of its own are three descriptors, so that there are fewer over sockets.
func TestSlowReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("has 10,000 connections")
	}
	memory := memstore.New()
	if err := memory.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := memory.Put("b", "k", memstore.Version{Source: memstore.Generated(slowSize), Info: store.Info{ETag: `"k"`}}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "k"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(slowSize); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	root, err := fsstore.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	files := fsstore.New("b", root)
	defer files.Close()
	overSockets := min(10000, openFiles(t)/4)
	for _, tt := range []struct {
		name    string
		store   store.Store
		plain   http.Handler
		sockets bool
		readers int
	}{
		{"memstore, in memory", memory, http.HandlerFunc(plainHandler), false, 10000},
		{"memstore, sockets", memory, http.HandlerFunc(plainHandler), true, overSockets},
		{"fsstore, in memory", files, contentHandler(f.Name()), false, 10000},
		{"fsstore, sockets", files, contentHandler(f.Name()), true, overSockets},
	} {
		open := func() dialed {
			if !tt.sockets {
				return make(pipes)
			}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			return narrow{l}
		}
		h := &getobject.Handler{Store: tt.store, Authorizer: getobject.AllowAll{}}
		plain := perReader(t, open(), tt.plain, tt.readers)
		ours := perReader(t, open(), h, tt.readers)
		t.Logf("%s: %d readers, %d bytes each, of which %d are beyond net/http", tt.name, tt.readers, ours, ours-plain)
		if ours-plain > 32<<10 {
			t.Errorf("%s: a slow reader costs %d bytes beyond net/http, want at most 32 KiB", tt.name, ours-plain)
		}
	}
}
