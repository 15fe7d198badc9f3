package faultstore

import (
	"context"
	"io"
)

// A reader is a reader of the inner store with faults.
type reader struct {
	ctx    context.Context
	object *object
	inner  io.ReadCloser

	at    int64   // bytes that were returned
	end   int64   // of the window, where the inner reader ends
	stop  int64   // where the reader ends
	err   error   // at stop
	flips []int64 // positions of bytes
}

// newReader returns a reader of n bytes with a shape. It is an [io.WriterTo] if r is one.
func newReader(ctx context.Context, o *object, r io.ReadCloser, shape []Effect, n int64) io.ReadCloser {
	f := &reader{ctx: ctx, object: o, inner: r, end: n, stop: n, err: io.EOF}
	for _, e := range shape {
		switch e.kind {
		case short:
			f.stop = max(f.stop-e.n, 0)
		case long:
			f.stop += e.n
		case flip:
			f.flips = append(f.flips, e.n)
		}
	}
	for _, e := range shape {
		if e.kind == cut {
			f.stop, f.err = min(f.stop, e.n), e.err
		}
	}
	if _, ok := r.(io.WriterTo); ok {
		return writerTo{f}
	}
	return f
}

// Read reads the next bytes.
func (r *reader) Read(p []byte) (int, error) {
	if _, err := r.object.store.meet(r.ctx, Read, r.object.bucket, r.object.key); err != nil {
		return 0, err
	}
	switch {
	case r.at >= r.stop && r.stop != r.end:
		return 0, r.err
	case r.at >= r.end && r.stop > r.end:
		return r.excess(p)
	}
	limit := len(p)
	if r.at < r.stop {
		limit = int(min(int64(len(p)), r.stop-r.at))
	}
	n, err := r.inner.Read(p[:limit])
	if n < 0 || n > limit {
		return n, err // the inner reader's fault, which is not hidden
	}
	r.flip(p[:n])
	r.at += int64(n)
	if err == io.EOF && r.at >= min(r.stop, r.end) {
		err = r.ending()
	}
	return n, err
}

// ending returns what the end of the inner reader is where it ends with the window.
func (r *reader) ending() error {
	if r.stop > r.end {
		return nil
	}
	return r.err
}

// flip inverts bytes among the next ones.
func (r *reader) flip(p []byte) {
	for _, at := range r.flips {
		if i := at - r.at; i >= 0 && i < int64(len(p)) {
			p[i] ^= 0xff
		}
	}
}

// excess reads bytes behind the window.
func (r *reader) excess(p []byte) (int, error) {
	n := int(min(int64(len(p)), r.stop-r.at))
	clear(p[:n])
	r.at += int64(n)
	return n, nil
}

// Close closes the inner reader, and then lets faults happen.
func (r *reader) Close() error { return r.object.close(CloseReader, r.inner) }

// A writerTo is a reader that writes itself.
type writerTo struct{ *reader }

// WriteTo writes the rest, by Read.
func (w writerTo) WriteTo(to io.Writer) (int64, error) {
	return io.Copy(to, struct{ io.Reader }{w.reader})
}
