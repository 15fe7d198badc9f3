package storetest

import (
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A Subject is a store to be checked and what changes its content. Store, Bucket and Put are
// needed. Its functions are called by one goroutine at a time, while others read, and never
// fail the test themselves: they return an error. It is [errors.ErrUnsupported] for what the
// store cannot hold or do. What they put stays in the store when Check ends.
type Subject struct {
	// Store is the store. Other users of it may be there.
	Store store.Store

	// Bucket is the name of a bucket that has no versioning.
	Bucket string

	// Versioned is the name of a bucket with versioning enabled, or "".
	Versioned string

	// Put makes v the newest version of a key, as PutObject does. Keys begin with
	// "storetest-" and have no slash. It has taken effect when it returns.
	Put func(bucket, key string, v Version) error

	// Delete deletes a version of a key, as DeleteObject does: for the latest in a bucket
	// with versioning it leaves a delete marker. It may be nil.
	Delete func(bucket, key string, which version.Selector) error

	// Rewrite changes the bytes of the latest version of a key where they are, as a program
	// does that opens a file for writing, without putting another in its place. The content
	// has the length of the old one. It may be nil, and is for stores over something that
	// others can write to.
	Rewrite func(bucket, key string, content []byte) error

	// AccessPoints lists some access points that the store has.
	AccessPoints []AccessPoint

	// Held returns the number of Objects and readers that the store counts as open. It may
	// be nil.
	Held func() int

	// Patience is how long the check of one promise may take; 0 means 30 seconds.
	Patience time.Duration
}

// A Version is what [Subject.Put] stores.
type Version struct {
	// Content is the content as clients see it. It is at most 1 MiB.
	Content []byte

	// PartSizes has the size of each part, of any length above 0, if the content is to be
	// that of a multipart upload.
	PartSizes []int64

	// CustomerKey encrypts the content if it is not zero.
	CustomerKey sse.CustomerKey

	// Null says that the version is to be the null version, in a bucket with versioning.
	Null bool
}

// An AccessPoint is an access point that a store has.
type AccessPoint struct {
	Bucket  string // name of the bucket behind it
	Name    string // as the account named it
	Account string // account id, 12 digits
	Alias   string // "" for none
}
