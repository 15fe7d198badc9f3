package getobject

import (
	"errors"
	"syscall"
)

// isDisconnect reports whether err is the system's for a connection that the client closed.
func isDisconnect(err error) bool {
	return errors.Is(err, syscall.WSAECONNRESET) || errors.Is(err, syscall.WSAECONNABORTED)
}
