package fsstore

import (
	"context"
	"errors"
	"io"
	"os"
)

// errCount means that a file returned an impossible number of bytes.
var errCount = errors.New("fsstore: the file returned an impossible number of bytes")

// maxIdleReads is how many reads in a row may return neither bytes nor an error.
const maxIdleReads = 100

// A reader reads a number of bytes from a source. The last of them are given out only
// after check, so that what is read whole was not changed meanwhile.
type reader struct {
	ctx    context.Context
	source io.Reader
	left   int64 // bytes
	idle   int   // reads in a row without bytes
	check  func() error
	closer io.Closer // may be nil
}

// Read reads the next bytes. A source that ends too early is [io.ErrUnexpectedEOF].
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.left == 0 {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.left)]
	n, err := r.source.Read(p)
	switch {
	case n < 0 || n > len(p):
		return 0, errCount
	case n > 0:
		r.idle = 0
	case err == nil && len(p) > 0:
		if r.idle++; r.idle == maxIdleReads {
			return 0, io.ErrNoProgress
		}
	}
	r.left -= int64(n)
	switch {
	case r.left == 0 && r.check != nil:
		if err := r.check(); err != nil {
			return 0, err
		}
		return n, nil
	case err == io.EOF && r.left > 0:
		return n, io.ErrUnexpectedEOF
	case err == io.EOF:
		return n, nil
	}
	return n, err
}

// Close closes the source if it was opened for this reader.
func (r *reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// skip moves source, which is at its beginning unless it is an [io.Seeker], to off.
func skip(ctx context.Context, source io.Reader, off int64) error {
	if s, ok := source.(io.Seeker); ok {
		_, err := s.Seek(off, io.SeekStart)
		return err
	}
	_, err := io.Copy(io.Discard, &reader{ctx: ctx, source: source, left: off})
	return err
}

const (
	// piece is the number of bytes after which a fileReader looks whether it is canceled
	// and whether the file has changed.
	piece = 4 << 20

	// tail is the number of bytes at the end that a fileReader reads into memory, so that
	// it looks whether the file has changed after they were read and before they are
	// sent.
	tail = 16 << 10
)

// A fileReader reads a file of the operating system.
type fileReader struct {
	ctx      context.Context
	object   *object
	file     *os.File
	off, end int64 // the next byte, and the one behind the last
}

// Read reads the next bytes, the last of them only if the file has not changed.
func (r *fileReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.off >= r.end {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.end-r.off)]
	n, err := r.file.ReadAt(p, r.off)
	r.off += int64(n)
	switch {
	case n < len(p) && err == io.EOF:
		return n, io.ErrUnexpectedEOF
	case n < len(p):
		return n, err
	case r.off == r.end:
		if err := r.object.checkPinned(r.file); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// WriteTo writes the rest. It hands w an [io.LimitedReader] over the file, which is the one
// form that a TCP connection, and a response of package net/http over one, passes to the
// system's sendfile. After each piece, and before the end is sent, it looks whether the file
// has changed.
func (r *fileReader) WriteTo(w io.Writer) (int64, error) {
	start := r.off
	for r.end-r.off > tail {
		if err := r.writePiece(w, min(piece, r.end-r.off-tail)); err != nil {
			return r.off - start, err
		}
	}
	last := make([]byte, r.end-r.off)
	at := r.off
	if _, err := io.ReadFull(r, last); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return at - start, err
	}
	n, err := w.Write(last)
	if err == nil && n < len(last) {
		err = io.ErrShortWrite
	}
	return at - start + int64(n), err
}

// writePiece writes n bytes.
func (r *fileReader) writePiece(w io.Writer, n int64) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if _, err := r.file.Seek(r.off, io.SeekStart); err != nil {
		return err
	}
	written, err := io.CopyN(w, r.file, n)
	r.off += written
	switch {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil:
		return err
	}
	return r.object.checkPinned(r.file)
}

// Close does nothing: the file belongs to the object.
func (r *fileReader) Close() error { return nil }
