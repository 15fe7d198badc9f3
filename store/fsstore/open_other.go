//go:build !unix

package fsstore

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// openFlags opens for reading.
const openFlags = os.O_RDONLY

// isForeign reports whether name would mean another path to the system than to [fs.FS].
func isForeign(name string) bool {
	return runtime.GOOS == "windows" && strings.ContainsAny(name, `\:*?"<>|`)
}

// isPathError reports whether err says that no file can be at a path.
func isPathError(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENAMETOOLONG)
}

// openLimit returns nothing: no file of this system tells when it was changed, so none is kept.
func openLimit() uint64 { return 0 }
