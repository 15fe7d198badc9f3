package getobject_test

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
)

// TestServerCloseAmidSendfile: a connection that the server's own Close breaks is not a fault of
// the store, also where the body is a part of a file that the system sends.
func TestServerCloseAmidSendfile(t *testing.T) {
	const size = 64 << 20 // more than the buffers of a connection hold
	f, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(size); err != nil {
		t.Fatal(err)
	}
	w := newHarness(t)
	w.putReader("file", size, func(n int64) io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) { return io.CopyN(w, f, n) })
	})
	records := make(chan getobject.Record, 1)
	w.Done = func(r getobject.Record) { records <- r }
	s := serve(t, w, protocols[0].start)
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /b/file HTTP/1.1\r\nHost: h\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, make([]byte, 8192)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond) // until the buffers are full, and the system waits
	s.Config.Close()
	if rec := <-records; rec.Ending != getobject.EndingClientLeft {
		t.Errorf("recorded %v, %v, want %v", rec.Ending, rec.Err, getobject.EndingClientLeft)
	}
}
