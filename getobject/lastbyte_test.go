package getobject_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// lateBody is a body that fails with or after its last byte.
type lateBody struct {
	name string
	make func(n int64) io.ReadCloser
}

// besides fail in the call that hands over the last bytes.
var besides = []lateBody{
	{"Read", func(n int64) io.ReadCloser {
		left := n
		return readFunc(func(p []byte) (int, error) {
			k := min(int64(len(p)), left)
			if left -= k; left == 0 {
				return int(k), store.ErrChanged
			}
			return int(k), nil
		})
	}},
	{"WriteTo", func(n int64) io.ReadCloser { return writer{&generator{n, store.ErrChanged}} }},
}

// TestFailureBesideLastBytes: a body whose Read or WriteTo fails is not whole, also where it
// fails in the call that hands over the last bytes.
func TestFailureBesideLastBytes(t *testing.T) { testLate(t, besides) }

// testLate reads bodies over any protocol, and checks that none of them looks whole.
func testLate(t *testing.T, bodies []lateBody) {
	for _, p := range protocols {
		for _, c := range bodies {
			for _, size := range []int64{1, 3000, 40_000} {
				w := newHarness(t)
				w.putReader("late", size, c.make)
				records := make(chan getobject.Record, 1)
				w.Done = func(r getobject.Record) { records <- r }
				s := serve(t, w, p.start)
				resp, err := s.Client().Get(s.URL + "/b/late")
				n := int64(0)
				if err == nil {
					n, err = io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
				if rec := <-records; err == nil || !rec.Aborted {
					t.Errorf("%s, %s: the client read %d of %d bytes, %v; recorded aborted %v, %v; want an error and an abort",
						p.name, c.name, n, size, err, rec.Aborted, rec.Err)
				}
				s.Close()
				w.checkClosed(t)
			}
		}
	}
}

// insteads fail where the end of the body should be. The reader of checksums is the module's
// own, over bytes that are not those that were stored.
var insteads = []lateBody{
	{"an error in place of EOF", func(n int64) io.ReadCloser { return &generator{n, store.ErrChanged} }},
	{"a checksum that differs", func(n int64) io.ReadCloser {
		stored := checksum.Sum(checksum.CRC32, bytes.Repeat([]byte("a"), int(n)))
		return io.NopCloser(checksum.NewReader(&generator{n, io.EOF}, stored))
	}},
}

// TestFailureInPlaceOfEOF: a body whose reader fails after its last byte is not whole. That
// is where a reader fails that verifies a checksum or the seal of a cipher.
func TestFailureInPlaceOfEOF(t *testing.T) { testLate(t, insteads) }

// A failingCloser reads well and fails to close.
type failingCloser struct{ io.Reader }

func (failingCloser) Close() error { return errors.New("close: disk on fire") }

// afters are found to be wrong after their last byte was written.
var afters = []lateBody{
	{"a WriteTo of more than the window", func(n int64) io.ReadCloser { return writer{&generator{n + 1000, io.EOF}} }},
	{"Close of the body", func(n int64) io.ReadCloser { return failingCloser{&generator{n, io.EOF}} }},
}

// TestFailureAfterLastByte: a body that is recorded as aborted is aborted for the client too.
func TestFailureAfterLastByte(t *testing.T) { testLate(t, afters) }

// miscounting are sources that a body copies from with [io.CopyN], and which return counts
// that they cannot have read.
var miscounting = []struct {
	name string
	make func() io.Reader
}{
	{"below zero", func() io.Reader {
		calls := 0
		return readFunc(func(p []byte) (int, error) {
			if calls++; calls == 2 {
				return -5000, nil // and io.LimitedReader lets 5,000 bytes more pass
			}
			return copy(p, strings.Repeat("x", len(p))), nil
		})
	}},
	{"beyond the buffer", func() io.Reader {
		return readFunc(func(p []byte) (int, error) {
			if len(p) < 20_000 {
				return 20_000, nil // of which none was read
			}
			return copy(p, strings.Repeat("x", len(p))), nil
		})
	}},
}

// TestLimitedSourceMiscounts: a body that copies from a limited reader sends no more than was
// announced, which would be taken for the next response, and is not whole if the source
// counts bytes that it did not read.
func TestLimitedSourceMiscounts(t *testing.T) {
	const size = 40_000
	for _, c := range miscounting {
		w := newHarness(t)
		w.putReader("x", size, func(n int64) io.ReadCloser {
			return writeFunc(func(w io.Writer) (int64, error) { return io.CopyN(w, c.make(), n) })
		})
		s := httptest.NewServer(w.Handler)
		got := rawBody(t, s.Listener.Addr().String(), "GET /b/x HTTP/1.1\r\nHost: h\r\n\r\n")
		s.Close() // and so waits for the record
		if len(got) >= size || !w.last.Aborted {
			t.Errorf("counts %s: %d bytes came after the header section of a body of %d, %d of them from the source; aborted %v, %v",
				c.name, len(got), size, strings.Count(got, "x"), w.last.Aborted, w.last.Err)
		}
		w.checkClosed(t)
	}
}

// rawBody sends a request and returns what comes behind the header section, until nothing
// has come for a while or the connection is closed.
func rawBody(t *testing.T, addr, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(conn) // until the deadline, if the connection is kept
	_, body, _ := strings.Cut(string(got), "\r\n\r\n")
	return body
}
