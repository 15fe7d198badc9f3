//go:build !unix

package folder

import "errors"

// Errors that this system does not have.
var (
	errQuota = errors.New("folder: quota")
	errStale = errors.New("folder: stale")
)
