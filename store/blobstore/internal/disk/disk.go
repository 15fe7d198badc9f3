// Package disk is the file system beneath a folder of files: what a folder needs of it, on a real
// disk and on a simulated one that loses power.
package disk

import (
	"io"
	"os"
	"time"
)

// A Disk is a tree of directories. Names are relative to its root, with slashes; "." is the root.
// Errors wrap those of package fs and of the system. Its methods may be called concurrently.
//
// What is written is on the disk for sure once it is synced: the bytes of a file by [File.Sync], and
// what names a directory has by SyncDir.
type Disk interface {
	// Open opens a file to be read.
	Open(name string) (File, error)

	// Create creates a file to be written. The error wraps [fs.ErrExist] if there is one.
	Create(name string) (File, error)

	// Mkdir creates a directory.
	Mkdir(name string) error

	// ReadDir returns what a directory has, in no order.
	ReadDir(name string) ([]Entry, error)

	// Link gives a file another name. The error wraps [fs.ErrExist] if there is one of it.
	Link(name, other string) error

	// Rename gives a file another name, which no other has, instead of its own.
	Rename(name, other string) error

	// Remove removes a file, or a directory that is empty.
	Remove(name string) error

	// SyncDir returns when the names of a directory are on the disk.
	SyncDir(name string) error

	// Stat describes a file or a directory.
	Stat(name string) (Info, error)

	// Lock locks a file, which is made if it is missing, until the Closer is closed: shared with
	// others, for whom it waits, or exclusively. The error wraps [ErrLocked] for an exclusive
	// lock that cannot be had now.
	Lock(name string, exclusive bool) (io.Closer, error)

	// Close ends the use of the Disk.
	Close() error
}

// A File is open to be read or written. ReadAt may be called concurrently.
type File interface {
	io.ReaderAt
	io.Writer
	io.Closer

	// Sync returns when the bytes are on the disk.
	Sync() error

	// Size returns the length in bytes.
	Size() (int64, error)
}

// An Entry is a name in a directory.
type Entry struct {
	Name  string // without the directory
	IsDir bool   // whether it is one
}

// An Info describes a file or a directory.
type Info struct {
	Size     int64     // in bytes
	Modified time.Time // of a directory, when a name came or went
	Inode    uint64    // which no other has at that time, or 0
	IsDir    bool      // whether it is one
}

// A root is a directory of the system.
type root struct {
	*os.Root
	dirs *dirs
}

// Open returns the directory of the system at a path.
func Open(path string) (Disk, error) {
	r, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return root{r, new(dirs)}, nil
}

type file struct{ *os.File }

func (f file) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Open opens a file to be read.
func (r root) Open(name string) (File, error) {
	f, err := r.Root.Open(name)
	if err != nil {
		return nil, err
	}
	return file{f}, nil
}

// Create creates a file to be written.
func (r root) Create(name string) (File, error) {
	f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return file{f}, nil
}

// Mkdir creates a directory.
func (r root) Mkdir(name string) error { return r.Root.Mkdir(name, 0o700) }

// ReadDir returns what a directory has.
func (r root) ReadDir(name string) ([]Entry, error) {
	f, err := r.Root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	entries := make([]Entry, len(list))
	for i, e := range list {
		entries[i] = Entry{e.Name(), e.IsDir()}
	}
	return entries, err
}

// SyncDir returns when the names of a directory are on the disk.
func (r root) SyncDir(name string) error {
	f, err := r.Root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// Stat describes a file or a directory.
func (r root) Stat(name string) (Info, error) {
	if dir, base := r.dirs.of(r.Root, name); dir != nil {
		if i, err := dir.Lstat(base); err == nil {
			return Info{i.Size(), i.ModTime(), inode(i), i.IsDir()}, nil
		}
	}
	i, err := r.Lstat(name)
	if err != nil {
		return Info{}, err
	}
	r.dirs.drop(name) // was another, if it was not found there
	return Info{i.Size(), i.ModTime(), inode(i), i.IsDir()}, nil
}

// Close closes the directory, and those that are kept open.
func (r root) Close() error {
	r.dirs.close()
	return r.Root.Close()
}
