package getobject

import (
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/store"
)

// A Response is a planned answer with its body. It is for one goroutine. The zero Response
// has nothing to send and nothing to close.
type Response struct {
	*Plan

	ctx    context.Context
	object store.Object
	body   io.ReadCloser // nil where nothing is sent
	out    windowWriter
	in     windowReader
}

// Promises of package store about the readers of [store.Object.OpenRange] that were broken.
var (
	errTooShort  = errors.New("getobject: the reader ended before the window did")
	errTooLong   = errors.New("getobject: the body is longer than the window")
	errReadCount = errors.New("getobject: the reader returned an impossible number of bytes")
)

// WriteTo writes the body, which is the window of the plan, or nothing for a HEAD and a
// status without a body. The error is nil only if all of it was written; the bytes are
// counted as they are written, whatever the store's reader says of them.
//
// A body that is an [io.WriterTo] writes itself, so that a file reaches the socket without
// a buffer in between and a byte slice in one call.
func (r *Response) WriteTo(w io.Writer) (int64, error) {
	if r.body == nil {
		return 0, nil
	}
	length := r.Window.Length
	r.out = windowWriter{ctx: r.ctx, w: w, left: length}
	var err error
	if wt, ok := r.body.(io.WriterTo); ok {
		_, err = wt.WriteTo(&r.out)
	} else {
		r.in = windowReader{ctx: r.ctx, r: r.body, left: length}
		_, err = io.Copy(&r.out, &r.in)
	}
	if err = errors.Join(r.out.err, err); err == nil && r.out.left > 0 {
		err = errTooShort
	}
	return length - r.out.left, err
}

// Close closes the body and then the object, each once, and the object even if closing the
// body panics.
func (r *Response) Close() (err error) {
	body, object := r.body, r.object
	r.body, r.object = nil, nil
	if object != nil {
		defer func() { err = errors.Join(err, object.Close()) }()
	}
	if body != nil {
		err = body.Close()
	}
	return err
}

// A windowWriter passes on what a body writes, and no more than the window. It stops when
// the request is canceled.
type windowWriter struct {
	ctx  context.Context
	w    io.Writer
	left int64 // bytes
	err  error // of w: the connection's, and not the store's
}

// Write writes p, and fails beyond the end of the window.
func (w *windowWriter) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	rest := int64(len(p)) - w.left
	if rest > 0 {
		p = p[:w.left]
	}
	n, err := w.w.Write(p)
	n = min(max(n, 0), len(p))
	w.left -= int64(n)
	switch {
	case err != nil:
		w.err = err
	case n < len(p):
		err = io.ErrShortWrite
		w.err = err
	case rest > 0:
		err = errTooLong
	}
	return n, err
}

// ReadFrom hands a limited reader to w, which passes one of a file to the system's
// sendfile.
func (w *windowWriter) ReadFrom(src io.Reader) (int64, error) {
	to, ok := w.w.(io.ReaderFrom)
	from, limited := src.(*io.LimitedReader)
	if !ok || !limited || from.N > w.left {
		return io.Copy(struct{ io.Writer }{w}, src)
	}
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := to.ReadFrom(from)
	w.left -= min(max(n, 0), w.left)
	return n, err
}

// maxIdleReads is how many reads in a row may return neither bytes nor an error.
const maxIdleReads = 100

// A windowReader reads the window from a store's reader, and checks what that returns.
type windowReader struct {
	ctx  context.Context
	r    io.Reader
	left int64 // bytes
	idle int   // reads in a row without bytes
}

// Read reads the next bytes of the window.
func (r *windowReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.left == 0 {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.left)]
	n, err := r.r.Read(p)
	switch {
	case n < 0 || n > len(p):
		return 0, errReadCount
	case n > 0:
		r.idle = 0
	case err == nil:
		if r.idle++; r.idle == maxIdleReads {
			return 0, io.ErrNoProgress
		}
	}
	r.left -= int64(n)
	if err == io.EOF && r.left > 0 {
		err = errTooShort
	}
	return n, err
}
