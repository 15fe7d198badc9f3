package fsstore

import (
	"context"
	"io"
	"os"

	"github.com/s3get/s3get/internal/section"
)

// A reader reads a number of bytes from a source.
type reader struct {
	ctx    context.Context
	source io.Reader
	left   int64     // bytes
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
	n, err := r.source.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	switch {
	case err != io.EOF:
		return n, err
	case r.left > 0:
		return n, io.ErrUnexpectedEOF
	}
	return n, nil
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

// piece is the number of bytes after which a fileReader looks whether it is canceled.
const piece = 4 << 20

// A fileReader reads a file of the operating system.
type fileReader struct {
	section.Reader
	file *os.File
}

// WriteTo writes the rest. It hands w an [io.LimitedReader] over the file, which is the
// one form that a TCP connection, and a response of package net/http over one, passes to
// the system's sendfile.
func (r *fileReader) WriteTo(w io.Writer) (int64, error) {
	start := r.Off
	for r.Off < r.End {
		if err := r.writePiece(w); err != nil {
			return r.Off - start, err
		}
	}
	return r.Off - start, nil
}

func (r *fileReader) writePiece(w io.Writer) error {
	if err := r.Ctx.Err(); err != nil {
		return err
	}
	if _, err := r.file.Seek(r.Off, io.SeekStart); err != nil {
		return err
	}
	n, err := io.CopyN(w, r.file, min(piece, r.End-r.Off))
	r.Off += n
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Close does nothing: the file belongs to the object.
func (r *fileReader) Close() error { return nil }
