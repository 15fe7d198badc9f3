package fsstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// protocols are what a response may be sent over.
var protocols = []string{"HTTP/1.1", "HTTP/2.0"}

// serve serves a file system as the bucket b.
func serve(t testing.TB, fsys fs.FS, protocol string) *httptest.Server {
	return serveStore(t, fsstore.New("b", fsys), protocol)
}

func serveStore(t testing.TB, s *fsstore.Store, protocol string) *httptest.Server {
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	if protocol == "HTTP/2.0" {
		server.EnableHTTP2 = true
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server
}

// get sends a request and returns the response with its body unread.
func get(t testing.TB, server *httptest.Server, protocol string) *http.Response {
	t.Helper()
	resp, err := server.Client().Get(server.URL + "/b/k")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	if resp.Proto != protocol || resp.StatusCode != http.StatusOK {
		t.Fatalf("response %s, %s; want %s, 200", resp.Proto, resp.Status, protocol)
	}
	return resp
}

// A change is something that is done to a file of size bytes while it is sent.
type change struct {
	name string
	// stealthy changes restore size and modification time, so that only systems that
	// tell the time of change notice them.
	stealthy bool
	do       func(path string, size int) error
}

// restored does something to a file and gives it back its modification time.
func restored(do func(path string, size int) error) func(path string, size int) error {
	return func(path string, size int) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return errors.Join(do(path, size), os.Chtimes(path, info.ModTime(), info.ModTime()))
	}
}

func rewrite(path string, size int) error {
	return os.WriteFile(path, bytes.Repeat([]byte("b"), size), 0o666)
}

func overwrite(path string, size int) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(bytes.Repeat([]byte("b"), size), 0)
	return errors.Join(err, f.Close())
}

var changes = []change{
	{"rewritten", false, rewrite},
	{"rewritten with its old time", true, restored(rewrite)},
	{"overwritten in place", false, overwrite},
	{"overwritten in place with its old time", true, restored(overwrite)},
	{"cut", false, func(path string, _ int) error { return os.Truncate(path, 1) }},
	{"extended", false, func(path string, size int) error { return rewrite(path, size+1) }},
	{"touched", false, func(path string, _ int) error { return os.Chtimes(path, modified, modified.Add(1)) }},
}

// readerAts is a file system whose files have ReadAt and are no files of package os.
type readerAts struct{ fs.FS }

func (s readerAts) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return struct {
		fs.File
		io.ReaderAt
	}{f, f.(io.ReaderAt)}, nil
}

// hasChangeTime reports whether the system tells when a file was changed, beside the time
// that programs can set. It asks the system's name and not the Store, so that a Store that
// does not look at it fails the tests instead of skipping them.
func hasChangeTime(testing.TB) bool {
	return !slices.Contains([]string{"windows", "plan9", "js", "wasip1", "aix"}, runtime.GOOS)
}

// TestRewrittenWhileSent changes a file in the middle of a response. The client has to
// see a failure: no body may look whole under an entity tag that is not its own.
func TestRewrittenWhileSent(t *testing.T) {
	if testing.Short() {
		t.Skip("writes some files of 16 MiB")
	}
	const size = 16 << 20 // more than what lies between server and client
	for _, protocol := range protocols {
		for _, kind := range []string{"file", "ReaderAt", "Seeker", "stream"} {
			root, path := folder(t)
			path = filepath.Join(path, "k")
			var fsys fs.FS = root
			switch kind {
			case "ReaderAt":
				fsys = readerAts{root}
			case "Seeker":
				fsys = seekable{root}
			case "stream":
				fsys = streams{root}
			}
			server := serve(t, fsys, protocol)
			for _, c := range changes {
				if c.stealthy && !hasChangeTime(t) {
					continue
				}
				write(t, path, string(bytes.Repeat([]byte("a"), size)))
				waitForTick(t, path)
				resp := get(t, server, protocol)
				if err := c.do(path, size); err != nil {
					t.Fatal(err)
				}
				if n, err := io.Copy(io.Discard, resp.Body); err == nil {
					t.Errorf("%s of a %s that was %s: a whole body of %d bytes, want an error", protocol, kind, c.name, n)
				}
			}
		}
	}
}

// TestRewrittenDuringSendfile changes a file so large that its beginning is left to
// sendfile, while that is sent.
func TestRewrittenDuringSendfile(t *testing.T) {
	if testing.Short() {
		t.Skip("sends some files of 100 MiB")
	}
	const size = 100 << 20
	for _, c := range changes {
		if c.stealthy && !hasChangeTime(t) {
			continue
		}
		root, path := folder(t)
		path = filepath.Join(path, "k")
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		waitForTick(t, path)
		resp := get(t, serve(t, root, "HTTP/1.1"), "HTTP/1.1")
		// A part of it will do, and the size stays.
		do := func() error { return c.do(path, 1<<20) }
		if err := errors.Join(do(), os.Truncate(path, size)); err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, resp.Body)
		if err == nil || n > size-64<<20 {
			t.Errorf("%s: %d bytes, %v; want an error before what is copied", c.name, n, err)
		}
	}
}

// TestRewrittenBehindTheSocket overwrites a file in place when the last byte of it was
// handed to the system and the client has read nothing yet. Bytes that lie in a socket
// must not refer to the file.
func TestRewrittenBehindTheSocket(t *testing.T) {
	const size = 256 << 10
	root, path := folder(t)
	path = filepath.Join(path, "k")
	write(t, path, string(bytes.Repeat([]byte("a"), size)))
	done := make(chan struct{})
	h := &getobject.Handler{
		Store: fsstore.New("b", root), Authorizer: getobject.AllowAll{},
		Done: func(getobject.Record) { close(done) },
	}
	server := httptest.NewServer(h)
	defer server.Close()
	resp := get(t, server, "HTTP/1.1")
	<-done
	if err := overwrite(path, size); err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || bytes.Count(body, []byte("a")) != size {
		t.Errorf("body has %d of %d bytes of the file as it was, %v", bytes.Count(body, []byte("a")), size, err)
	}
}

// A saboteur is a writer that changes the file of whoever writes to it, once.
type saboteur struct {
	bytes.Buffer
	do func() error
}

func (s *saboteur) Write(p []byte) (int, error) {
	if do := s.do; do != nil {
		s.do = nil
		if err := do(); err != nil {
			return 0, err
		}
	}
	return s.Buffer.Write(p)
}

// TestLastByteIsHeldBack changes a file after its first bytes were written, for windows
// of every kind, and counts what is written in all.
func TestLastByteIsHeldBack(t *testing.T) {
	const size = 200 << 10
	for _, hide := range []bool{false, true} {
		root, path := folder(t)
		path = filepath.Join(path, "k")
		for _, w := range [][2]int64{{0, size}, {0, 100 << 10}, {size - 70<<10, 70 << 10}} {
			write(t, path, string(bytes.Repeat([]byte("a"), size)))
			r, err := open(t, fsstore.New("b", root), "k").OpenRange(context.Background(), w[0], w[1])
			if err != nil {
				t.Fatal(err)
			}
			to := &saboteur{do: func() error { return rewrite(path, size) }}
			var from io.Reader = r
			if hide {
				from = struct{ io.Reader }{r}
			}
			n, err := io.Copy(struct{ io.Writer }{to}, from)
			if !errors.Is(err, store.ErrChanged) || n != int64(to.Len()) || n >= w[1] {
				t.Errorf("window %v, by Read %t: Copy = %d, %v; want less, %v", w, hide, n, err, store.ErrChanged)
			}
			if n, err := r.Read(make([]byte, 1)); n != 0 || !errors.Is(err, store.ErrChanged) {
				t.Errorf("window %v, by Read %t: Read after that = %d, %v; want %v again", w, hide, n, err, store.ErrChanged)
			}
		}
	}
}

// TestRewrittenBehindShortWindow has windows that are read when they are opened, and are of the
// file as it was then.
func TestRewrittenBehindShortWindow(t *testing.T) {
	for _, n := range []int64{1, 10} {
		root, path := folder(t)
		r, err := open(t, fsstore.New("b", root), "k").OpenRange(context.Background(), 0, n)
		if err != nil {
			t.Fatal(err)
		}
		if err := rewrite(filepath.Join(path, "k"), 10); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); string(got) != digits[:n] || err != nil {
			t.Errorf("%d bytes = %q, %v; want %q", n, got, err, digits[:n])
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if n, err := r.Read(make([]byte, 1)); n != 0 || err == nil {
			t.Errorf("Read of a closed reader = %d, %v; want an error", n, err)
		}
	}
}

// TestBufferIsNotShared reads two short windows that are open at once, and one whose buffer was
// another's before.
func TestBufferIsNotShared(t *testing.T) {
	root, path := folder(t)
	write(t, filepath.Join(path, "l"), "abcdefghij")
	s := fsstore.New("b", root)
	k, l := open(t, s, "k"), open(t, s, "l")
	first, err := k.OpenRange(context.Background(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, l, 0, 10); got != "abcdefghij" {
		t.Errorf("l reads %q", got)
	}
	if got := read(t, l, 3, 4); got != "defg" {
		t.Errorf("a part of l reads %q", got)
	}
	got, err := io.ReadAll(first)
	if err = errors.Join(err, first.Close(), first.Close()); err != nil || string(got) != digits {
		t.Errorf("k reads %q, %v", got, err)
	}
	again, err := l.OpenRange(context.Background(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, k, 0, 10); got != digits {
		t.Errorf("k reads %q", got)
	}
	if got, err := io.ReadAll(again); err != nil || string(got) != "abcdefghij" {
		t.Errorf("l reads %q, %v: a buffer that was closed twice is shared", got, err)
	}
}
