package fsstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/s3get/s3get/internal/section"
)

const (
	// piece is the number of bytes after which a reader checks that its file is still
	// in the state that was pinned.
	piece = 4 << 20

	// tail is the number of bytes at the end of a window that are copied instead of
	// being left to sendfile. What sendfile has put into a socket still refers to the
	// file. It has left the socket when the last of these bytes enters it, because
	// this is more than what sockets hold: on Linux 4 MiB in the sending one and, if
	// the receiver is on the same machine, 32 MiB in the receiving one.
	tail = 64 << 20

	// chunk is the number of bytes that are copied at once.
	chunk = 32 << 10
)

// A reader reads a window of a file. Its last bytes are read, then the file is checked,
// and then they are returned: whoever has all bytes of the window has them from a file
// in the state that was pinned.
type reader struct {
	section.Reader
	pinned    *state
	file      fs.File
	closer    io.Closer // may be nil
	unchecked int64     // bytes that were read since the last check
	err       error     // that ended the reading
}

// Read reads the next bytes. The errors are those of [section.Reader] and
// [store.ErrChanged].
func (r *reader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.Reader.Read(p)
	r.err = err
	r.unchecked += int64(n)
	if n == 0 || r.Off < r.End && r.unchecked < piece {
		return n, err
	}
	if err := r.check(); err != nil {
		return 0, err
	}
	return n, err
}

// check checks the file. An error stays.
func (r *reader) check() error {
	r.unchecked = 0
	if err := r.pinned.check(r.file); err != nil {
		r.err = err
	}
	return r.err
}

// Close closes the file if it was opened for this reader.
func (r *reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// errSeek means that a file did not go where it was told to.
var errSeek = errors.New("fsstore: file is at another offset than the one sought")

// skip moves source, which is at its beginning unless it is an [io.Seeker], to off.
func skip(ctx context.Context, source io.Reader, off int64) error {
	if s, ok := source.(io.Seeker); ok {
		at, err := s.Seek(off, io.SeekStart)
		if err == nil && at != off {
			err = errSeek
		}
		return err
	}
	_, err := io.Copy(io.Discard, &section.Reader{Ctx: ctx, Source: section.Stream{Reader: source}, End: off})
	return err
}

// A fileReader reads a file of the operating system.
type fileReader struct {
	reader
	file   *os.File
	object *object
}

// WriteTo writes the rest: the last tail bytes by copying, which is no slower, and those
// before them so that the system can send them without a copy in memory.
func (r *fileReader) WriteTo(w io.Writer) (int64, error) {
	start := r.Off
	if r.err == nil && r.End-r.Off > tail {
		r.err = r.sendHead(w)
	}
	if r.err != nil {
		return r.Off - start, r.err
	}
	written := r.Off - start
	n, err := r.copyTail(w)
	return written + n, err
}

// sendHead hands on what is before the tail, unless others read from the offset of the file
// and it has no place any more: then all is copied.
func (r *fileReader) sendHead(w io.Writer) error {
	f := r.file
	if shared := r.object.file; shared.offset.TryLock() {
		defer shared.offset.Unlock()
	} else {
		own := r.object.another()
		if own == nil {
			return nil
		}
		defer func() { _ = own.Close() }() // was only read
		f = own
	}
	for r.End-r.Off > tail {
		if err := r.sendPiece(w, f); err != nil {
			return err
		}
	}
	return nil
}

// sendPiece hands w an [io.LimitedReader] over the file, which is the one form that a
// TCP connection, and a response of package net/http over one, passes to the system's
// sendfile.
func (r *fileReader) sendPiece(w io.Writer, f *os.File) error {
	if err := r.Ctx.Err(); err != nil {
		return err
	}
	if _, err := f.Seek(r.Off, io.SeekStart); err != nil {
		return err
	}
	n, err := io.CopyN(w, f, min(piece, r.End-r.Off-tail))
	r.Off += n
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	return r.check()
}

// copyTail copies the rest. It hides what w and r can do beyond Write and Read, which
// would lead back to sendfile.
func (r *fileReader) copyTail(w io.Writer) (int64, error) {
	buffers := &r.object.store.buffers
	buffer, ok := buffers.Get().(*[chunk]byte)
	if !ok {
		buffer = new([chunk]byte)
	}
	defer buffers.Put(buffer)
	return io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{&r.reader}, buffer[:])
}
