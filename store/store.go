// Package store is what an implementer implements: a [Store] finds objects, and
// an [Object] is one pinned version of one of them.
//
// # Promises
//
//	Store.Bucket   describes a bucket, or wraps ErrNoBucket
//	Store.Open     pins one version, or wraps ErrNoKey or ErrNoVersion
//	Object.Info    is complete, cheap and never changes
//	Object.Read    returns exactly the bytes asked for, or ErrChanged before the last
//	Object.Close   releases what Open took
//
// A store sees no HTTP, no Range field, no condition and no identity. Absence is a
// typed error, a delete marker is a field of [Info], and neither is a status.
//
// # Optional interfaces
//
// Whatever goes beyond these two interfaces is a small interface of its own with a
// function that falls back where it is missing, so that callers never assert types:
//
//	PartLister     LookupPart           the parts of a multipart upload
//	Unsealer       ReadWithKey          content that only the customer's key opens
//	AccessPoints   ResolveAccessPoint   names of access points
package store

import (
	"context"
	"io"

	"github.com/s3get/s3get/version"
)

// A Store finds objects. Its methods may be called concurrently.
type Store interface {
	// Bucket describes a bucket. The error wraps [ErrNoBucket] where there is none;
	// any other error means that the store could not tell. The caller does not
	// change the Bucket.
	Bucket(ctx context.Context, name string) (*Bucket, error)

	// Open pins one version of a key. Whatever happens to the key afterwards, the
	// Object goes on describing and reading the same bytes, or fails with
	// [ErrChanged] before the last byte: from Read if it can tell then, and
	// otherwise from the reader.
	//
	// The error wraps [ErrNoBucket], [ErrNoKey] where the key has no version at all
	// and the latest was asked for, or [ErrNoVersion] where the version that ref
	// names is not there, even if the key is missing too. A delete marker is no
	// error: it is an Object whose Info says so.
	Open(ctx context.Context, ref Ref) (Object, error)
}

// A Ref names one version of one key. The zero Version is the latest.
type Ref struct {
	Bucket  string
	Key     string
	Version version.Selector
}

// An Object is one pinned version. Its methods are called by one goroutine at a time.
type Object interface {
	// Info describes the version. It is complete when Open returns and never
	// changes. The caller does not change it either.
	Info() *Info

	// Read returns a reader of exactly n bytes from offset off of the content as
	// clients see it, where 0 ≤ off and off+n ≤ Info().Size. It is called at most
	// once for a response, and never for HEAD, 304, 412 or 416.
	//
	// The reader may be an [io.WriterTo], which is then used instead of Read.
	// Canceling ctx ends the reading.
	Read(ctx context.Context, off, n int64) (io.ReadCloser, error)

	// Close releases the version. Readers are closed before it.
	Close() error
}
