package fsstore_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// rewrites are ways to change the content of a file in place, all of which keep its size.
var rewrites = map[string]func(path string, content []byte, info fs.FileInfo) error{
	"os.WriteFile": func(path string, content []byte, _ fs.FileInfo) error { return os.WriteFile(path, content, 0o666) },
	"and the old time": func(path string, content []byte, info fs.FileInfo) error {
		if err := os.WriteFile(path, content, 0o666); err != nil {
			return err
		}
		return os.Chtimes(path, info.ModTime(), info.ModTime())
	},
}

// systemKnows reports whether the system says when a file was last changed.
func systemKnows() bool {
	switch runtime.GOOS {
	case "linux", "darwin", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris":
		return true
	}
	return false
}

// A gate lets the first n bytes of a response pass, then rewrites the file, then the rest.
type gate struct {
	http.ResponseWriter
	n       int
	rewrite func()
}

func (g *gate) Write(p []byte) (int, error) {
	g.n -= len(p)
	if g.rewrite != nil && g.n <= 0 {
		g.rewrite()
		g.rewrite = nil
	}
	return g.ResponseWriter.Write(p)
}

func (g *gate) Unwrap() http.ResponseWriter { return g.ResponseWriter }

// TestRewrittenWhileSent rewrites a file in place while it is sent, over HTTP/1.1 and
// HTTP/2: no client gets a whole body with an entity tag of which it is not.
func TestRewrittenWhileSent(t *testing.T) {
	for _, size := range []int{10, 100, 20_000, 9 << 20} {
		for how, rewrite := range rewrites {
			if how == "and the old time" && !systemKnows() {
				continue
			}
			for _, proto := range []string{"HTTP/1.1", "HTTP/2.0"} {
				root, folder := folder(t)
				path := filepath.Join(folder, "k")
				before, after := bytes.Repeat([]byte("a"), size), bytes.Repeat([]byte("b"), size)
				write(t, path, string(before))
				old := time.Now().Add(-time.Hour) // so that the change is not within a tick of the clock
				if err := os.Chtimes(path, old, old); err != nil {
					t.Fatal(err)
				}
				info, err := os.Stat(path)
				if err != nil {
					t.Fatal(err)
				}
				h := &getobject.Handler{Store: fsstore.New("b", root), Authorizer: getobject.AllowAll{}}
				server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					h.ServeHTTP(&gate{w, 1, func() {
						time.Sleep(20 * time.Millisecond) // a tick
						if err := rewrite(path, after, info); err != nil {
							t.Error(err)
						}
					}}, r)
				}))
				server.EnableHTTP2 = true
				if proto == "HTTP/2.0" {
					server.StartTLS()
				} else {
					server.Start()
				}
				resp, err := server.Client().Get(server.URL + "/b/k")
				if err != nil {
					continue // the connection ended before the header
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if resp.Proto != proto {
					t.Fatalf("answered over %s, want %s", resp.Proto, proto)
				}
				if err == nil && !bytes.Equal(body, before) {
					t.Errorf("%s, %d bytes, %s: a whole body of %d bytes that is not the object", proto, size, how, len(body))
				}
				server.Close()
			}
		}
	}
}

// TestNewTagForNewContent: a file that was rewritten has another entity tag, also if its
// size and time are those of the old one.
func TestNewTagForNewContent(t *testing.T) {
	if !systemKnows() {
		t.Skip("the system does not say when a file was changed")
	}
	root, folder := folder(t)
	path := filepath.Join(folder, "k")
	s := fsstore.New("b", root)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	before := open(t, s, "k").Info().ETag
	time.Sleep(20 * time.Millisecond) // a tick of the file system's clock
	if err := rewrites["and the old time"](path, []byte("9876543210"), info); err != nil {
		t.Fatal(err)
	}
	if after := open(t, s, "k").Info().ETag; after == before {
		t.Errorf("the tag of other content is %s still", after)
	}
}

// TestRewrittenUnderLoad rewrites a file again and again while clients read it. Each body
// that they get whole is one of the contents, and one tag never has two of them.
func TestRewrittenUnderLoad(t *testing.T) {
	root, folder := folder(t)
	path := filepath.Join(folder, "k")
	const size = 200_000
	content := func(generation int) []byte {
		return bytes.Repeat([]byte(fmt.Sprintf("%010d", generation)), size/10)
	}
	write(t, path, string(content(0)))
	server := httptest.NewServer(&getobject.Handler{Store: fsstore.New("b", root), Authorizer: getobject.AllowAll{}})
	defer server.Close()
	stop := make(chan struct{})
	var writing, reading sync.WaitGroup
	writing.Go(func() {
		for generation := 1; ; generation++ {
			select {
			case <-stop:
				return
			case <-time.After(15 * time.Millisecond):
			}
			if err := os.WriteFile(path, content(generation), 0o666); err != nil {
				t.Error(err)
			}
		}
	})
	var mu sync.Mutex
	sums := map[string][sha256.Size]byte{}
	whole := 0
	for range 4 {
		reading.Go(func() {
			for range 60 {
				resp, err := http.Get(server.URL + "/b/k")
				if err != nil {
					continue
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if err != nil || resp.StatusCode != 200 || len(body) < size {
					continue // aborted, or the file was being written when it was opened
				}
				if !bytes.Equal(body, bytes.Repeat(body[:10], size/10)) {
					t.Error("a whole body mixes two contents")
				}
				mu.Lock()
				whole++
				sum, tag := sha256.Sum256(body), resp.Header.Get("ETag")
				if known, ok := sums[tag]; ok && known != sum {
					t.Errorf("tag %s has two contents", tag)
				}
				sums[tag] = sum
				mu.Unlock()
			}
		})
	}
	reading.Wait()
	close(stop)
	writing.Wait()
	if whole == 0 {
		t.Error("no client got a whole body")
	}
}

// A changing file system has files that another content is written to while they are read.
type changing struct {
	fstest.MapFS
	hide bool // hide io.ReaderAt and io.Seeker
}

func (c changing) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	if err != nil {
		return nil, err
	}
	if c.hide {
		return &stamped{File: f, fsys: c, name: name}, nil
	}
	return &stampedAt{stamped{File: f, fsys: c, name: name}, f.(io.ReaderAt)}, nil
}

// A stamped file has the time that its file system says now.
type stamped struct {
	fs.File
	fsys changing
	name string
}

func (s *stamped) Stat() (fs.FileInfo, error) { return s.fsys.MapFS.Stat(s.name) }

type stampedAt struct {
	stamped
	io.ReaderAt
}

// TestChangeOfOtherFileSystems: what is read of any file system is looked at again before
// the last byte.
func TestChangeOfOtherFileSystems(t *testing.T) {
	for _, hide := range []bool{false, true} {
		files := fstest.MapFS{"k": {Data: []byte(digits), ModTime: modified}}
		o := open(t, fsstore.New("b", changing{files, hide}), "k")
		r, err := o.OpenRange(context.Background(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(r, make([]byte, 4)); err != nil {
			t.Fatal(err)
		}
		files["k"] = &fstest.MapFile{Data: []byte("0123XXXXXX"), ModTime: modified.Add(1)}
		rest, err := io.ReadAll(r)
		if !errors.Is(err, store.ErrChanged) || len(rest) >= 6 {
			t.Errorf("hidden %v: the rest is %q, %v, want less than all and %v", hide, rest, err, store.ErrChanged)
		}
	}
}

// A miscounting file reads as its function does.
type miscounting struct {
	fs.File
	read func(p []byte) (int, error)
}

func (b miscounting) Read(p []byte) (int, error) { return b.read(p) }

type miscountingFS struct {
	fstest.MapFS
	read func(p []byte) (int, error)
}

func (b miscountingFS) Open(name string) (fs.File, error) {
	f, err := b.MapFS.Open(name)
	if err != nil {
		return nil, err
	}
	return miscounting{f, b.read}, nil
}

// TestBrokenFiles: a file that does not progress, or miscounts, is an error and not a loop
// or a panic.
func TestBrokenFiles(t *testing.T) {
	for name, c := range map[string]struct {
		read func(p []byte) (int, error)
		want string
	}{
		"no progress": {func([]byte) (int, error) { return 0, nil }, io.ErrNoProgress.Error()},
		"negative":    {func([]byte) (int, error) { return -1, nil }, "impossible number"},
		"too many":    {func(p []byte) (int, error) { return len(p) + 1, nil }, "impossible number"},
		"early end":   {func([]byte) (int, error) { return 0, io.EOF }, io.ErrUnexpectedEOF.Error()},
	} {
		files := miscountingFS{fstest.MapFS{"k": {Data: []byte(digits), ModTime: modified}}, c.read}
		for _, off := range []int64{0, 3} {
			r, err := open(t, fsstore.New("b", files), "k").OpenRange(context.Background(), off, 4)
			if err == nil {
				_, err = io.ReadAll(r)
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s from %d: %v, want %q", name, off, err, c.want)
			}
		}
	}
}

// TestSpecialFiles: what is not a regular file is not an object: not found, and not a
// failure of the server.
func TestSpecialFiles(t *testing.T) {
	root, folder := folder(t)
	l, err := net.Listen("unix", filepath.Join(folder, "socket"))
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	s := fsstore.New("b", root)
	dev, err := fsstore.Dir(os.DevNull[:max(strings.LastIndexByte(os.DevNull, '/'), 0)])
	if err == nil {
		s.Mounts = append(s.Mounts, fsstore.Mount{Bucket: store.Bucket{Name: "dev"}, FS: dev})
	}
	for _, ref := range []store.Ref{{Bucket: "b", Key: "socket"}, {Bucket: "dev", Key: "null"}, {Bucket: "dev", Key: "tty"}, {Bucket: "dev", Key: "nothing"}} {
		if ref.Bucket == "dev" && dev == nil {
			continue
		}
		if o, err := s.Open(context.Background(), ref); !errors.Is(err, store.ErrNoKey) {
			t.Errorf("Open(%v) = %v, %v, want %v", ref, o, err, store.ErrNoKey)
		}
	}
}
