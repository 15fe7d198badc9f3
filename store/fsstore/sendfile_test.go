package fsstore_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/store/fsstore"
)

// A spyListener accepts connections that tell from what they send.
type spyListener struct {
	net.Listener
	sources chan io.Reader
}

func (l spyListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return spyConn{c.(*net.TCPConn), l.sources}, nil
}

// A spyConn is a TCP connection whose ReadFrom tells what it was called with.
type spyConn struct {
	*net.TCPConn
	sources chan io.Reader
}

func (c spyConn) ReadFrom(r io.Reader) (int64, error) {
	if l, ok := r.(*io.LimitedReader); ok {
		c.sources <- l.R
	} else {
		c.sources <- r
	}
	return c.TCPConn.ReadFrom(r)
}

// TestSendfile serves a window of a file over a real connection and checks that the
// connection was handed an [io.LimitedReader] over the very file, which it passes to
// sendfile.
func TestSendfile(t *testing.T) {
	root, path := folder(t)
	const size, off, n = 70 << 20, 1000, 70<<20 - 2000 // two pieces, and what is copied
	text := strings.Repeat(digits, size/10+1)[:size]
	write(t, filepath.Join(path, "big"), text)
	s := fsstore.New("b", root)
	sources := make(chan io.Reader, 10)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reader, err := open(t, s, "big").Read(r.Context(), off, n)
		if err != nil {
			t.Error(err)
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(n))
		if _, err := io.Copy(w, reader); err != nil {
			t.Error(err)
		}
	}))
	server.Listener = spyListener{server.Listener, sources}
	server.Start()
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || string(body) != text[off:off+n] {
		t.Errorf("body of %d bytes, %v; want %d bytes of the file", len(body), err, n)
	}
	server.Close()
	close(sources)
	if len(sources) != 2 {
		t.Errorf("the connection read %d times from a reader, want 2", len(sources))
	}
	for source := range sources {
		if f, ok := source.(*os.File); !ok || filepath.Base(f.Name()) != "big" {
			t.Errorf("the connection read from %T, want the *os.File", f)
		}
	}
}

// A shape notes the type of reader that ReadFrom was called with.
type shape struct {
	io.Writer
	limits []int64
}

func (s *shape) ReadFrom(r io.Reader) (int64, error) {
	l := r.(*io.LimitedReader)
	_ = l.R.(*os.File)
	s.limits = append(s.limits, l.N)
	return io.Copy(s.Writer, r)
}

// TestPieces checks that a large file is handed on in pieces, so that a canceled request
// ends between two of them, and that its last 64 MiB are not.
func TestPieces(t *testing.T) {
	root, path := folder(t)
	const size = 73 << 20
	write(t, filepath.Join(path, "big"), strings.Repeat("x", size))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, err := open(t, fsstore.New("b", root), "big").Read(ctx, 0, size)
	if err != nil {
		t.Fatal(err)
	}
	w := &shape{Writer: io.Discard}
	if n, err := io.Copy(w, r); n != size || err != nil {
		t.Errorf("Copy = %d, %v; want all", n, err)
	}
	if len(w.limits) != 3 || w.limits[0] != 4<<20 || w.limits[2] != 1<<20 {
		t.Errorf("pieces of %v bytes, want 4, 4 and 1 MiB", w.limits)
	}
}
