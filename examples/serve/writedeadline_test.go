package main

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// A recorder notes the calls of a ResponseWriter. It takes room bytes.
type recorder struct {
	http.ResponseWriter
	calls []string
	room  int
}

func (r *recorder) SetWriteDeadline(time.Time) error {
	r.calls = append(r.calls, "deadline")
	return nil
}

func (r *recorder) Write(p []byte) (int, error) {
	r.calls = append(r.calls, "write")
	if len(p) > r.room {
		return r.room, io.ErrShortWrite
	}
	r.room -= len(p)
	return len(p), nil
}

// ReadFrom is what sendfile needs: a LimitedReader straight around the source.
func (r *recorder) ReadFrom(src io.Reader) (int64, error) {
	if _, ok := src.(*io.LimitedReader).R.(*strings.Reader); !ok {
		r.calls = append(r.calls, "no file")
	}
	r.calls = append(r.calls, "file")
	n, err := io.Copy(io.Discard, io.LimitReader(src, int64(r.room)))
	r.room -= int(n)
	if r.room == 0 {
		return n, io.ErrShortWrite
	}
	return n, err
}

func TestRollingDeadline(t *testing.T) {
	long := strings.Repeat("x", 2*chunk+1)
	body := func(s string) io.Reader { return strings.NewReader(s) }
	var (
		write = func(s string) func(io.Writer) (int64, error) {
			return func(w io.Writer) (int64, error) { n, err := w.Write([]byte(s)); return int64(n), err }
		}
		copied = func(r io.Reader) func(io.Writer) (int64, error) {
			return func(w io.Writer) (int64, error) { return w.(io.ReaderFrom).ReadFrom(r) }
		}
	)
	tests := []struct {
		name  string
		send  func(io.Writer) (int64, error)
		room  int
		n     int64
		err   error
		calls string
	}{
		{"nothing", write(""), chunk, 0, nil, "deadline write"},
		{"a little", write("x"), chunk, 1, nil, "deadline write"},
		{"one chunk", write(long[:chunk]), chunk, chunk, nil, "deadline write"},
		{"three chunks", write(long), 4 * chunk, 2*chunk + 1, nil, "deadline write deadline write deadline write"},
		{"a write that fails", write(long), chunk + 5, chunk + 5, io.ErrShortWrite, "deadline write deadline write"},
		{"a short file", copied(body("x")), chunk, 1, nil, "deadline file"},
		{"a long file", copied(body(long)), 4 * chunk, 2*chunk + 1, nil, "deadline file deadline file deadline file"},
		{"a part of a file", copied(io.LimitReader(body(long), chunk+1)), 4 * chunk, chunk + 1, nil, "deadline file deadline file"},
		{"no part of a file", copied(io.LimitReader(body(long), 0)), chunk, 0, nil, ""},
		{"a file that ends early", copied(io.LimitReader(body("xy"), 2*chunk)), chunk, 2, nil, "deadline file"},
		{"a file that fails", copied(body(long)), chunk + 5, chunk + 5, io.ErrShortWrite, "deadline file deadline file"},
	}
	for _, tt := range tests {
		r := &recorder{room: tt.room}
		var n int64
		var err error
		h := rollingDeadline{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { n, err = tt.send(w) })}
		h.ServeHTTP(r, nil)
		if n != tt.n || err != tt.err || !slices.Equal(r.calls, strings.Fields(tt.calls)) {
			t.Errorf("%s: %d, %v with %q; want %d, %v with %s", tt.name, n, err, r.calls, tt.n, tt.err, tt.calls)
		}
	}
}
