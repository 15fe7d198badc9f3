package getobject_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/memstore"
)

// TestRecord checks what the end of a request tells.
func TestRecord(t *testing.T) {
	for _, c := range []struct {
		method, target string
		want           getobject.Record
		failed         bool
	}{
		{"GET", "/b/k", getobject.Record{Status: 200, Rule: rule.Whole, Bytes: 10}, false},
		{"HEAD", "/b/k", getobject.Record{Status: 200, Rule: rule.Whole}, false},
		{"GET", "/b/k?partNumber=1", getobject.Record{Status: 206, Rule: rule.PartPlain, Bytes: 10}, false},
		{"HEAD", "/b/nothing", getobject.Record{Status: 404, Rule: rule.NoSuchKey}, true},
		{"PUT", "/b/k?acl", getobject.Record{Status: 405, Rule: rule.Method}, true},
	} {
		w := newHarness(t)
		rec := w.ask(t, c.method, c.target)
		got := w.last
		c.want.Bytes = int64(rec.Body.Len())
		if got.Method != c.method || got.Status != c.want.Status || got.Rule != c.want.Rule || got.Bytes != c.want.Bytes ||
			(got.Err != nil) != c.failed || got.Aborted || !got.Start.Equal(clock) || got.Duration != 0 {
			t.Errorf("%s %s was recorded as %+v, want %+v", c.method, c.target, got, c.want)
		}
	}
}

// TestLog checks the level and the attributes of the line of a request.
func TestLog(t *testing.T) {
	for _, c := range []struct {
		target  string
		harness func(*harness)
		want    []string
	}{
		{"/b/k", nil, []string{"level=INFO", "method=GET", "bucket=b", "key=k", "status=200", "rule=window/whole", "bytes=10", "id=REQ"}},
		{"/b/nothing", nil, []string{"level=INFO", "status=404", "rule=locate/no-key", "err="}},
		{"/b/k?a=%", nil, []string{"level=INFO", "status=400", "rule=address/query"}},
		{"/b/k?acl", nil, []string{"level=INFO", "status=501", "rule=route/sub-resource"}},
		{"/b/k", fails(faultstore.Bucket, errSecret), []string{"level=WARN", "status=500", "secret disk 7"}},
	} {
		w := newHarness(t)
		var b bytes.Buffer
		w.Log, w.Done = slog.New(slog.NewTextHandler(&b, nil)), nil
		w.NewIDs = func(address.Endpoint) getobject.IDs { return ids }
		if c.harness != nil {
			c.harness(w)
		}
		w.get(t, c.target)
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) || strings.Count(b.String(), "\n") != 1 {
				t.Errorf("GET %s is logged as %q, want one line with %s", c.target, b.String(), want)
			}
		}
	}
}

// TestLogAborted checks that a body that was not sent whole is a warning.
func TestLogAborted(t *testing.T) {
	w := newHarness(t)
	var b bytes.Buffer
	w.Log = slog.New(slog.NewTextHandler(&b, nil))
	faulty(faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(5, errDisk)})(w)
	if !aborts(w, newRequest("GET", "/b/k")) {
		t.Error("GET of a broken object did not abort")
	}
	w.checkClosed(t)
	if !strings.Contains(b.String(), "level=WARN") || !strings.Contains(b.String(), errDisk.Error()) || !strings.Contains(b.String(), "bytes=5") {
		t.Errorf("broken object is logged as %q, want a warning with its cause and 5 bytes", b.String())
	}
}

// aborts reports whether h gives up the connection of a request.
func aborts(h http.Handler, r *http.Request) bool {
	switch v := recovered(h, httptest.NewRecorder(), r); v {
	case nil:
		return false
	case http.ErrAbortHandler:
		return true
	default:
		panic(v)
	}
}

// TestCloseError checks that an object that fails to close leaves no doubt: the
// connection ends and the record has the cause.
func TestCloseError(t *testing.T) {
	w := newHarness(t)
	fails(faultstore.Close, errDisk)(w)
	if !aborts(w, newRequest("GET", "/b/k")) || !errors.Is(w.last.Err, errDisk) || !w.last.Aborted {
		t.Errorf("GET was recorded with %v, want an abort with %v", w.last.Err, errDisk)
	}
	w.checkClosed(t)
	if w.get(t, "/b/nothing"); w.last.Aborted {
		t.Error("the next request counts as aborted")
	}
}

// TestWriteError checks that a client that cannot be written to ends the request.
func TestWriteError(t *testing.T) {
	w := newHarness(t)
	if v := recovered(w, deaf{httptest.NewRecorder()}, newRequest("GET", "/b/k")); v != http.ErrAbortHandler {
		t.Errorf("ServeHTTP panicked with %v, want %v", v, http.ErrAbortHandler)
	}
	w.checkClosed(t)
	if !errors.Is(w.last.Err, errDisk) {
		t.Errorf("recorded %v, want %v", w.last.Err, errDisk)
	}
	w.ServeHTTP(deaf{httptest.NewRecorder()}, newRequest("GET", "/b/nothing"))
	if !errors.Is(w.last.Err, errDisk) || w.last.Status != 404 {
		t.Errorf("recorded %d, %v, want 404 and %v", w.last.Status, w.last.Err, errDisk)
	}
}

// A deaf ResponseWriter takes no body.
type deaf struct{ http.ResponseWriter }

func (deaf) Write([]byte) (int, error) { return 0, errDisk }

// TestCloseErrorOfHead checks that an answer without a body is whole, whatever the store
// says when it is over.
func TestCloseErrorOfHead(t *testing.T) {
	w := newHarness(t)
	fails(faultstore.Close, errDisk)(w)
	if aborts(w, newRequest("HEAD", "/b/k")) || w.last.Err == nil || w.last.Aborted {
		t.Errorf("HEAD was recorded with %v, aborted %v; want an error and no abort", w.last.Err, w.last.Aborted)
	}
}

// A stutterer is a ResponseWriter whose first Write fails.
type stutterer struct {
	http.ResponseWriter
	failed bool
}

var errGone = errors.New("the client is gone")

func (s *stutterer) Write(p []byte) (int, error) {
	if !s.failed {
		s.failed = true
		return 0, errGone
	}
	return s.ResponseWriter.Write(p)
}

// TestConnectionErrorIsKept: an error of the connection is recorded as such also where the body
// goes on writing after it, and a later Write succeeds.
func TestConnectionErrorIsKept(t *testing.T) {
	w := newHarness(t)
	w.putReader("deaf", 10, func(int64) io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) {
			_, _ = io.WriteString(w, "01234")
			_, _ = io.WriteString(w, "56789")
			return 10, nil
		})
	})
	recovered(w, &stutterer{ResponseWriter: httptest.NewRecorder()}, newRequest("GET", "/b/deaf"))
	if got := w.last; got.Ending != getobject.EndingClientLeft || !errors.Is(got.Err, errGone) {
		t.Errorf("recorded %v, %v, want %v", got.Ending, got.Err, errGone)
	}
}

// TestCustomerKeyNeedsTLS checks what keeps a customer's key secret.
func TestCustomerKeyNeedsTLS(t *testing.T) {
	for _, c := range []struct {
		tls    *tls.ConnectionState
		secure func(*http.Request) bool
		want   int
	}{
		{nil, nil, 400},
		{&tls.ConnectionState{}, nil, 200},
		{nil, func(*http.Request) bool { return true }, 200},
		{&tls.ConnectionState{}, func(*http.Request) bool { return false }, 400},
	} {
		w := newHarness(t)
		w.Secure = c.secure
		r := newRequest("GET", "/b/ssec", ssec(theKey)...)
		r.TLS = c.tls
		if rec := w.send(t, r); rec.Code != c.want {
			t.Errorf("GET with a key, TLS %v = %d, want %d", c.tls, rec.Code, c.want)
		}
	}
}

// TestZeroHandler checks the defaults.
func TestZeroHandler(t *testing.T) {
	h := &getobject.Handler{Store: newHarness(t).store}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, newRequest("GET", "/b/k"))
	canonicalize(rec.Header())
	if rec.Code != 403 || len(rec.Header().Get("X-Amz-Request-Id")) != 16 {
		t.Errorf("GET = %d %v, want 403 with ids", rec.Code, rec.Header())
	}
}

// TestConcurrent checks that requests that run at once have nothing of each other.
func TestConcurrent(t *testing.T) {
	w := newHarness(t)
	w.Done = nil
	for n := range 8 {
		text := strings.Repeat(fmt.Sprint(n), 100+n)
		w.put("b", fmt.Sprint("k", n), memstore.Version{Content: []byte(text), Info: store.Info{ETag: fmt.Sprintf(`"%d"`, n)}})
	}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for range 200 {
				rec := httptest.NewRecorder()
				w.ServeHTTP(rec, newRequest("GET", fmt.Sprint("/b/k", n)))
				canonicalize(rec.Header())
				if want := fmt.Sprintf(`"%d"`, n); rec.Header().Get("Etag") != want || strings.Trim(rec.Body.String(), fmt.Sprint(n)) != "" || rec.Body.Len() != 100+n {
					t.Errorf("GET k%d = %s with %.20s…, want %s", n, rec.Header().Get("Etag"), rec.Body, want)
				}
				w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/nothing?acl"))
			}
		})
	}
	wg.Wait()
	w.checkClosed(t)
}

// TestReplacedObjectIsNotMixed checks that an object that is replaced while a request for it is decided is
// never mixed with what replaces it.
func TestReplacedObjectIsNotMixed(t *testing.T) {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	put := func(text string) {
		v := memstore.Version{Info: store.Info{ETag: strconv.Quote(text), TagCount: 1}, Content: []byte(text)}
		if _, err := s.Put("b", "k", v); err != nil {
			t.Fatal(err)
		}
	}
	put("old")
	h := &getobject.Handler{Store: s, Authorizer: authorizerFunc(func(a getobject.Access) (getobject.Verdict, error) {
		if a.Action == getobject.ActionGetObjectTagging { // which is asked for when the object is open
			put("replaced")
		}
		return getobject.Allow, nil
	})}
	for _, want := range []string{"old", "replaced"} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest("GET", "/b/k"))
		canonicalize(rec.Header())
		if rec.Body.String() != want || rec.Header().Get("Etag") != `"`+want+`"` || rec.Header().Get("Content-Length") != fmt.Sprint(len(want)) {
			t.Errorf("GET = %q %v, want %q and nothing else", rec.Body, rec.Header(), want)
		}
	}
}
