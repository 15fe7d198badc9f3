package fsstore

import (
	"context"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/s3get/s3get/internal/section"
)

// A shortReader has the bytes of a window that fits into a buffer. The file was checked when
// they had been read, so that nothing that happens to it afterwards matters.
type shortReader struct {
	ctx     context.Context
	left    []byte // of buffer
	buffer  *[chunk]byte
	buffers *sync.Pool
}

// readShort reads a window of f into a buffer, and checks that f was in state pinned until
// then.
func readShort(f *os.File, pinned *state, window section.Reader, buffers *sync.Pool) (_ *shortReader, err error) {
	buffer, ok := buffers.Get().(*[chunk]byte)
	if !ok {
		buffer = new([chunk]byte)
	}
	r := &shortReader{window.Ctx, buffer[:window.End-window.Off], buffer, buffers}
	_, err = io.ReadFull(&window, r.left)
	if changed := pinned.check(f); changed != nil {
		err = changed
	}
	if err != nil {
		buffers.Put(buffer)
		return nil, err
	}
	return r, nil
}

// Read returns the next bytes.
func (r *shortReader) Read(p []byte) (int, error) {
	if err := r.ready(); err != nil {
		return 0, err
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// WriteTo writes the rest at once.
func (r *shortReader) WriteTo(w io.Writer) (int64, error) {
	switch err := r.ready(); err {
	case nil:
	case io.EOF:
		return 0, nil
	default:
		return 0, err
	}
	n, err := w.Write(r.left)
	if err == nil && n < len(r.left) {
		err = io.ErrShortWrite
	}
	r.left = r.left[min(max(n, 0), len(r.left)):]
	return int64(n), err
}

// ready returns why there are no more bytes. Behind the last one it is [io.EOF], whatever the
// context.
func (r *shortReader) ready() error {
	switch {
	case r.buffer == nil:
		return fs.ErrClosed
	case len(r.left) == 0:
		return io.EOF
	}
	return r.ctx.Err()
}

// Close gives the buffer back, which others read into then.
func (r *shortReader) Close() error {
	if r.buffer != nil {
		r.buffers.Put(r.buffer)
		r.buffer, r.left = nil, nil
	}
	return nil
}
