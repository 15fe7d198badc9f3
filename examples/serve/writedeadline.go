package main

import (
	"io"
	"math"
	"net/http"
	"time"
)

// A client gets stallTimeout for each chunk of a response, so that a download may take as
// long as it needs while one that stands still ends. The slowest client that is served
// reads about 9 kB a second.
const (
	stallTimeout = 2 * time.Minute
	chunk        = 1 << 20
)

// A rollingDeadline handler sets a new write deadline for each chunk of a response. The
// WriteTimeout of a server is one deadline for the whole response.
type rollingDeadline struct{ http.Handler }

// ServeHTTP calls the wrapped handler.
func (d rollingDeadline) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.Handler.ServeHTTP(&deadlineWriter{w, http.NewResponseController(w)}, r)
}

// A deadlineWriter is an [io.ReaderFrom], so that a file still reaches the socket by
// sendfile.
type deadlineWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

// Unwrap is for [http.ResponseController].
func (w *deadlineWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Write writes p in chunks, each with its own deadline.
func (w *deadlineWriter) Write(p []byte) (int, error) {
	written := 0
	for {
		n := min(len(p)-written, chunk)
		if err := w.extend(); err != nil {
			return written, err
		}
		n, err := w.ResponseWriter.Write(p[written : written+n])
		written += n
		if err != nil || written == len(p) {
			return written, err
		}
	}
}

// ReadFrom copies r in chunks, each with its own deadline. It unwraps a LimitedReader,
// because sendfile recognizes a file within one of them and not within two.
func (w *deadlineWriter) ReadFrom(r io.Reader) (int64, error) {
	rest, ok := r.(*io.LimitedReader)
	if !ok {
		rest = &io.LimitedReader{R: r, N: math.MaxInt64}
	}
	var written int64
	for rest.N > 0 {
		part := &io.LimitedReader{R: rest.R, N: min(rest.N, chunk)}
		asked := part.N
		n, err := w.copy(part)
		rest.N -= asked - part.N
		written += n
		if err != nil || n < asked {
			return written, err
		}
	}
	return written, nil
}

func (w *deadlineWriter) copy(r io.Reader) (int64, error) {
	if err := w.extend(); err != nil {
		return 0, err
	}
	return io.Copy(w.ResponseWriter, r)
}

// extend sets the deadline of the next chunk.
func (w *deadlineWriter) extend() error {
	return w.control.SetWriteDeadline(time.Now().Add(stallTimeout))
}
