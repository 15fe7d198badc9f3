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

	"github.com/s3get/s3get/store"
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
		reader, err := open(t, s, "big").OpenRange(r.Context(), off, n)
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
	r, err := open(t, fsstore.New("b", root), "big").OpenRange(ctx, 0, size)
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

// A nested writer reads something else when it is first written to.
type nested struct {
	shape
	do func()
}

func (n *nested) ReadFrom(r io.Reader) (int64, error) {
	if do := n.do; do != nil {
		n.do = nil
		do()
	}
	return n.shape.ReadFrom(r)
}

// TestPiecesAtOnce reads a file that is kept open twice at once. Both readers leave their
// pieces to the system, each from an offset of its own, as long as the file is at its place;
// then the second copies.
func TestPiecesAtOnce(t *testing.T) {
	const size = 73 << 20
	for name, removed := range map[string]bool{"in place": false, "removed": true} {
		root, path := folder(t)
		path = filepath.Join(path, "big")
		text := strings.Repeat(digits, size/10+1)[:size]
		write(t, path, text)
		s := fsstore.New("b", root)
		var first, second strings.Builder
		inner := &shape{Writer: &second}
		outer := &nested{shape: shape{Writer: &first}}
		a, b := open(t, s, "big"), open(t, s, "big")
		outer.do = func() {
			if removed {
				if err := os.Remove(path); err != nil {
					t.Error(err)
				}
			}
			copyAll(t, inner, b, size)
		}
		copyAll(t, outer, a, size)
		if first.String() != text || second.String() != text {
			t.Errorf("%s: %d and %d bytes, want the file twice", name, first.Len(), second.Len())
		}
		if len(outer.limits) != 3 || (len(inner.limits) == 3) == removed {
			t.Errorf("%s: pieces of %v and %v bytes", name, outer.limits, inner.limits)
		}
	}
}

// copyAll copies an Object to w.
func copyAll(t *testing.T, w io.Writer, o store.Object, size int64) {
	r, err := o.OpenRange(context.Background(), 0, size)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(w, r); n != size || err != nil {
		t.Errorf("Copy = %d, %v; want %d", n, err, size)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
