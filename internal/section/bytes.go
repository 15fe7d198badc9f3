package section

import (
	"context"
	"io"
)

// A Bytes reads bytes that are in memory, with which nothing can be wrong any more. It ends with its
// context, but not behind the last byte.
type Bytes struct {
	Ctx  context.Context
	Left []byte
}

// Read returns the next bytes.
func (r *Bytes) Read(p []byte) (int, error) {
	if len(r.Left) == 0 {
		return 0, io.EOF
	}
	if err := r.Ctx.Err(); err != nil {
		return 0, err
	}
	n := copy(p, r.Left)
	r.Left = r.Left[n:]
	return n, nil
}

// WriteTo writes the rest at once.
func (r *Bytes) WriteTo(w io.Writer) (int64, error) {
	if len(r.Left) == 0 {
		return 0, nil
	}
	if err := r.Ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.Write(r.Left)
	if err == nil && n < len(r.Left) {
		err = io.ErrShortWrite
	}
	r.Left = r.Left[min(max(n, 0), len(r.Left)):]
	return int64(n), err
}
