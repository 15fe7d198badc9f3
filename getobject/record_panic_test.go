package getobject_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
)

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
	func() {
		defer func() { _ = recover() }()
		w.ServeHTTP(rec, newRequest("GET", "/b/bomb"))
	}()
	if got := w.last; got.Bytes != int64(rec.Body.Len()) || !got.Aborted {
		t.Errorf("recorded status %d, %d bytes, aborted %v; %d bytes were sent", got.Status, got.Bytes, got.Aborted, rec.Body.Len())
	}
}

// A loudLog is a handler of package log/slog that panics.
type loudLog struct{ slog.Handler }

func (loudLog) Enabled(context.Context, slog.Level) bool  { return true }
func (loudLog) Handle(context.Context, slog.Record) error { panic("log") }

// TestDoneIsToldAfterPanickingHook: Done is told once also where a hook before it panics at the
// end of the request.
func TestDoneIsToldAfterPanickingHook(t *testing.T) {
	for name, breaks := range map[string]func(*harness){
		"Log": func(w *harness) { w.Log = slog.New(loudLog{}) },
		"Now": func(w *harness) {
			calls := 0
			w.Now = func() time.Time {
				if calls++; calls == 2 {
					panic("now")
				}
				return clock
			}
		},
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
	func() {
		defer func() { _ = recover() }()
		w.ServeHTTP(&stutterer{ResponseWriter: httptest.NewRecorder()}, newRequest("GET", "/b/deaf"))
	}()
	if got := w.last; got.Ending != getobject.EndingClientLeft || !errors.Is(got.Err, errGone) {
		t.Errorf("recorded %v, %v, want %v", got.Ending, got.Err, errGone)
	}
}
