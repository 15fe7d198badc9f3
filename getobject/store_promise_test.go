package getobject_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// A readFunc is a reader made of a function.
type readFunc func(p []byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }
func (readFunc) Close() error                 { return nil }

// A writeFunc is a reader that writes itself by a function.
type writeFunc func(w io.Writer) (int64, error)

func (writeFunc) Read([]byte) (int, error)             { return 0, errors.New("Read of a WriterTo") }
func (f writeFunc) WriteTo(w io.Writer) (int64, error) { return f(w) }
func (writeFunc) Close() error                         { return nil }
func writes(n int, says int64) writeFunc {
	return func(w io.Writer) (int64, error) {
		if _, err := io.WriteString(w, strings.Repeat("x", n)); err != nil {
			return says, err
		}
		return says, nil
	}
}

// brokenReaders break the promise that a reader has exactly the bytes asked for, of which
// there are 100, each in another way.
var brokenReaders = []struct {
	name string
	make func() io.ReadCloser
	want string // in the record's error
}{
	{"ends early", func() io.ReadCloser { return &generator{40, io.EOF} }, "ended before the window"},
	{"fails late", func() io.ReadCloser { return &generator{40, errDisk} }, errDisk.Error()},
	{"says that it changed", func() io.ReadCloser { return &generator{40, store.ErrChanged} }, store.ErrChanged.Error()},
	{"has nothing at all", func() io.ReadCloser { return &generator{0, io.EOF} }, "ended before the window"},
	{"never progresses", func() io.ReadCloser { return readFunc(func([]byte) (int, error) { return 0, nil }) }, io.ErrNoProgress.Error()},
	{"counts below zero", func() io.ReadCloser { return readFunc(func([]byte) (int, error) { return -1, nil }) }, "impossible number"},
	{"counts beyond the buffer", func() io.ReadCloser { return readFunc(func(p []byte) (int, error) { return len(p) + 1, nil }) }, "impossible number"},
	{"writes less than it says", func() io.ReadCloser { return writes(20, 100) }, "ended before the window"},
	{"writes less and says so", func() io.ReadCloser { return writes(20, 20) }, "ended before the window"},
	{"writes more than it says", func() io.ReadCloser { return writes(120, 100) }, "longer than the window"},
	{"writes nothing and says a negative number", func() io.ReadCloser { return writes(0, -5) }, "ended before the window"},
	{"writes from a longer source", func() io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) { return io.Copy(w, strings.NewReader(strings.Repeat("x", 150))) })
	}, "longer than the window"},
	{"writes from a longer limited source", func() io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) {
			return io.CopyN(w, &generator{150, io.EOF}, 150)
		})
	}, "longer than the window"},
}

// TestBrokenReaders: whatever a store's reader does, a client takes no body for whole that
// is not, over any protocol, and the record names the broken promise.
func TestBrokenReaders(t *testing.T) {
	for _, p := range protocols {
		w := newHarness(t)
		for _, c := range brokenReaders {
			w.putReader("broken "+c.name, 100, func(int64) io.ReadCloser { return c.make() })
		}
		records := make(chan getobject.Record, 1)
		w.Done = func(r getobject.Record) { records <- r }
		s := serve(t, w, p.start)
		for _, c := range brokenReaders {
			resp, err := s.Client().Get(s.URL + "/b/" + strings.ReplaceAll("broken "+c.name, " ", "%20"))
			n := int64(0)
			if err == nil {
				n, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
			if err == nil {
				t.Errorf("%s, a reader that %s: the client read %d bytes as a whole body", p.name, c.name, n)
			}
			rec := <-records
			if !rec.Aborted || rec.Ending != getobject.EndingFault || rec.Err == nil || !strings.Contains(rec.Err.Error(), c.want) {
				t.Errorf("%s, a reader that %s: aborted %v, %v, %v, want a fault with %q", p.name, c.name, rec.Aborted, rec.Ending, rec.Err, c.want)
			}
		}
		s.Close()
		w.checkClosed(t)
	}
}

// TestIdleReaderStopsWithClient: a reader that has nothing yet is not read once its client
// is gone.
func TestIdleReaderStopsWithClient(t *testing.T) {
	w := newHarness(t)
	ctx, leave := context.WithCancel(t.Context())
	reads := 0
	w.putReader("slow", 100, func(int64) io.ReadCloser {
		leave()
		return readFunc(func(p []byte) (int, error) { reads++; return 1, nil })
	})
	if !aborts(w, newRequest("GET", "/b/slow").WithContext(ctx)) || reads > 1 {
		t.Errorf("%d reads for a client that was gone, want an abort", reads)
	}
	if w.last.Ending != getobject.EndingClientLeft {
		t.Errorf("recorded %v, want %v", w.last.Ending, getobject.EndingClientLeft)
	}
	w.checkClosed(t)
}

// TestNilFromStore: nil where nil is not allowed is a 500 that names the promise, before
// the status is out, and never a 404 or a nil dereference.
func TestNilFromStore(t *testing.T) {
	for _, c := range []struct {
		name    string
		harness func(*harness)
		want    string
	}{
		{"no Store", func(w *harness) { w.Store = nil }, "has no Store"},
		{"Bucket", func(w *harness) {
			w.store.bucket = func(*store.Bucket) (*store.Bucket, error) { return nil, nil }
		}, "Store.Bucket returned neither"},
		{"Open", func(w *harness) {
			w.broken("b/k").absent = true
		}, "Store.Open returned neither"},
		{"Info", func(w *harness) {
			w.broken("b/k").info = func(store.Info) *store.Info { return nil }
		}, "Object.Info returned nil"},
		{"OpenRange", func(w *harness) {
			w.broken("b/k").read = func(context.Context, int64, int64) (io.ReadCloser, error) { return nil, nil }
		}, "neither a reader nor an error"},
		{"typed nil from Bucket", fails(faultstore.Bucket, (*getobject.Error)(nil)), "nil *Error"},
		{"typed nil from the Authorizer", func(w *harness) { w.Authorizer = failsToAuthorize((*getobject.Error)(nil)) }, "nil *Error"},
		{"typed nil from the Authenticator", func(w *harness) { w.Authenticator = failsToAuthenticate((*getobject.Error)(nil)) }, "nil *Error"},
	} {
		w := newHarness(t)
		c.harness(w)
		rec := w.get(t, "/b/k")
		if rec.Code != 500 || w.last.Rule != rule.Internal || w.last.Err == nil || !strings.Contains(w.last.Err.Error(), c.want) {
			t.Errorf("%s: %d, recorded %v, %v, want 500 with %q", c.name, rec.Code, w.last.Rule, w.last.Err, c.want)
		}
		if w.last.Ending != getobject.EndingFault {
			t.Errorf("%s: recorded %v, want %v", c.name, w.last.Ending, getobject.EndingFault)
		}
	}
}

// TestControlCharacters: no control character reaches a header, wherever it comes from, and
// no name that is not a token.
func TestControlCharacters(t *testing.T) {
	const bad = "a\r\nX-Injected: 1\x00\x7f"
	w := newHarness(t)
	w.changeBucket("far", func(b *store.Bucket) { b.Region = "eu-" + bad })
	w.NewIDs = func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: bad, Host: bad} }
	w.broken("b/k").info = tells(func(i *store.Info) { i.ETag, i.ContentType, i.VersionID = `"`+bad+`"`, bad, bad })
	w.broken("v/k").info = tells(func(i *store.Info) { i.VersionID = bad })
	for _, target := range []string{"/b/k", "/v/k", "http://far.s3.us-east-1.amazonaws.com/k"} {
		rec := w.get(t, target)
		for name, lines := range rec.Header() {
			for _, line := range lines {
				if strings.ContainsAny(name+line, "\r\n\x00\x7f") {
					t.Errorf("GET %s sends %q: %q", target, name, line)
				}
			}
		}
	}
	w.Authorizer = failsToAuthorize(&getobject.Error{Code: rule.CodeSlowDown, Header: []getobject.Field{
		{Name: "Bad\r\nName", Value: "x"}, {Name: "", Value: "x"}, {Name: "Retry-After", Value: "1\r\nx: y"},
	}})
	rec := w.get(t, "/b/k")
	if got := rec.Header(); rec.Code != 503 || got.Get("Retry-After") != "1  x: y" || len(got) != 4 {
		t.Errorf("GET = %d %q, want 503 with a clean Retry-After and ids", rec.Code, got)
	}
}

// TestOverrideControls: an override has no control character of either set of Latin-1.
func TestOverrideControls(t *testing.T) {
	for _, c := range []struct {
		value string
		want  int
	}{{"%C2%80", 400}, {"%C2%9F", 400}, {"%C2%A0", 200}, {"%C3%BF", 200}, {"%7F", 400}, {"%1F", 400}} {
		if rec := newHarness(t).get(t, "/b/k?response-expires="+c.value, signed...); rec.Code != c.want {
			t.Errorf("response-expires=%s = %d, want %d", c.value, rec.Code, c.want)
		}
	}
}

// TestBodyThatDoesNotCome: a request that announces a body and withholds it is answered,
// and its object closed, at once.
func TestBodyThatDoesNotCome(t *testing.T) {
	for name, head := range map[string]string{
		"length":  "Content-Length: 10\r\n",
		"chunked": "Transfer-Encoding: chunked\r\n",
		"expects": "Content-Length: 10\r\nExpect: 100-continue\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			w, done := newHarness(t), make(chan getobject.Record, 1)
			w.Done = func(r getobject.Record) { done <- r }
			s := serve(t, w, (*httptest.Server).Start)
			conn, err := net.Dial("tcp", s.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(conn, "GET /b/k HTTP/1.1\r\nHost: x\r\n%s\r\n", head)
			resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatalf("no answer: %v", err)
			}
			body, err := io.ReadAll(resp.Body)
			if resp.StatusCode != 200 || string(body) != "0123456789" || !resp.Close {
				t.Errorf("%d %q, %v, closes %t, want 200 with the object, and that it closes", resp.StatusCode, body, err, resp.Close)
			}
			if rec := <-done; rec.Err != nil {
				t.Errorf("recorded %v", rec.Err)
			}
			w.checkClosed(t)
		})
	}
}

// TestEndings tells clients that leave and deadlines from faults, in the record and in the
// level of the log.
func TestEndings(t *testing.T) {
	expired, stop := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer stop()
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		err   error // of the store
		want  getobject.Ending
		level string
	}{
		{"fault", t.Context(), errDisk, getobject.EndingFault, "WARN"},
		{"client left", gone, context.Canceled, getobject.EndingClientLeft, "INFO"},
		{"client left, and the store says otherwise", gone, errDisk, getobject.EndingClientLeft, "INFO"},
		{"deadline", expired, context.DeadlineExceeded, getobject.EndingDeadline, "WARN"},
		{"deadline of the store's own", t.Context(), context.DeadlineExceeded, getobject.EndingDeadline, "WARN"},
		{"overload", t.Context(), store.ErrSlowDown, getobject.EndingComplete, "INFO"},
	} {
		w := newHarness(t, fails(faultstore.Bucket, c.err))
		w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/k").WithContext(c.ctx))
		if w.last.Ending != c.want || w.last.Level().String() != c.level {
			t.Errorf("%s: recorded %v at %v, want %v at %s", c.name, w.last.Ending, w.last.Level(), c.want, c.level)
		}
	}
	for e, want := range map[getobject.Ending]string{0: "complete", 1: "client left", 2: "deadline", 3: "fault", 9: "Ending(9)"} {
		if e.String() != want {
			t.Errorf("Ending(%d) = %q, want %q", uint8(e), e, want)
		}
	}
}

// TestRecordIsKept: a record that is kept says the same after other requests.
func TestRecordIsKept(t *testing.T) {
	w := newHarness(t)
	var kept []getobject.Record
	w.Done = func(r getobject.Record) { kept = append(kept, r) }
	w.Authenticator = person{AccessKey: "AKIA", Account: owner, ARN: "arn:x", Principal: "somebody"}
	w.get(t, "/b/k")
	w.get(t, "/v/k?versionId="+newID)
	w.ask(t, "HEAD", "/b/nothing")
	for i, want := range []string{"GetObject b k  200", "GetObject v k " + newID + " 200", "HeadObject b nothing  404"} {
		r := kept[i]
		if got := fmt.Sprint(r.Operation, " ", r.Bucket, " ", r.Key, " ", r.Version, " ", r.Status); got != want {
			t.Errorf("record %d is %q, want %q", i, got, want)
		}
		if r.Identity.Principal != "somebody" || r.RemoteAddr == "" {
			t.Errorf("record %d has identity %+v from %q", i, r.Identity, r.RemoteAddr)
		}
	}
}

// TestInfoTwice: an object whose Info is nil when it is asked for again is a 500, and no
// nil dereference.
func TestInfoTwice(t *testing.T) {
	w, asked := newHarness(t), 0
	w.broken("b/multi").info = func(i store.Info) *store.Info {
		if asked++; asked > 1 {
			return nil
		}
		return &i
	}
	defer func() {
		if v := recover(); v != nil {
			t.Errorf("panicked: %v", v)
		}
	}()
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, newRequest("GET", "/b/multi?partNumber=1"))
	if opened := w.checkClosed(t); rec.Code != 500 && rec.Code != 206 || opened != 1 {
		t.Errorf("GET = %d, opened %d times; want an answer, and once", rec.Code, opened)
	}
}

// TestNegativeSize refuses what a broken store describes.
func TestNegativeSize(t *testing.T) {
	w := newHarness(t)
	w.broken("b/k").info = tells(func(i *store.Info) { i.Size = -5 })
	for _, method := range []string{"GET", "HEAD"} {
		if got := w.ask(t, method, "/b/k"); got.Code != 500 {
			t.Errorf("%s = %d, want 500", method, got.Code)
		}
	}
	w.checkClosed(t)
}
