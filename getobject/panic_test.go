package getobject_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// recovered serves a request and returns what the handler panics with, or nil.
func recovered(h http.Handler, w http.ResponseWriter, r *http.Request) (v any) {
	defer func() { v = recover() }()
	h.ServeHTTP(w, r)
	return nil
}

// panicsAt is an Authorizer that panics at the n-th question.
func panicsAt(n int) authorizerFunc {
	asked := 0
	return func(getobject.Access) (getobject.Verdict, error) {
		if asked++; asked == n {
			panic("boom")
		}
		return getobject.Allow, nil
	}
}

// TestPanicGoesOn: wherever a store, a policy or a hook panics, what was opened is closed once,
// the hooks are told, and the panic goes on.
func TestPanicGoesOn(t *testing.T) {
	boom := func() { panic("boom") }
	panics := func(on faultstore.Method) option {
		return faulty(faultstore.Fault{On: on, Do: faultstore.Panic("boom")})
	}
	reads := func(r io.ReadCloser) option {
		return func(w *harness) {
			w.broken("b/multi").read = func(context.Context, int64, int64) (io.ReadCloser, error) { return r, nil }
		}
	}
	for _, c := range []struct {
		name    string
		harness option
		opened  int
	}{
		{"Bucket", panics(faultstore.Bucket), 0},
		{"Open", panics(faultstore.Open), 0},
		{"Info", func(w *harness) { w.broken("b/multi").info = func(store.Info) *store.Info { boom(); return nil } }, 1},
		{"OpenRange", panics(faultstore.OpenRange), 1},
		{"Part", panics(faultstore.Part), 1},
		{"Read", reads(readFunc(func([]byte) (int, error) { boom(); return 0, nil })), 1},
		{"WriteTo", reads(writeFunc(func(io.Writer) (int64, error) { boom(); return 0, nil })), 1},
		{"Close of the body", panics(faultstore.CloseReader), 1},
		{"Close of the object", panics(faultstore.Close), 1},
		{"Authenticator", func(w *harness) {
			w.Authenticator = authenticatorFunc(func(*store.Bucket) (getobject.Identity, error) { panic("boom") })
		}, 0},
		{"Authorizer before Open", func(w *harness) { w.Authorizer = panicsAt(1) }, 0},
		{"Authorizer after Open", func(w *harness) {
			w.Authorizer = panicsAt(2)
			w.broken("b/multi").info = tells(func(i *store.Info) { i.TagCount = 1 })
		}, 1},
		{"NewIDs", func(w *harness) {
			w.NewIDs = func(address.Endpoint) getobject.IDs { boom(); return getobject.IDs{} }
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newHarness(t, c.harness)
			if v := recovered(w, httptest.NewRecorder(), newRequest("GET", "/b/multi?partNumber=1")); v != "boom" {
				t.Errorf("recovered %v, want the panic", v)
			}
			if w.told != 1 || w.last.Err == nil || !strings.Contains(w.last.Err.Error(), "panic") || w.last.Ending != getobject.EndingFault {
				t.Errorf("recorded %d times, %v, %v, want a panic, once", w.told, w.last.Err, w.last.Ending)
			}
			if opened := w.checkClosed(t); opened != c.opened {
				t.Errorf("%d objects were opened, want %d", opened, c.opened)
			}
		})
	}
}

// TestReaderPanicCloses: a reader that panics is closed, as its object is, and the memory of its
// request is not used again.
func TestReaderPanicCloses(t *testing.T) {
	w := newHarness(t)
	w.putReader("bomb", 1, func(int64) io.ReadCloser {
		return readFunc(func([]byte) (int, error) { panic("bomb") })
	})
	if v := recovered(w, httptest.NewRecorder(), newRequest("GET", "/b/bomb")); v != "bomb" {
		t.Errorf("recovered %v, want the panic of the store", v)
	}
	w.checkClosed(t)
	if got := w.get(t, "/b/k"); got.Code != 200 {
		t.Errorf("the next request = %d, want 200", got.Code)
	}
}

// TestPanicRecordsWhatWasSent: the record of a request whose store panics amid the body has
// the bytes that were sent, and that the connection was aborted.
func TestPanicRecordsWhatWasSent(t *testing.T) {
	const size, sent = 40_000, 10_000
	w := newHarness(t)
	w.putReader("bomb", size, func(int64) io.ReadCloser {
		return writeFunc(func(w io.Writer) (int64, error) {
			_, _ = w.Write(make([]byte, sent))
			panic("bomb")
		})
	})
	rec := httptest.NewRecorder()
	recovered(w, rec, newRequest("GET", "/b/bomb"))
	if got := w.last; got.Bytes != int64(rec.Body.Len()) || !got.Aborted {
		t.Errorf("recorded status %d, %d bytes, aborted %v; %d bytes were sent", got.Status, got.Bytes, got.Aborted, rec.Body.Len())
	}
}

// TestHookPanicsTellOnce: a hook that panics at the end of a request is not called again,
// and neither is the other.
func TestHookPanicsTellOnce(t *testing.T) {
	var lines strings.Builder
	w, told := newHarness(t), 0
	w.Log = slog.New(slog.NewTextHandler(&lines, nil))
	w.Done = func(getobject.Record) { told++; panic("done") }
	if v := recovered(w, httptest.NewRecorder(), newRequest("GET", "/b/k")); v != "done" {
		t.Errorf("recovered %v, want the panic of the hook", v)
	}
	if logged := strings.Count(lines.String(), "\n"); told != 1 || logged != 1 {
		t.Errorf("Done was called %d times, and Log got %d lines; want one each", told, logged)
	}
	w.checkClosed(t)
}

// A loudLog is a handler of package log/slog that panics.
type loudLog struct{ slog.Handler }

func (loudLog) Enabled(context.Context, slog.Level) bool  { return true }
func (loudLog) Handle(context.Context, slog.Record) error { panic("log") }

// TestHookPanicIsTold: the panic of a hook, before anything else is asked or at the end of the
// request, is told to Done, once.
func TestHookPanicIsTold(t *testing.T) {
	for name, breaks := range map[string]option{
		"Secure":     func(w *harness) { w.Secure = func(*http.Request) bool { panic("boom") } },
		"Log":        func(w *harness) { w.Log = slog.New(loudLog{}) },
		"first Now":  nowPanics(1),
		"second Now": nowPanics(2),
	} {
		w := newHarness(t, breaks)
		if v := recovered(w, httptest.NewRecorder(), newRequest("GET", "/b/k")); v == nil || w.told != 1 {
			t.Errorf("%s: recovered %v, Done was called %d times, want a panic and once", name, v, w.told)
		}
	}
}

// nowPanics lets the n-th call of Now panic.
func nowPanics(n int) option {
	return func(w *harness) {
		calls := 0
		w.Now = func() time.Time {
			if calls++; calls == n {
				panic("now")
			}
			return clock
		}
	}
}

// TestGoexit: a store that ends its goroutine, as one of a test does that calls t.FailNow,
// is told to the hooks once, and what was opened is closed.
func TestGoexit(t *testing.T) {
	w := newHarness(t)
	w.putReader("exit", 10, func(int64) io.ReadCloser {
		return readFunc(func([]byte) (int, error) { runtime.Goexit(); return 0, nil })
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/exit"))
	}()
	<-ended
	if w.told != 1 || w.last.Ending != getobject.EndingFault || w.last.Err == nil {
		t.Errorf("recorded %d times, %v, %v, want a fault, once", w.told, w.last.Ending, w.last.Err)
	}
	w.checkClosed(t)
}

// TestPreflightPanicWithNext: a store that panics over a preflight request is told to the
// hooks also where there is a Next that the request might have been for.
func TestPreflightPanicWithNext(t *testing.T) {
	w := newHarness(t, faulty(faultstore.Fault{On: faultstore.Bucket, Do: faultstore.Panic("boom")}))
	w.Next = http.NotFoundHandler()
	r := newRequest("OPTIONS", "/b/k", "Origin", "http://a", "Access-Control-Request-Method", "GET")
	if v := recovered(w, httptest.NewRecorder(), r); v != "boom" || w.told != 1 {
		t.Errorf("recovered %v, Done was called %d times, want the panic and once", v, w.told)
	}
}
