package getobject_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
)

// abortedSize is more than what lies between a server and a client that reads nothing.
const abortedSize = 8 << 20

// inMemory, inFile and inBlobs return a store with the object k in the bucket b.
func inMemory(t *testing.T) store.Store {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Source: memstore.Generated(abortedSize), Info: store.Info{ETag: `"k"`}}); err != nil {
		t.Fatal(err)
	}
	return s
}

func inFile(t *testing.T) store.Store {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "k"), make([]byte, abortedSize), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := fsstore.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := fsstore.New("b", root)
	t.Cleanup(func() { _ = errors.Join(s.Close(), root.Close()) })
	return s
}

func inBlobs(t *testing.T) store.Store {
	ctx := context.Background()
	f, err := folder.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	s, err := blobstore.New(ctx, f, blobstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	content, err := s.Stage(ctx)
	if err == nil {
		_, err = io.Copy(content, io.LimitReader(rand.Reader, abortedSize))
	}
	if err = errors.Join(err, s.CreateBucket(ctx, store.Bucket{Name: "b"})); err == nil {
		_, err = s.Put(ctx, "b", "k", write.Version{Info: store.Info{ETag: `"k"`}, Content: content}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// openDescriptors returns how many descriptors this process has.
func openDescriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// abort sends a request, reads the first bytes of the answer and resets the connection.
func abort(l narrow) error {
	c, err := l.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := io.WriteString(c, "GET /b/k HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		return err
	}
	head := make([]byte, 200)
	if _, err := io.ReadFull(c, head); err != nil {
		return err
	}
	if !bytes.HasPrefix(head, []byte("HTTP/1.1 200 ")) {
		return errors.New(string(head))
	}
	return c.(*net.TCPConn).SetLinger(0)
}

// TestAbortedRequests has up to 20,000 clients that go away in the middle of an answer, for each store.
// None leaves a goroutine, a descriptor or memory behind.
func TestAbortedRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("sends many requests")
	}
	for _, tt := range []struct {
		name     string
		open     func(*testing.T) store.Store
		requests int
	}{
		{"memstore", inMemory, 20000}, {"fsstore", inFile, 20000}, {"blobstore", inBlobs, 4000}, // slower, above all with the race detector
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := &getobject.Handler{Store: tt.open(t), Authorizer: getobject.AllowAll{}}
			server := httptest.NewUnstartedServer(h)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			l := narrow{server.Listener}
			server.Listener = l
			server.Start()
			defer server.Close()
			send := func(requests int) {
				var group sync.WaitGroup
				for range 8 {
					group.Go(func() {
						for range requests / 8 {
							if err := abort(l); err != nil {
								t.Error(err)
								return
							}
						}
					})
				}
				group.Wait()
			}
			goroutines := runtime.NumGoroutine()
			send(400) // makes what is made once
			waitForGoroutines(t, goroutines)
			descriptors, memory := openDescriptors(t), inUse()
			send(tt.requests)
			waitForGoroutines(t, goroutines)
			waitFor(t, "descriptors are open", func() int { return openDescriptors(t) }, descriptors)
			grown := inUse() - memory
			t.Logf("%s: %d aborted requests leave %d bytes more in use, and no goroutine or descriptor", tt.name, tt.requests, max(0, grown))
			if grown > 1<<20 {
				t.Errorf("%d bytes more in use after %d requests", grown, tt.requests)
			}
		})
	}
}
