//go:build darwin || freebsd || netbsd

package fsstore

import (
	"io/fs"
	"syscall"
)

// changeOf returns what the system knows of a file of its own.
func changeOf(info fs.FileInfo) change {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return change{}
	}
	return change{uint64(s.Dev), uint64(s.Ino), uint64(s.Nlink), s.Ctimespec.Nano()}
}
