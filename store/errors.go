package store

import (
	"errors"
	"fmt"
	"time"

	"github.com/s3get/s3get/version"
)

// The errors that a [Store] may wrap. Any other error is answered 500 InternalError, and its
// text reaches the log and never the client.
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
	// something replaced its bytes. From [Object.OpenRange] it makes the operation open
	// the version once more; from the reader it aborts the response.
	ErrChanged = errors.New("store: object changed since it was opened")

	// ErrSlowDown means that the store has more requests than it can serve. It is
	// answered 503 SlowDown, on which S3's clients back off and retry. See [RetryError].
	ErrSlowDown = errors.New("store: too many requests")

	// ErrUnavailable means that the store, or the part of it that has the object, cannot
	// be reached now. It is answered 503 ServiceUnavailable, which S3's clients retry.
	// See [RetryError].
	ErrUnavailable = errors.New("store: unavailable")
)

// A RetryError tells the client, by Retry-After, when to try again. It wraps
// [ErrSlowDown] or [ErrUnavailable].
type RetryError struct {
	Err   error         // wraps ErrSlowDown or ErrUnavailable; nil means ErrSlowDown
	After time.Duration // from now; it is sent in whole seconds, rounded up
}

// Error returns the text of e.Err and the time.
func (e *RetryError) Error() string { return fmt.Sprintf("%v, retry after %v", e.Unwrap(), e.After) }

// Unwrap returns e.Err, or ErrSlowDown if that is nil.
func (e *RetryError) Unwrap() error {
	if e.Err == nil {
		return ErrSlowDown
	}
	return e.Err
}
