package getobject

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store"
)

// A Response is a planned answer with its body. It is for one goroutine. The zero Response
// has nothing to send and nothing to close.
type Response struct {
	*Plan

	ctx     context.Context
	object  store.Object
	body    io.ReadCloser // nil where nothing is sent, or content is
	content []byte        // in memory, instead of body
	sent    int64         // bytes
	sendErr error         // of the connection, and not of the store
}

// hasBody reports whether bytes are to be sent.
func (r *Response) hasBody() bool { return r.body != nil || r.content != nil }

// Promises of package store about the readers of [store.Object.OpenRange] that were broken.
var (
	errTooShort  = errors.New("getobject: the reader ended before the window did")
	errTooLong   = errors.New("getobject: the body is longer than the window")
	errReadCount = errors.New("getobject: the reader returned an impossible number of bytes")
)

// WriteTo writes the body, which is the window of the plan, or nothing for a HEAD and a
// status without a body, and closes the Response. The error is nil only if all of it was
// written; the bytes are counted as they are written, whatever the store's reader says of
// them.
//
// The last byte is written when all else is done: the reader has said that it ends there, and
// reader and object are closed. What fails until then never looks whole, whatever the protocol
// makes of an aborted connection.
//
// A body that is an [io.WriterTo] writes itself, so that a file reaches the socket without
// a buffer in between and a byte slice in one call. Content that is in memory needs none.
func (r *Response) WriteTo(w io.Writer) (int64, error) {
	switch {
	case r.content != nil:
		return r.writeContent(w)
	case r.body == nil:
		return 0, r.Close()
	}
	out := &windowWriter{ctx: r.ctx, w: w, left: r.Window.Length} // which the body may keep
	defer func() { r.sent, r.sendErr = out.written, out.err }()
	var err error
	if wt, ok := r.body.(io.WriterTo); ok {
		_, err = wt.WriteTo(out)
	} else {
		_, err = io.Copy(out, &windowReader{ctx: r.ctx, r: checkedReader{r.body}, left: r.Window.Length})
	}
	switch {
	case out.excess:
		err = errTooLong
	case err == nil && out.left > 0 && out.err == nil:
		err = errTooShort
	}
	out.left = 0 // a body that keeps the writer writes no more
	if err = errors.Join(out.err, err, r.Close()); err == nil {
		err = r.ctx.Err()
	}
	if err == nil {
		_, err = out.pass(out.last[:])
	}
	return out.written, err
}

// writeContent writes content that is in memory. Nothing can be wrong with it that is not known before,
// so that no byte is held back.
func (r *Response) writeContent(w io.Writer) (int64, error) {
	content := r.content
	err := r.Close()
	if err == nil {
		err = r.ctx.Err()
	}
	if err != nil {
		return 0, err
	}
	n, err := w.Write(content)
	r.sent = int64(min(max(n, 0), len(content)))
	if err == nil && r.sent < int64(len(content)) {
		err = io.ErrShortWrite
	}
	r.sendErr = err
	return r.sent, err
}

// Body returns a reader of the body, for those who read it instead of having it written; one of
// the two is used, once. Its end is [io.EOF] only where all of it was read. The caller still closes
// the Response.
func (r *Response) Body() io.Reader {
	if r.body == nil {
		return &section.Bytes{Ctx: r.ctx, Left: r.content}
	}
	return &windowReader{ctx: r.ctx, r: checkedReader{r.body}, left: r.Window.Length}
}

// Close closes the body and then the object, each once, and the object even if closing the
// body panics.
func (r *Response) Close() (err error) {
	body, object := r.body, r.object
	r.body, r.content, r.object = nil, nil, nil
	if object != nil {
		defer func() { err = errors.Join(err, object.Close()) }()
	}
	if body != nil {
		err = body.Close()
	}
	return err
}

// A windowWriter passes on what a body writes, and no more than the window. It stops when
// the request is canceled, and holds back the last byte of the window.
type windowWriter struct {
	ctx     context.Context
	w       io.Writer
	left    int64   // bytes of the window that the body has not written
	written int64   // bytes that went to w
	last    [1]byte // of the window, once nothing is left
	err     error   // of w: the connection's, and not the store's
	excess  bool    // the body wrote more than the window
}

// Write writes p, and fails beyond the end of the window.
func (w *windowWriter) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	if int64(len(p)) > w.left {
		p, w.excess = p[:w.left], true
	}
	pass := p
	if len(p) > 0 && int64(len(p)) == w.left {
		pass, w.last[0] = p[:len(p)-1], p[len(p)-1]
	}
	n, err := w.pass(pass)
	w.left -= int64(n)
	switch {
	case err != nil:
		return n, err
	case len(pass) < len(p):
		w.left = 0
	}
	if w.excess {
		return len(p), errTooLong
	}
	return len(p), nil
}

// pass writes p to the connection.
func (w *windowWriter) pass(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := w.w.Write(p)
	n = min(max(n, 0), len(p))
	w.written += int64(n)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = err
	}
	return n, err
}

// ReadFrom hands a part of a file to w, which passes it to the system's sendfile. Whatever
// else a body copies from could miscount.
func (w *windowWriter) ReadFrom(src io.Reader) (int64, error) {
	from, limited := src.(*io.LimitedReader)
	to, direct := w.w.(io.ReaderFrom)
	if !direct || !limited || w.left == 0 {
		return io.Copy(struct{ io.Writer }{w}, checkedReader{src})
	}
	file, ok := from.R.(*os.File)
	if !ok {
		return io.Copy(struct{ io.Writer }{w}, checkedReader{src})
	}
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	head := io.LimitedReader{R: file, N: min(from.N, w.left-1)}
	most := head.N
	said, err := to.ReadFrom(&head)
	n := most - head.N // that were read, whatever is said of them
	from.N -= n
	w.left -= n
	w.written += min(max(said, 0), n)
	if err == nil && said != n {
		err = io.ErrShortWrite
		w.err = err
	}
	if errors.As(err, new(*net.OpError)) || errors.Is(err, net.ErrClosed) || isDisconnect(err) {
		w.err = err
	}
	if err != nil || head.N > 0 || from.N == 0 {
		return n, err
	}
	last, err := io.Copy(struct{ io.Writer }{w}, from)
	return n + last, err
}

// A checkedReader refuses a count of bytes that its reader cannot have read.
type checkedReader struct{ io.Reader }

// Read reads the next bytes.
func (r checkedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n < 0 || n > len(p) {
		return 0, errReadCount
	}
	return n, err
}

// maxIdleReads is how many reads in a row may return neither bytes nor an error.
const maxIdleReads = 100

// A windowReader reads the window from a store's reader, and has it say that it ends there.
type windowReader struct {
	ctx  context.Context
	r    checkedReader
	left int64 // bytes
	idle int   // reads in a row without bytes
}

// Read reads the next bytes of the window. Behind them, only the end of the reader is the end:
// it may find only there that what it returned was not right.
func (r *windowReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p[:min(int64(len(p)), max(r.left, 1))])
	switch {
	case int64(n) > r.left:
		return 0, errTooLong
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
