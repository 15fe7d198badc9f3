package fsstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"os"
	"path"

	"github.com/s3get/s3get/store"
)

// errWindow means that a Read asks for bytes that the object has not.
var errWindow = errors.New("fsstore: window outside the object")

// An object is an open file.
type object struct {
	info   store.Info
	file   fs.File
	pinned state

	fsys fs.FS
	key  string
	used bool // file was read as a stream
}

// pin describes f, which was opened under key.
func (s *Store) pin(m *Mount, key string, f fs.File) (*object, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	o := &object{file: f, pinned: stateOf(info), fsys: m.FS, key: key}
	o.info.Size, o.info.LastModified = info.Size(), modified(info)
	o.info.ContentType = m.contentType(key)
	tag, err := s.tag(m, key, info)
	o.info.ETag = `"` + tag + `"`
	return o, err
}

// contentType returns the type of the object with a key.
func (m *Mount) contentType(key string) string {
	if m.ContentType != nil {
		return m.ContentType(key)
	}
	return mime.TypeByExtension(path.Ext(key))
}

// Info describes the file.
func (o *object) Info() *store.Info { return &o.info }

// Read returns a reader of n bytes from off, or [store.ErrChanged].
func (o *object) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > o.info.Size-n {
		return nil, errWindow
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := o.checkPinned(o.file); err != nil {
		return nil, err
	}
	switch f := o.file.(type) {
	case *os.File:
		return &fileReader{ctx: ctx, object: o, file: f, off: off, end: off + n}, nil
	case io.ReaderAt:
		return o.reader(ctx, io.NewSectionReader(f, off, n), n), nil
	}
	return o.stream(ctx, off, n)
}

// reader returns a reader of n bytes of the object from source.
func (o *object) reader(ctx context.Context, source io.Reader, n int64) *reader {
	return &reader{ctx: ctx, source: source, left: n, check: func() error { return o.checkPinned(o.file) }}
}

// checkPinned returns [store.ErrChanged] if f is not what o describes.
func (o *object) checkPinned(f fs.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !o.pinned.sameContent(stateOf(info)) {
		return store.ErrChanged
	}
	return nil
}

// stream is Read for a file that can only be read on from where it is. It is opened
// again for the second Read and further ones.
func (o *object) stream(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r := o.reader(ctx, o.file, n)
	if o.used {
		f, err := o.reopen()
		if err != nil {
			return nil, err
		}
		r.source, r.closer = f, f
		r.check = func() error { return o.checkPinned(f) }
	}
	o.used = true
	if err := skip(ctx, r.source, off); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// reopen opens the file again, or returns [store.ErrChanged] if it is not the same.
func (o *object) reopen() (fs.File, error) {
	f, err := o.fsys.Open(o.key)
	if isMissing(err) {
		return nil, store.ErrChanged
	}
	if err != nil {
		return nil, err
	}
	if err := o.checkPinned(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close closes the file.
func (o *object) Close() error { return o.file.Close() }
