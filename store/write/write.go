// Package write is what a store implements that is written to: a [Store] is a [store.Store]
// whose buckets, objects and multipart uploads come and go.
//
// # Promises
//
//	Stage            holds bytes that nobody reads until they are put
//	Put, Delete      decide and change in one step: no other write comes between
//	Scan             has the keys in the order of their bytes
//	uploads          are seen by nobody who reads, until they are complete
//
// Like a [store.Store], it sees no HTTP, no identity and no condition: what a write is
// conditional on is a function that it calls. It keeps what it is given, and decides no
// digest, entity tag or checksum. What a method has returned without an error is there when a
// store that outlives its process is opened anew.
//
// Package storetest checks a store against what is promised here: storetest.CheckWriter.
package write

import (
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// The errors that a [Store] may wrap, beside those of package store.
var (
	// ErrExists means that there already is a bucket of that name.
	ErrExists = errors.New("write: bucket already exists")

	// ErrNotEmpty means that a bucket has versions, delete markers among them.
	ErrNotEmpty = errors.New("write: bucket is not empty")

	// ErrNoUpload means that a key has no multipart upload of that id.
	ErrNoUpload = errors.New("write: no such upload")

	// ErrNoPart means that a multipart upload lacks a part that is to be completed.
	ErrNoPart = errors.New("write: no such part")
)

// A Store is a [store.Store] that is written to. Its methods may be called concurrently, and
// their errors wrap [store.ErrNoBucket] where there is no bucket of that name.
type Store interface {
	store.Store
	Buckets
	Objects
	Uploads
}

// Buckets are the buckets of a [Store].
type Buckets interface {
	// CreateBucket adds an empty bucket. The error wraps [ErrExists].
	CreateBucket(ctx context.Context, b store.Bucket) error

	// DeleteBucket removes a bucket, with the multipart uploads that were begun in it. The
	// error wraps [ErrNotEmpty].
	DeleteBucket(ctx context.Context, name string) error

	// ListBuckets lists the buckets in the order of the bytes of their names.
	ListBuckets(ctx context.Context) ([]Bucket, error)

	// SetVersioning enables or suspends the versioning of a bucket.
	SetVersioning(ctx context.Context, name string, state version.State) error
}

// A Bucket is a bucket as it is listed.
type Bucket struct {
	*store.Bucket
	Created time.Time
}

// A Check decides about a write by what there is, and is called in one step with it. Its
// argument is nil where there is nothing, and may be a delete marker. Its error ends the
// write, which then has changed nothing. A [Store] that tries a write again when another came
// first calls it again, and the last call decides.
type Check func(current *store.Info) error

// Objects are the versions in a [Store].
type Objects interface {
	// Stage begins a content.
	Stage(ctx context.Context) (Content, error)

	// Put makes v the newest version of a key, and describes it. With versioning each is a
	// version with an id of its own. Without versioning, and where it is suspended, that is
	// the null version, which is replaced. The check, if it is not nil, sees the latest
	// version. The content is the Store's then, whatever the error.
	Put(ctx context.Context, bucket, key string, v Version, check Check) (*store.Info, error)

	// Delete deletes as S3 does. The latest version of a bucket that has or had versioning
	// is hidden behind a delete marker; any other is removed. Delete describes the marker
	// or what was removed, or returns nil if there was nothing. The check, if it is not
	// nil, sees what ref selects. The error wraps [version.ErrMalformed] for an id in a
	// bucket without versioning.
	Delete(ctx context.Context, ref store.Ref, check Check) (*store.Info, error)

	// Scan has the keys of a bucket from a key on, that key included, in the order of
	// their bytes. It may show or lack what is written meanwhile.
	Scan(ctx context.Context, bucket, from string) iter.Seq2[Entry, error]

	// Tags returns the tags of a version, in the order of their keys.
	Tags(ctx context.Context, ref store.Ref) ([]Tag, error)
}

// An Entry is a key with its versions, from the newest to the oldest. There is at least one.
type Entry struct {
	Key      string
	Versions []*store.Info
}

// A Content is bytes that a [Store] received and that nobody reads yet. It is written by one
// goroutine, and then given to Put or PutPart of the same Store, or discarded.
type Content interface {
	io.Writer

	// Discard frees the bytes. It does nothing once they are put.
	Discard()
}

// A Tag is a tag of a version.
type Tag struct{ Key, Value string }

// A Version is what [Objects.Put] stores.
type Version struct {
	// Info describes the version, but for Size, VersionID, Parts and LastModified, which
	// the Store fills in.
	store.Info

	// CustomerKey is the key that reads will need. The Store keeps no more of it than it
	// needs to recognize it.
	CustomerKey sse.CustomerKey

	// Tags are the tags of the version.
	Tags []Tag

	// Access is who owns the version and whom it is granted to, for [AccessControls].
	Access AccessControl

	// Content is the content.
	Content Content
}
