// Package disk is the file system beneath a folder of files: what a folder needs of it, on a real
// disk and on a simulated one that loses power.
package disk

import (
	"context"
	"errors"
	"io"
	"os"
	"time"
)

// ErrLocked means that others hold a lock.
var ErrLocked = errors.New("disk: locked by others")

// A Disk is a tree of directories. Names are relative to its root, with slashes; "." is the root.
// Errors wrap those of package fs and of the system, and name the file. Its methods may be called
// concurrently.
//
// What is written is on the disk for sure once it is synced: the bytes of a file by [File.Sync], and
// what names a directory has, and that it is marked, by SyncDir of it. That a directory has an entry
// says nothing of the directory above.
type Disk interface {
	// Open opens a file to be read.
	Open(name string) (File, error)

	// Create creates a file to be written. The error wraps [fs.ErrExist] if there is one.
	Create(name string) (File, error)

	// Mkdir creates a directory. The error wraps [fs.ErrExist] if there is one.
	Mkdir(name string) error

	// ReadDir yields what a directory has, in no order, until an error that yield returns.
	ReadDir(name string, yield func(Entry) error) error

	// Link gives a file another name. The error wraps [fs.ErrExist] if there is one of it.
	Link(name, other string) error

	// Rename gives a file another name, which no other has, instead of its own.
	Rename(name, other string) error

	// Remove removes a file.
	Remove(name string) error

	// RemoveDir removes a directory that is empty.
	RemoveDir(name string) error

	// SyncDir returns when what a directory has is on the disk.
	SyncDir(name string) error

	// Mark marks a directory, which says whatever those who mark agree on. A Disk that cannot
	// keep marks does nothing.
	Mark(name string) error

	// Stat describes a file or a directory. A symbolic link is neither.
	Stat(name string) (Info, error)

	// Lock locks a file, which is made if it is missing, until the Closer is closed or the
	// process ends: shared with others, for whom it waits, or exclusively. The error wraps
	// [ErrLocked] for an exclusive lock that cannot be had now.
	Lock(ctx context.Context, name string, exclusive bool) (io.Closer, error)

	// Now returns the time by the clock that Modified is of.
	Now() time.Time

	// Close ends the use of the Disk.
	Close() error
}

// A File is open to be read or written. ReadAt and SendRange may be called concurrently.
type File interface {
	io.ReaderAt
	io.Writer
	io.Closer

	// SendRange writes n bytes of the file from off to w, by the way that is the shortest for
	// the two. The error is [io.ErrUnexpectedEOF] if the file ends before.
	SendRange(w io.Writer, off, n int64) (int64, error)

	// Sync returns when the bytes are on the disk.
	Sync() error

	// Stat describes the file.
	Stat() (Info, error)
}

// An Entry is a name in a directory.
type Entry struct {
	Name  string // without the directory
	IsDir bool   // whether it is one
}

// An Info describes a file or a directory.
type Info struct {
	Size     int64       // in bytes
	Modified time.Time   // of a directory, when a name came or went
	Inode    uint64      // which no other has at that time, or 0
	Mode     os.FileMode // of which IsDir and IsRegular count
}

// marked is the bit of a mode that marks a directory. In one that others may not write to it means
// nothing to the system.
const marked = os.ModeSticky

// IsDir reports whether a directory is described.
func (i Info) IsDir() bool { return i.Mode.IsDir() }

// IsMarked reports whether a directory is described that was marked.
func (i Info) IsMarked() bool { return i.Mode.IsDir() && i.Mode&marked != 0 && isPrivate(i.Mode) }

// isPrivate reports whether only the owner of a directory may write to it.
func isPrivate(mode os.FileMode) bool { return mode.Perm()&0o022 == 0 }
