package blobstore

import "errors"

var (
	// ErrLocked means that others hold a lock of a [Backend] that cannot be shared.
	ErrLocked = errors.New("blobstore: locked by others")

	// ErrForeign means that a [Backend] has files that are none of a Store, or those of a later
	// version of the format.
	ErrForeign = errors.New("blobstore: the files are not those of a store of this format")

	// ErrBusy means that a write was overtaken by others of the same key again and again.
	ErrBusy = errors.New("blobstore: too many writes of one key at once")
)

// errContent means that a content was staged by another store.
var errContent = errors.New("blobstore: the content was not staged by this store")
