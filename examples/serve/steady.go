package main

import (
	"io"
	"math"
	"net/http"
	"time"
)

// A client gets stallTimeout for each stretch of bytes, so that a download takes as
// long as it needs and one that stands still ends: below about 9 kB a second.
const (
	stallTimeout = 2 * time.Minute
	stretch      = 1 << 20
)

// A steady handler gives each stretch of a response a time of its own, where the
// WriteTimeout of a server is one for all of it.
type steady struct{ http.Handler }

// ServeHTTP leaves the answer to the handler inside.
func (s steady) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.Handler.ServeHTTP(&steadyWriter{w, http.NewResponseController(w)}, r)
}

// A steadyWriter is an [io.ReaderFrom], so that a file still reaches the socket without
// a buffer in between.
type steadyWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

// Unwrap is for [http.ResponseController].
func (w *steadyWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Write writes p in stretches.
func (w *steadyWriter) Write(p []byte) (int, error) {
	written := 0
	for {
		n := min(len(p)-written, stretch)
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

// ReadFrom copies r in stretches. It takes a LimitedReader apart, because sendfile sees
// a file through one of them and not through two.
func (w *steadyWriter) ReadFrom(r io.Reader) (int64, error) {
	rest, ok := r.(*io.LimitedReader)
	if !ok {
		rest = &io.LimitedReader{R: r, N: math.MaxInt64}
	}
	var written int64
	for rest.N > 0 {
		part := &io.LimitedReader{R: rest.R, N: min(rest.N, stretch)}
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

func (w *steadyWriter) copy(r io.Reader) (int64, error) {
	if err := w.extend(); err != nil {
		return 0, err
	}
	return io.Copy(w.ResponseWriter, r)
}

// extend gives the next stretch its time.
func (w *steadyWriter) extend() error {
	return w.control.SetWriteDeadline(time.Now().Add(stallTimeout))
}
