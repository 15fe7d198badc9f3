package store

import "github.com/s3get/s3get/version"

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
