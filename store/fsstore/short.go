package fsstore

import (
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/s3get/s3get/internal/section"
)

// A shortReader has the bytes of a window that fits into a buffer. The file was checked when
// they had been read, so that nothing that happens to it afterwards matters.
type shortReader struct {
	section.Bytes // of buffer
	buffer        *[chunk]byte
	buffers       *sync.Pool
}

// readShort reads a window of f into a buffer, and checks that f was in state pinned until
// then.
func readShort(f *os.File, pinned *state, window section.Reader, buffers *sync.Pool) (_ *shortReader, err error) {
	buffer, ok := buffers.Get().(*[chunk]byte)
	if !ok {
		buffer = new([chunk]byte)
	}
	r := &shortReader{section.Bytes{Ctx: window.Ctx, Left: buffer[:window.End-window.Off]}, buffer, buffers}
	_, err = io.ReadFull(&window, r.Left)
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
	if r.buffer == nil {
		return 0, fs.ErrClosed
	}
	return r.Bytes.Read(p)
}

// WriteTo writes the rest at once.
func (r *shortReader) WriteTo(w io.Writer) (int64, error) {
	if r.buffer == nil {
		return 0, fs.ErrClosed
	}
	return r.Bytes.WriteTo(w)
}

// Close gives the buffer back, which others read into then.
func (r *shortReader) Close() error {
	if r.buffer != nil {
		r.buffers.Put(r.buffer)
		r.buffer, r.Left = nil, nil
	}
	return nil
}
