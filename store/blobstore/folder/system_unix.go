//go:build unix

package folder

import "syscall"

// Errors that not all systems have.
const (
	errQuota = syscall.EDQUOT
	errStale = syscall.ESTALE
)
