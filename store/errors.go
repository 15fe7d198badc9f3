package store

import (
	"errors"

	"github.com/s3get/s3get/version"
)

// The errors that a [Store] may wrap. Any other error becomes an InternalError, and
// its text reaches the log and never the client.
var (
	// ErrNoBucket means that there is no bucket of that name.
	ErrNoBucket = errors.New("store: no such bucket")

	// ErrNoKey means that the key has no version. It is [version.ErrNoKey].
	ErrNoKey = version.ErrNoKey

	// ErrNoVersion means that the key lacks the version named. It is
	// [version.ErrNoVersion].
	ErrNoVersion = version.ErrNoVersion

	// ErrNoAccessPoint means that there is no access point of that name.
	ErrNoAccessPoint = errors.New("store: no such access point")

	// ErrChanged means that the pinned version can no longer be read because
	// something replaced its bytes. From [Object.Read] it makes the operation open
	// the version once more; from the reader it aborts the response.
	ErrChanged = errors.New("store: object changed since it was opened")
)
