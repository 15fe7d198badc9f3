package fsstore

import (
	"errors"
	"io/fs"
	"time"

	"github.com/s3get/s3get/store"
)

// errNoInfo is the error of a file whose Stat returns neither a description nor an error.
var errNoInfo = errors.New("fsstore: file without a description")

// A state is what changes with the content of a file.
type state struct {
	size  int64
	mtime time.Time // with its fraction of a second
	inode inode
}

// An inode is what a system knows of a file beyond package fs. It is zero where the
// system, or a file system that is not of the system, does not tell.
type inode struct {
	dev, number uint64
	links       uint64 // names of the file
	changed     int64  // time of the last change of content or inode, in nanoseconds from 1970
}

// stat describes f.
func stat(f fs.File) (fs.FileInfo, error) {
	info, err := f.Stat()
	if err == nil && info == nil {
		err = errNoInfo
	}
	return info, err
}

func stateOf(info fs.FileInfo) state {
	return state{info.Size(), info.ModTime(), inodeOf(info)}
}

// equal reports whether s and other are one state.
func (s state) equal(other state) bool {
	return s.size == other.size && s.mtime.Equal(other.mtime) && s.inode == other.inode
}

// check returns [store.ErrChanged] if f is not in state s. A file that gained or lost a
// name, as by being replaced, has another time of change for that reason: it passes on
// its size and modification time, and s becomes its new state.
func (s *state) check(f fs.File) error {
	info, err := stat(f)
	if err != nil {
		return err
	}
	now := stateOf(info)
	if now.size != s.size || !now.mtime.Equal(s.mtime) {
		return store.ErrChanged
	}
	if now.inode.links != s.inode.links {
		s.inode.links, s.inode.changed = now.inode.links, now.inode.changed
	}
	if now.inode != s.inode {
		return store.ErrChanged
	}
	return nil
}
