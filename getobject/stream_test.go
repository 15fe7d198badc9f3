package getobject_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
)

// patience is how long a test waits for what has to happen.
const patience = 10 * time.Second

// protocols are the ways in which a client reads: both have to tell a body that is not
// whole.
var protocols = []struct {
	name  string
	start func(*httptest.Server)
}{
	{"HTTP/1.1", (*httptest.Server).Start},
	{"HTTP/1.1 over TLS", (*httptest.Server).StartTLS},
	{"HTTP/2.0", func(s *httptest.Server) { s.EnableHTTP2 = true; s.StartTLS() }},
}

// serve serves a harness over a connection of its own.
func serve(t testing.TB, h http.Handler, start func(*httptest.Server)) *httptest.Server {
	s := httptest.NewUnstartedServer(h)
	start(s)
	t.Cleanup(s.Close)
	return s
}

// TestProtocols checks that the protocols are what they are called.
func TestProtocols(t *testing.T) {
	for _, p := range protocols {
		s := serve(t, newHarness(t), p.start)
		resp, err := s.Client().Get(s.URL + "/b/k")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if !strings.HasPrefix(p.name, resp.Proto) {
			t.Errorf("GET over %s came over %s", p.name, resp.Proto)
		}
	}
}

// A chunk is read again and again.
var chunk = bytes.Repeat([]byte("0123456789abcdef"), 1<<16)

// A generator reads n bytes of chunks, then ends with err.
type generator struct {
	n   int64
	err error // io.EOF where it ends well
}

func (g *generator) Read(p []byte) (int, error) {
	if g.n == 0 {
		return 0, g.err
	}
	n := copy(p[:min(int64(len(p)), g.n)], chunk)
	g.n -= int64(n)
	return n, nil
}

func (g *generator) Close() error { return nil }

// A writer is a generator that writes itself, in large pieces.
type writer struct{ *generator }

func (w writer) WriteTo(to io.Writer) (int64, error) {
	var total int64
	for w.n > 0 {
		n, err := to.Write(chunk[:min(int64(len(chunk)), w.n)])
		total += int64(n)
		w.n -= int64(n)
		if err != nil {
			return total, err
		}
	}
	if w.err == io.EOF {
		return total, nil
	}
	return total, w.err
}

func wellRead(n int64) io.ReadCloser    { return &generator{n, io.EOF} }
func wellWritten(n int64) io.ReadCloser { return writer{&generator{n, io.EOF}} }

// TestStream reads large objects in memory that does not grow with them.
func TestStream(t *testing.T) {
	if testing.Short() {
		t.Skip("sends gigabytes")
	}
	for _, c := range []struct {
		name string
		size int64
		make func(int64) io.ReadCloser
	}{
		{"WriterTo", 5 << 30, wellWritten},
		{"Reader", 1 << 28, wellRead},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newHarness(t)
			w.putReader("large", c.size, c.make)
			s := serve(t, w, (*httptest.Server).Start)
			resp, err := s.Client().Get(s.URL + "/b/large")
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			n, grown := drain(t, resp.Body)
			if n != c.size || resp.ContentLength != c.size {
				t.Errorf("GET = %d bytes of %d, want %d", n, resp.ContentLength, c.size)
			}
			if grown > 8<<20 {
				t.Errorf("heap grew by %d bytes, want 8 MiB at most", grown)
			}
		})
	}
}

// drain reads r to its end and returns how much came and how far the heap grew.
func drain(t *testing.T, r io.Reader) (total int64, grown uint64) {
	buf := make([]byte, 1<<20)
	before := heap()
	most := before
	for next := int64(0); ; {
		n, err := r.Read(buf)
		total += int64(n)
		if total >= next {
			most, next = max(most, heap()), next+256<<20
		}
		if err == io.EOF {
			return total, max(most, heap()) - before
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// errDisk is why a store stops in the middle.
var errDisk = errors.New("disk is gone")

// TestBroken checks that a client never takes a part for the object.
func TestBroken(t *testing.T) {
	for _, p := range protocols {
		for name, end := range map[string]error{"short": io.EOF, "failing": errDisk} {
			for _, size := range []int64{10, 4096, 3 << 20} {
				for kind, make := range map[string]func(int64) io.ReadCloser{
					"reader": func(n int64) io.ReadCloser { return &generator{n - 1 - n/2, end} },
					"writer": func(n int64) io.ReadCloser { return writer{&generator{n - 1 - n/2, end}} },
					"empty":  func(int64) io.ReadCloser { return &generator{0, end} },
				} {
					t.Run(p.name+"/"+name+"/"+kind, func(t *testing.T) { checkBroken(t, p.start, size, make) })
				}
			}
		}
	}
}

func checkBroken(t *testing.T, start func(*httptest.Server), size int64, make func(int64) io.ReadCloser) {
	w := newHarness(t)
	w.putReader("broken", size, make)
	done := w.expect()
	s := serve(t, w, start)
	resp, err := s.Client().Get(s.URL + "/b/broken")
	if err == nil {
		var body []byte
		body, err = io.ReadAll(resp.Body)
		resp.Body.Close()
		if err == nil {
			t.Errorf("GET = %d bytes of %d without an error", len(body), size)
		}
	}
	if rec := <-done; !rec.Aborted || rec.Err == nil || rec.Status != 200 || rec.Bytes >= size {
		t.Errorf("recorded %d with %d bytes, %v, want an aborted 200", rec.Status, rec.Bytes, rec.Err)
	}
	w.checkClosed(t)
}

// TestExcessIsCutOff checks that a store that reads too much is cut off at Content-Length.
func TestExcessIsCutOff(t *testing.T) {
	for _, p := range protocols {
		for kind, make := range map[string]func(int64) io.ReadCloser{
			"reader": func(n int64) io.ReadCloser { return &generator{3 * n, io.EOF} },
			"writer": func(n int64) io.ReadCloser { return writer{&generator{3 * n, io.EOF}} },
		} {
			for _, size := range []int64{10, int64(len(chunk))} {
				t.Run(p.name+"/"+kind, func(t *testing.T) { checkTooLong(t, p.start, size, make) })
			}
		}
	}
}

func checkTooLong(t *testing.T, start func(*httptest.Server), size int64, make func(int64) io.ReadCloser) {
	w := newHarness(t)
	w.putReader("long", size, make)
	done := w.expect()
	s := serve(t, w, start)
	resp, err := s.Client().Get(s.URL + "/b/long")
	if err == nil {
		var body []byte
		body, err = io.ReadAll(resp.Body)
		resp.Body.Close()
		if !bytes.HasPrefix(chunk, body) || int64(len(body)) > size || err == nil && int64(len(body)) != size {
			t.Errorf("GET = %d bytes, %v, want those of the object, %d", len(body), err, size)
		}
	}
	<-done
	w.checkClosed(t)
	for range 2 {
		resp, err := s.Client().Get(s.URL + "/b/k")
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(resp.Body); string(body) != "0123456789" || err != nil {
			t.Errorf("GET of another object afterwards = %q, %v", body, err)
		}
		resp.Body.Close()
		<-done
	}
}

// expect returns where the records of requests go once they end.
func (w *harness) expect() chan getobject.Record {
	c := make(chan getobject.Record, 10)
	w.Done = func(r getobject.Record) { c <- r }
	return c
}
