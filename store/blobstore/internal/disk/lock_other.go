//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package disk

import (
	"errors"
	"io"
	"io/fs"
)

// ErrLocked means that others hold a lock.
var ErrLocked = errors.New("disk: locked by others")

// Lock returns [errors.ErrUnsupported]: the system has no lock that ends with the process.
func (r root) Lock(string, bool) (io.Closer, error) { return nil, errors.ErrUnsupported }

// inode returns 0: the system does not tell.
func inode(fs.FileInfo) uint64 { return 0 }
