//go:build linux || openbsd || dragonfly || solaris || illumos

package fsstore

import (
	"io/fs"
	"syscall"
)

// inodeOf returns what the system knows of the file that info describes.
func inodeOf(info fs.FileInfo) inode {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || s == nil {
		return inode{}
	}
	return inode{dev: uint64(s.Dev), number: uint64(s.Ino), links: uint64(s.Nlink), changed: s.Ctim.Nano()}
}
