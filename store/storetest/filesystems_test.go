package storetest_test

import (
	"bytes"
	"io"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/version"
)

// A mapping is a file system in memory whose files are replaced while others read.
type mapping struct {
	mu     sync.Mutex
	files  fstest.MapFS
	writes int
	stream bool // files have nothing but what an [fs.File] has
}

func (m *mapping) Open(name string) (fs.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, err := m.files.Open(name)
	if err == nil && m.stream {
		f = struct{ fs.File }{f}
	}
	return f, err
}

func (m *mapping) put(_, key string, v storetest.Version) error {
	if len(v.PartSizes) > 0 || !v.CustomerKey.IsZero() || v.Null {
		return errUnsupported
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writes++
	m.files[key] = &fstest.MapFile{Data: bytes.Clone(v.Content), ModTime: time.Unix(int64(m.writes), 0)}
	return nil
}

func (m *mapping) remove(_, key string, _ version.Selector) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, key)
	return nil
}

// TestFileSystems checks fsstore over files that are no [os.File]: with [io.ReaderAt], and as
// streams that are read from their beginning.
func TestFileSystems(t *testing.T) {
	for name, stream := range map[string]bool{"ReaderAt": false, "stream": true} {
		t.Run(name, func(t *testing.T) {
			m := &mapping{files: fstest.MapFS{}, stream: stream}
			m.files["x"] = &fstest.MapFile{}
			f, err := m.Open("x")
			if err != nil {
				t.Fatal(err)
			}
			if _, at := f.(io.ReaderAt); at == stream {
				t.Fatalf("a file is an io.ReaderAt: %t", at)
			}
			storetest.Check(t, storetest.Subject{Store: fsstore.New("b", m), Bucket: "b", Put: m.put, Delete: m.remove})
		})
	}
}
