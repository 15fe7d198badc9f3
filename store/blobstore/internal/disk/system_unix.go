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

// inode returns the number of the inode of what info describes.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && s != nil {
		return uint64(s.Ino)
	}
	return 0
}
