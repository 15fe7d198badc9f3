// Package store is what an implementer implements: a [Store] finds objects, and
// an [Object] is one pinned version of one of them.
//
// # Promises
//
//	Store.Bucket      describes a bucket, or wraps ErrNoBucket
//	Store.Open        pins one version, or wraps ErrNoKey or ErrNoVersion
//	Object.Info       is complete, cheap and never changes
//	Object.OpenRange  returns a reader of exactly the bytes asked for, or ErrChanged
//	Object.Close      releases what Open took
//
// Bucket and Open fail soon once their context is canceled, with no error of absence. Names
// that nothing has, whatever their bytes, are an error and never a panic. A reader does not
// keep the buffers that it is given.
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
//	Decrypter      OpenRange            content that only the customer's key opens
//	AccessPoints   ResolveAccessPoint   names of access points
//	InMemory       LookupContent        content that needs no reader
//	Memoizer       LookupMemo           room for what the responses of a version share
//	VersionIDs     WellFormedVersionID  version ids of another form than S3's
package store

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
	"github.com/s3get/s3get/website"
)

// A Store finds objects. Its methods may be called concurrently.
type Store interface {
	// Bucket describes a bucket. The error wraps [ErrNoBucket] where there is none;
	// any other error means that the store could not tell. The caller does not
	// change the Bucket.
	Bucket(ctx context.Context, name string) (*Bucket, error)

	// Open pins one version of a key. Whatever happens to the key afterwards, the
	// Object goes on describing and reading the same bytes, or fails with
	// [ErrChanged] before the last byte: from OpenRange if it can tell then, and
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

	// OpenRange returns a reader of exactly n bytes from offset off of the content as
	// clients see it, where 0 ≤ off and off+n ≤ Info().Size. It is called at most once
	// for a response, and never for HEAD, 304, 412 or 416.
	//
	// If the version can no longer be read, OpenRange returns [ErrChanged]: nothing was
	// sent yet, and the caller opens the key once more.
	//
	// The reader is closed before the Object. It may be an [io.WriterTo], which is then
	// used instead of Read. Canceling ctx ends the reading. Once it has been returned the
	// status is sent: if its Read or WriteTo fails, with ErrChanged or any other error, or
	// ends early, the connection is aborted, and the client retries. A reader must not end
	// with [io.EOF] before the n bytes are read, nor return bytes of another version.
	OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error)

	// Close releases the version. Readers are closed before it.
	Close() error
}

// DefaultRegion is the region of a bucket that names none, and the one that a
// request for a missing bucket is expected to be signed for.
const DefaultRegion = "us-east-1"

// A Bucket describes a bucket. The zero values of its fields are those of a general
// purpose bucket in [DefaultRegion] that was never versioned and that nobody owns.
type Bucket struct {
	Name          string        // unique in a Store; "" is no bucket's
	Type          BucketType    // a directory bucket lacks what Directory lists
	Owner         string        // account id, 12 digits
	Region        string        // "" means DefaultRegion
	Versioning    version.State // StateUnversioned, which has no ids, only if it never was another
	RequesterPays bool          // accounts other than the owner agree to pay or are refused

	// CORS are the rules for pages of other origins. Without rules no answer has a field
	// of theirs, and preflight requests are refused.
	CORS cors.Rules

	// Website is the website configuration, nil for a bucket without a website.
	Website *website.Config
}

// SigningRegion returns the region that requests to b are signed for. A nil b
// stands for a bucket that is not there.
func (b *Bucket) SigningRegion() string {
	if b == nil || b.Region == "" {
		return DefaultRegion
	}
	return b.Region
}

// IsDirectory reports whether b is a directory bucket. A nil b is not.
func (b *Bucket) IsDirectory() bool { return b != nil && b.Type == Directory }

// A BucketType is a kind of bucket. The zero BucketType is [GeneralPurpose].
type BucketType uint8

const (
	// GeneralPurpose is the kind that S3 began with.
	GeneralPurpose BucketType = iota

	// Directory is a bucket of S3 Express One Zone or of a Local Zone: no versions,
	// no SSE-C, no requester pays, no tags, no locks (S3 GetObject: Directory buckets).
	Directory
)

// String returns "general-purpose" or "directory", and a text such as "BucketType(9)" for
// any other value.
func (t BucketType) String() string {
	switch t {
	case GeneralPurpose:
		return "general-purpose"
	case Directory:
		return "directory"
	}
	return "BucketType(" + strconv.Itoa(int(t)) + ")"
}

// A Decrypter is an [Object] whose content is encrypted at rest under the customer's key,
// so that it cannot be read without it.
type Decrypter interface {
	// OpenRangeWithKey is OpenRange with the key that the request has, which is one that
	// Info().Encryption.Customer matches.
	//
	// The error may wrap [sse.WrongKey], which S3 reports as 403 AccessDenied: an object
	// that can recognize a key only by decrypting its content has a Customer that
	// matches every key, and decides here. It decides for nothing else, though: HEAD,
	// 304, 412 and 416 open no body and are answered as if the key were right. A
	// Customer that opens a sealed key or a first block has no such gap.
	//
	// A wrapper whose Object is not a Decrypter returns [errors.ErrUnsupported].
	OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error)
}

// OpenRange opens n bytes from off of o. The key is passed on if there is one and o is a
// [Decrypter]; otherwise OpenRange is o.OpenRange.
func OpenRange(ctx context.Context, o Object, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if d, ok := o.(Decrypter); ok && !key.IsZero() {
		r, err := d.OpenRangeWithKey(ctx, key, off, n)
		if !isUnsupported(err) {
			return r, err
		}
	}
	return o.OpenRange(ctx, off, n)
}

// isUnsupported reports whether err is or wraps [errors.ErrUnsupported] itself. An error of
// the system that only counts as it, such as ENOSYS, is a failure of what is there.
func isUnsupported(err error) bool {
	if err == errors.ErrUnsupported {
		return true
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return isUnsupported(e.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(e.Unwrap(), isUnsupported)
	}
	return false
}

// VersionIDs is a [Store] whose version ids may have another form than those of S3, such
// as UUIDs, numbers or hashes.
type VersionIDs interface {
	// WellFormedVersionID reports whether id has the form of the version ids of a
	// bucket, whether or not a version with that id exists. S3 answers a request with
	// a malformed id 400 InvalidArgument, before it looks for the key, and one with an
	// unknown id 404 NoSuchVersion.
	//
	// The id has 1 to 1,024 bytes and is not "null". It is UTF-8 without control
	// characters. The method does no I/O and may be called concurrently.
	WellFormedVersionID(b *Bucket, id string) bool
}

// WellFormedVersionID reports whether id has the form of the version ids of a bucket of
// s, which is [version.WellFormed], the form of S3's, if s is not a [VersionIDs]. A Store
// that wraps another forwards the method by a call of this function.
func WellFormedVersionID(s Store, b *Bucket, id string) bool {
	if v, ok := s.(VersionIDs); ok {
		return v.WellFormedVersionID(b, id)
	}
	return version.WellFormed(id)
}

// AccessPoints is a [Store] that has access points.
type AccessPoints interface {
	// AccessPoint returns the name of the bucket behind the access point that the
	// account gave that name, or behind the access point whose alias name is if
	// account is "". The error wraps [ErrNoAccessPoint] where there is none.
	AccessPoint(ctx context.Context, name, account string) (string, error)
}

// ResolveAccessPoint returns the name of the bucket behind an access point of s. The
// error is [ErrNoAccessPoint] where s has none at all, or wraps a Store that has none and so
// answers [errors.ErrUnsupported].
func ResolveAccessPoint(ctx context.Context, s Store, name, account string) (string, error) {
	a, ok := s.(AccessPoints)
	if !ok {
		return "", ErrNoAccessPoint
	}
	bucket, err := a.AccessPoint(ctx, name, account)
	if isUnsupported(err) {
		return "", ErrNoAccessPoint
	}
	return bucket, err
}
