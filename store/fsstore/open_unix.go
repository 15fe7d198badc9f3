//go:build unix

package fsstore

import (
	"errors"
	"os"
	"syscall"
)

// openFlags opens for reading, and a named pipe without waiting.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

// isForeign reports whether name would mean another path to the system than to [fs.FS].
func isForeign(string) bool { return false }

// isPathError reports whether err says that no file can be at a path: an element is no
// directory or too long, links go round in circles, or what is there is a socket or a
// device.
func isPathError(err error) bool {
	for _, e := range [...]error{syscall.ENOTDIR, syscall.ENAMETOOLONG, syscall.ELOOP, syscall.ENXIO, syscall.ENODEV} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
