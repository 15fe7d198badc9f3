package memstore

import (
	"context"
	"io"
)

// chunk is the number of bytes that a reader takes at once from a Source that does not
// lend them.
const chunk = 32 << 10

// A reader reads content from off to end.
type reader struct {
	ctx      context.Context
	source   Source
	off, end int64
}

// Read reads the next bytes.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.off >= r.end {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.end-r.off)]
	n, err := r.source.ReadAt(p, r.off)
	r.off += int64(n)
	switch {
	case n == len(p):
		return n, nil
	case err == io.EOF:
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

// WriteTo writes the rest. Content that a Store holds is one Write.
func (r *reader) WriteTo(w io.Writer) (int64, error) {
	l, ok := r.source.(lender)
	if !ok {
		return io.CopyBuffer(w, struct{ io.Reader }{r}, make([]byte, min(chunk, max(r.end-r.off, 1))))
	}
	start := r.off
	for r.off < r.end {
		if err := r.ctx.Err(); err != nil {
			return r.off - start, err
		}
		n, err := w.Write(l.lend(r.off, r.end-r.off))
		r.off += int64(n)
		if err != nil {
			return r.off - start, err
		}
	}
	return r.off - start, nil
}

// Close does nothing: content goes when nothing refers to it.
func (r *reader) Close() error { return nil }
