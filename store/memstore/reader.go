package memstore

import (
	"io"

	"github.com/s3get/s3get/internal/section"
)

// chunk is the number of bytes that a reader takes at once from a Source that does not
// have its bytes in memory.
const chunk = 32 << 10

// A reader reads content.
type reader struct{ section.Reader }

// WriteTo writes the rest. Content that a Store holds is one Write.
func (r *reader) WriteTo(w io.Writer) (int64, error) {
	l, ok := r.Source.(slicer)
	if !ok {
		return io.CopyBuffer(w, struct{ io.Reader }{r}, make([]byte, min(chunk, max(r.End-r.Off, 1))))
	}
	start := r.Off
	for r.Off < r.End {
		if err := r.Ctx.Err(); err != nil {
			return r.Off - start, err
		}
		b := l.slice(r.Off, r.End-r.Off)
		n, err := w.Write(b)
		if n < 0 || n > len(b) {
			return r.Off - start, section.ErrCount
		}
		r.Off += int64(n)
		switch {
		case err != nil:
			return r.Off - start, err
		case n < len(b):
			return r.Off - start, io.ErrShortWrite
		}
	}
	return r.Off - start, nil
}

// Close does nothing: content goes when nothing refers to it.
func (r *reader) Close() error { return nil }
