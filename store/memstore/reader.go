package memstore

import (
	"errors"
	"io"

	"github.com/s3get/s3get/internal/section"
)

// chunk is the number of bytes that a reader takes at once from a Source that does not
// lend them.
const chunk = 32 << 10

// A reader reads content.
type reader struct{ section.Reader }

// errWrite means that a writer reported a count of bytes that it cannot have written.
var errWrite = errors.New("memstore: writer reported an impossible count of bytes")

// WriteTo writes the rest. Content that a Store holds is one Write. The error is
// [io.ErrShortWrite] for a writer that writes less than it was given without one.
func (r *reader) WriteTo(w io.Writer) (int64, error) {
	l, ok := r.Source.(lender)
	if !ok {
		return io.CopyBuffer(w, struct{ io.Reader }{r}, make([]byte, min(chunk, max(r.End-r.Off, 1))))
	}
	start := r.Off
	for r.Off < r.End {
		if err := r.Ctx.Err(); err != nil {
			return r.Off - start, err
		}
		p := l.lend(r.Off, r.End-r.Off)
		n, err := w.Write(p)
		if n < 0 || n > len(p) {
			return r.Off - start, errWrite
		}
		r.Off += int64(n)
		if err == nil && n < len(p) {
			err = io.ErrShortWrite
		}
		if err != nil {
			return r.Off - start, err
		}
	}
	return r.Off - start, nil
}

// Close does nothing: content goes when nothing refers to it.
func (r *reader) Close() error { return nil }
