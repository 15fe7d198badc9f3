package store

import (
	"strconv"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/version"
)

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
	Versioning    version.State // StateUnversioned only if it never was another
	RequesterPays bool          // accounts other than the owner agree to pay or are refused

	// CORS are the rules for pages of other origins. Without rules no answer has a field
	// of theirs, and preflight requests are refused.
	CORS cors.Rules
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
