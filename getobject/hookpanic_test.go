package getobject_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestHookPanicsTellOnce: a hook that panics at the end of a request is not called again,
// and neither is the other.
func TestHookPanicsTellOnce(t *testing.T) {
	var lines strings.Builder
	w, told := newHarness(t), 0
	w.Log = slog.New(slog.NewTextHandler(&lines, nil))
	w.Done = func(getobject.Record) { told++; panic("done") }
	func() {
		defer func() {
			if v := recover(); v != "done" {
				t.Errorf("recovered %v, want the panic of the hook", v)
			}
		}()
		w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/k"))
	}()
	if logged := strings.Count(lines.String(), "\n"); told != 1 || logged != 1 {
		t.Errorf("Done was called %d times, and Log got %d lines; want one each", told, logged)
	}
	w.checkClosed(t)
}

// TestEarlyHookPanics: the panic of a hook that is asked before anything else is told to
// Done as those of the others are.
func TestEarlyHookPanics(t *testing.T) {
	for name, breaks := range map[string]func(*harness){
		"Secure": func(w *harness) { w.Secure = func(*http.Request) bool { panic("boom") } },
		"Now":    func(w *harness) { w.Now = func() time.Time { panic("boom") } },
	} {
		w, told := newHarness(t), 0
		w.Done = func(getobject.Record) { told++ }
		breaks(w)
		func() {
			defer func() { _ = recover() }()
			w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/k"))
		}()
		if told != 1 {
			t.Errorf("%s: Done was called %d times, want once", name, told)
		}
	}
}

// TestGoexit: a store that ends its goroutine, as one of a test does that calls t.FailNow,
// is told to the hooks once, and what was opened is closed.
func TestGoexit(t *testing.T) {
	w, told := newHarness(t), 0
	w.Done = func(rec getobject.Record) {
		told++
		if rec.Ending != getobject.EndingFault || rec.Err == nil {
			t.Errorf("recorded %v, %v, want a fault", rec.Ending, rec.Err)
		}
	}
	w.putReader("exit", 10, func(int64) io.ReadCloser {
		return readFunc(func([]byte) (int, error) { runtime.Goexit(); return 0, nil })
	})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.ServeHTTP(httptest.NewRecorder(), newRequest("GET", "/b/exit"))
	}()
	<-ended
	if told != 1 {
		t.Errorf("Done was called %d times, want once", told)
	}
	w.checkClosed(t)
}

// TestPreflightPanicWithNext: a store that panics over a preflight request is told to the
// hooks also where there is a Next that the request might have been for.
func TestPreflightPanicWithNext(t *testing.T) {
	w, told := newHarness(t), 0
	w.Next = http.NotFoundHandler()
	faulty(faultstore.Fault{On: faultstore.Bucket, Do: faultstore.Panic("boom")})(w)
	w.Done = func(getobject.Record) { told++ }
	func() {
		defer func() { _ = recover() }()
		w.ServeHTTP(httptest.NewRecorder(), newRequest("OPTIONS", "/b/k", "Origin", "http://a", "Access-Control-Request-Method", "GET"))
	}()
	if told != 1 {
		t.Errorf("Done was called %d times, want once", told)
	}
}

// TestPreflightFailureWithNext: a preflight request for a bucket that the store fails to look
// up is answered as a failure, and not as if the bucket had no CORS rules.
func TestPreflightFailureWithNext(t *testing.T) {
	for _, failure := range []error{store.ErrSlowDown, errors.New("disk on fire")} {
		w, told := newHarness(t), 0
		w.Next = http.NotFoundHandler()
		fails(faultstore.Bucket, failure)(w)
		w.Done = func(getobject.Record) { told++ }
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, newRequest("OPTIONS", "/b/k", "Origin", "http://a", "Access-Control-Request-Method", "GET"))
		if told != 1 || rec.Code < 500 {
			t.Errorf("%v: answered %d by Next, Done was called %d times; want 5xx and once", failure, rec.Code, told)
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
