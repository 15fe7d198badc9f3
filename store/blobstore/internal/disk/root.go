package disk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"
	"time"
)

// batch is the number of entries of a directory that are read at once.
const batch = 1024

// A root is a directory of the system.
type root struct {
	*os.Root
	dirs  dirs
	locks locks // in this process, for a system without others
}

// Open returns the directory of the system at a path. Symbolic links do not lead out of it.
func Open(path string) (Disk, error) {
	r, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &root{Root: r}, nil
}

// Open opens a file to be read.
func (r *root) Open(name string) (File, error) {
	f, err := r.OpenFile(name, openFlags, 0)
	if err != nil {
		return nil, err
	}
	return &file{File: f}, nil
}

// Create creates a file to be written.
func (r *root) Create(name string) (File, error) {
	f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &file{File: f}, nil
}

// Mkdir creates a directory.
func (r *root) Mkdir(name string) error { return r.Root.Mkdir(name, 0o700) }

// ReadDir yields what a directory has.
func (r *root) ReadDir(name string, yield func(Entry) error) error {
	found, err := r.Root.Open(name)
	if err != nil {
		return err
	}
	defer found.Close()
	d, err := outside(found)
	if err != nil {
		return err
	}
	defer d.Close()
	for {
		entries, err := d.ReadDir(batch)
		for _, e := range entries {
			if err := yield(Entry{e.Name(), e.IsDir()}); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// RemoveDir removes a directory that is empty.
func (r *root) RemoveDir(name string) error {
	info, err := r.Lstat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &fs.PathError{Op: "rmdir", Path: name, Err: syscall.ENOTDIR}
	}
	return r.Root.Remove(name)
}

// SyncDir returns when what a directory has is on the disk.
func (r *root) SyncDir(name string) error {
	if !syncsDirs {
		return nil
	}
	d, err := r.Root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Mark marks a directory. One that others may write to is none of those that were made by Mkdir, and
// is left as it is.
func (r *root) Mark(name string) error {
	info, err := r.Lstat(name)
	if err != nil || !info.IsDir() || !isPrivate(info.Mode()) {
		return err
	}
	return r.Chmod(name, info.Mode().Perm()|marked)
}

// Now returns the time of the system.
func (r *root) Now() time.Time { return time.Now() }

// Stat describes a file or a directory.
func (r *root) Stat(name string) (Info, error) {
	if dir, base := r.dirs.of(r.Root, name); dir != nil {
		if i, err := dir.Lstat(base); err == nil {
			return infoOf(i), nil
		}
	}
	i, err := r.Lstat(name)
	if err != nil {
		return Info{}, err
	}
	r.dirs.drop(name) // was another, if it was not found there
	return infoOf(i), nil
}

// Close closes the directory, and those that are kept open.
func (r *root) Close() error {
	r.dirs.close()
	return r.Root.Close()
}

func infoOf(i fs.FileInfo) Info { return Info{i.Size(), i.ModTime(), inode(i), i.Mode()} }

// Lock locks a file.
func (r *root) Lock(ctx context.Context, name string, exclusive bool) (io.Closer, error) {
	if !locksFiles {
		return r.locks.lock(ctx, name, exclusive)
	}
	f, err := r.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = retry(ctx, exclusive, func() error { return flock(f, exclusive) })
	if err != nil {
		return nil, errors.Join(&fs.PathError{Op: "lock", Path: name, Err: err}, f.Close())
	}
	return f, nil
}

// A file is a file of the system.
type file struct {
	*os.File
	offset sync.Mutex // held while the file has an offset of somebody
}

// Stat describes the file.
func (f *file) Stat() (Info, error) {
	i, err := f.File.Stat()
	if err != nil {
		return Info{}, err
	}
	return infoOf(i), nil
}

// SendRange hands w an [io.LimitedReader] over the file, which is the one form that a TCP
// connection, and a response of package net/http over one, passes to the system's sendfile. It reads
// from the offset of the file, of which there is one: whoever comes meanwhile copies.
func (f *file) SendRange(w io.Writer, off, n int64) (int64, error) {
	if !f.offset.TryLock() {
		return copyRange(w, f, off, n)
	}
	defer f.offset.Unlock()
	if _, err := f.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	return whole(io.CopyN(w, f.File, n))
}

// copyRange copies n bytes of a file from off.
func copyRange(w io.Writer, f io.ReaderAt, off, n int64) (int64, error) {
	return whole(io.CopyN(w, io.NewSectionReader(f, off, n), n))
}

// whole makes the end of a file an error.
func whole(n int64, err error) (int64, error) {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
