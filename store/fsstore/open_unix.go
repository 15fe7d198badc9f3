//go:build unix

package fsstore

import (
	"errors"
	"os"
	"syscall"
)

// openFlags opens for reading: a named pipe without waiting, and a terminal without
// making it that of this process.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOCTTY

// isForeign reports whether name would mean another path to the system than to [fs.FS].
func isForeign(string) bool { return false }

// isPathError reports whether err says that no file can be at a path: an element is not a
// directory or is too long, links go round in circles, or what is there is a socket or a
// device, which cannot be opened as a file.
func isPathError(err error) bool {
	for _, e := range [...]error{
		syscall.ENOTDIR, syscall.ENAMETOOLONG, syscall.ELOOP,
		syscall.ENXIO, syscall.ENODEV, syscall.EOPNOTSUPP,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// openLimit returns how many files this process may have open.
func openLimit() uint64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0
	}
	return uint64(limit.Cur)
}
