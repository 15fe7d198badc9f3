package fsstore

import (
	"context"
	"errors"
	"io/fs"
	"mime"
	"os"
	"path"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/store"
)

// A place is where a file was found.
type place struct {
	mount *Mount
	key   string
}

// An opened is an open file, with the state that it had then. Whoever has one of its
// references reads it, and the last who gives one back closes it.
type opened struct {
	file  fs.File
	state state
	info  store.Info
	refs  atomic.Int32

	offset sync.Mutex // held by whoever reads from the offset of file, of which there is one

	// What a file has that is kept open, from before others have it.
	memo    *store.Memo // of info
	content *content
}

// release gives a reference back.
func (f *opened) release() error {
	if f.refs.Add(-1) > 0 {
		return nil
	}
	return f.file.Close()
}

// open pins a file. The error of what is not a regular file is [fs.ErrNotExist].
func (s *Store) open(ctx context.Context, at place) (*object, error) {
	info, err := look(at)
	if err != nil {
		s.keeper().drop(at)
		return nil, err
	}
	var now state // zero, as that of no file, where there is no telling
	if info != nil {
		now = stateOf(info)
	}
	if f := s.keeper().take(at, now); f != nil {
		return &object{pinned: f.state, file: f, memo: f.memo, store: s, at: at}, nil
	}
	f, err := s.pin(ctx, at)
	if err != nil {
		return nil, err
	}
	if f.state.equal(now) && f.isKeepable() {
		s.keeper().put(at, f)
	}
	return &object{pinned: f.state, file: f, store: s, at: at}, nil
}

// isKeepable reports whether f can be kept open: a file of a system that tells when it was
// changed.
func (f *opened) isKeepable() bool {
	_, ok := f.file.(*os.File)
	return ok && f.state.inode.changed != 0
}

// pin opens a file and describes it. The caller has the one reference.
func (s *Store) pin(ctx context.Context, at place) (_ *opened, err error) {
	file, err := openFile(at)
	if err != nil {
		return nil, err
	}
	pinned := false
	defer func() {
		if !pinned {
			err = errors.Join(err, file.Close())
		}
	}()
	info, err := stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	f := &opened{file: file, state: stateOf(info)}
	f.refs.Store(1)
	f.info.Size = f.state.size
	f.info.ContentType = at.mount.contentType(at.key)
	if mtime := f.state.mtime; !mtime.IsZero() {
		f.info.LastModified = mtime.Truncate(time.Second).UTC()
	}
	tag, err := s.tag(ctx, at.mount, at.key, info)
	if err != nil {
		return nil, err
	}
	f.info.ETag = `"` + tag + `"`
	pinned = true
	return f, nil
}

// contentType returns the type of the object with a key.
func (m *Mount) contentType(key string) string {
	if m.ContentType != nil {
		return m.ContentType(key)
	}
	return mime.TypeByExtension(path.Ext(key))
}

var (
	// errNoFS is the error of a [Mount] without a file system.
	errNoFS = errors.New("fsstore: mount without a file system")

	// errNoFile is the error of a file system that returns neither a file nor an error.
	errNoFile = errors.New("fsstore: file system returned no file")
)

// look describes a file without opening it, or returns nil where the file system cannot. What
// is known not to be a regular file is not to be opened, because that can wait for a writer or
// make a device do something; the error of it is [fs.ErrNotExist].
func look(at place) (fs.FileInfo, error) {
	if at.mount.FS == nil {
		return nil, errNoFS
	}
	fsys, ok := at.mount.FS.(fs.StatFS)
	if !ok {
		return nil, nil
	}
	info, err := fsys.Stat(at.key)
	switch {
	case err != nil:
		return nil, err
	case info == nil:
		return nil, errNoInfo
	case !info.Mode().IsRegular():
		return nil, fs.ErrNotExist
	}
	return info, nil
}

// openFile opens a file that look has looked at.
func openFile(at place) (fs.File, error) {
	f, err := at.mount.FS.Open(at.key)
	if err == nil && f == nil {
		err = errNoFile
	}
	return f, err
}
