package getobject_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestWriteToClosesHead: WriteTo closes the Response of a HEAD too, whose object is open and
// whose body is not.
func TestWriteToClosesHead(t *testing.T) {
	w := newHarness(t)
	r, err := getobject.Parse(newRequest(http.MethodHead, "/b/k"), getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := w.Operation().Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := resp.WriteTo(io.Discard); n != 0 || err != nil {
		t.Fatalf("WriteTo = %d, %v", n, err)
	}
	w.checkClosed(t)
}

// A miscounter is a middleware's ResponseWriter whose ReadFrom returns what it sent on, as
// one that compresses does, and not what it read.
type miscounter struct{ bytes.Buffer }

func (m *miscounter) ReadFrom(src io.Reader) (int64, error) {
	n, err := m.Buffer.ReadFrom(src)
	return n / 2, err
}

// TestReaderFromMiscounts: a writer that miscounts what it read of a file is not given what
// lies behind the window in that file.
func TestReaderFromMiscounts(t *testing.T) {
	const window, size = 1000, 5000
	name := filepath.Join(t.TempDir(), "file")
	content := append(bytes.Repeat([]byte("w"), window), bytes.Repeat([]byte("x"), size-window)...)
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := newHarness(t)
	w.putReader("file", window, func(n int64) io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) { return io.CopyN(w, f, n) })
	})
	r, err := getobject.Parse(newRequest(http.MethodGet, "/b/file"), getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := w.Operation().Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Close()
	var m miscounter
	n, err := resp.WriteTo(&m)
	if behind := bytes.Count(m.Bytes(), []byte("x")); behind > 0 {
		t.Errorf("WriteTo = %d, %v, and wrote %d bytes, of which %d lie behind the window", n, err, m.Len(), behind)
	}
}
