//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package disk

import (
	"errors"
	"os"
)

// locksFiles says that the system has no locks that end with the process, or none that package
// syscall knows. Locks are those within this process: a folder is for one process at a time.
const locksFiles = false

func flock(*os.File, bool) error { return errors.ErrUnsupported }
