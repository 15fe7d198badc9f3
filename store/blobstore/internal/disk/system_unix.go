//go:build unix

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// openFlags opens for reading: a named pipe without waiting, and a terminal without making it that
// of this process.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOCTTY

// syncsDirs says that directories can be synced.
const syncsDirs = true

// outside returns a directory that was opened in a root as one that was not: of those in a root,
// package os describes each entry, at ten times the cost of its name and kind, which is all that is
// asked for here.
func outside(d *os.File) (*os.File, error) {
	syscall.ForkLock.RLock()
	fd, err := syscall.Dup(int(d.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, &fs.PathError{Op: "dup", Path: d.Name(), Err: err}
	}
	return os.NewFile(uintptr(fd), d.Name()), nil
}

// inode returns the number of the inode of what info describes.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && s != nil {
		return uint64(s.Ino)
	}
	return 0
}
