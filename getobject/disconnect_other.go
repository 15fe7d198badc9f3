//go:build !windows && !plan9

package getobject

import (
	"errors"
	"syscall"
)

// isDisconnect reports whether err is the system's for a connection that the client closed.
func isDisconnect(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)
}
