package fsstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store"
)

// errWindow means that a range asks for bytes that the object has not.
var errWindow = errors.New("fsstore: window outside the object")

// An object is an open file.
type object struct {
	pinned state
	file   *opened // nil once it is closed
	memo   *store.Memo

	store *Store
	at    place
	used  bool // file was read as a stream
}

// Info describes the file.
func (o *object) Info() *store.Info { return &o.file.info }

// OpenRange returns a reader of n bytes from off, or [store.ErrChanged].
func (o *object) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > o.pinned.size-n {
		return nil, errWindow
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	window := section.Reader{Ctx: ctx, Off: off, End: off + n}
	if f, ok := o.file.file.(*os.File); ok && n <= chunk {
		window.Source = f
		return readShort(f, &o.pinned, window, &o.store.buffers)
	}
	if err := o.pinned.check(o.file.file); err != nil {
		return nil, err
	}
	r := reader{Reader: window, pinned: &o.pinned, file: o.file.file}
	switch f := o.file.file.(type) {
	case *os.File:
		r.Source = f
		return &fileReader{r, f, o}, nil
	case io.ReaderAt:
		r.Source = f
		return &r, nil
	}
	return o.stream(&r)
}

// stream completes r for a file that can only be read on from where it is. It is opened
// again for the second range and further ones.
func (o *object) stream(r *reader) (rc io.ReadCloser, err error) {
	defer func() {
		if rc == nil {
			err = errors.Join(err, r.Close())
		}
	}()
	if o.used {
		f, err := o.reopen()
		if isMissing(err) {
			return nil, store.ErrChanged
		}
		if err != nil {
			return nil, err
		}
		r.file, r.closer = f, f
		if err := o.pinned.check(f); err != nil {
			return nil, err
		}
	}
	o.used = true
	r.Source = section.Stream{Reader: r.file}
	if err := skip(r.Ctx, r.file, r.Off); err != nil {
		return nil, err
	}
	return r, nil
}

// reopen opens the file of the place anew, which may be another.
func (o *object) reopen() (fs.File, error) {
	if _, err := look(o.at); err != nil {
		return nil, err
	}
	return openFile(o.at)
}

// another returns the same file once more, with an offset of its own, or nil if it is no longer
// at its place.
func (o *object) another() *os.File {
	file, err := o.reopen()
	if err != nil {
		return nil
	}
	pinned := o.pinned // not to be that of another file
	if f, ok := file.(*os.File); ok && pinned.check(f) == nil {
		return f
	}
	_ = file.Close() // is of no use
	return nil
}

// Close closes the file, once nobody else reads it and it is not kept open.
func (o *object) Close() error {
	f := o.file
	if f == nil {
		return fs.ErrClosed
	}
	o.file = nil
	return f.release()
}
