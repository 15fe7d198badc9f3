package fsstore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"os"
	"path"
	"time"

	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store"
)

// errWindow means that a Read asks for bytes that the object has not.
var errWindow = errors.New("fsstore: window outside the object")

// An object is an open file.
type object struct {
	info   store.Info
	pinned state
	file   fs.File

	store *Store
	fsys  fs.FS
	key   string
	used  bool // file was read as a stream
}

// pin describes f, which was opened under key.
func (s *Store) pin(ctx context.Context, m *Mount, key string, f fs.File) (*object, error) {
	info, err := stat(f)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	o := &object{pinned: stateOf(info), file: f, store: s, fsys: m.FS, key: key}
	o.info.Size = o.pinned.size
	o.info.ContentType = m.contentType(key)
	if mtime := o.pinned.mtime; !mtime.IsZero() {
		o.info.LastModified = mtime.Truncate(time.Second).UTC()
	}
	tag, err := s.tag(ctx, m, key, info)
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
func (o *object) Read(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > o.info.Size-n {
		return nil, errWindow
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := o.pinned.check(o.file); err != nil {
		return nil, err
	}
	r := reader{Reader: section.Reader{Ctx: ctx, Off: off, End: off + n}, pinned: &o.pinned, file: o.file}
	switch f := o.file.(type) {
	case *os.File:
		r.Source = f
		return &fileReader{r, f, &o.store.buffers}, nil
	case io.ReaderAt:
		r.Source = f
		return &r, nil
	}
	return o.stream(&r)
}

// stream completes r for a file that can only be read on from where it is. It is opened
// again for the second Read and further ones.
func (o *object) stream(r *reader) (rc io.ReadCloser, err error) {
	defer func() {
		if rc == nil {
			err = errors.Join(err, r.Close())
		}
	}()
	if o.used {
		f, err := openFile(o.fsys, o.key)
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

// Close closes the file.
func (o *object) Close() error { return o.file.Close() }
