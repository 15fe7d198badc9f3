package memstore

import (
	"cmp"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
)

// A Version is what [Store.Put] stores. The zero Version is an empty object that was put
// whole, now, without any property.
type Version struct {
	// Info describes the version as reads will. The Store keeps copies of what its
	// pointers refer to, and completes it:
	//
	//	Size, Parts   are those of the content; what is set here is ignored
	//	ETag          "" means the digest of the content
	//	LastModified  zero means the time of Put
	//	VersionID     "" is the id that the bucket gives: a new one if versioning is
	//	              enabled, and otherwise the null version, which is replaced if there
	//	              is one. [version.NullID] is the null version in any bucket
	//	Metadata      names become lower-case, and the values of one name are joined by
	//	              commas where the first of them stood; trailing blanks and tabs of
	//	              values go. Names that no header can have are dropped and counted
	//	StorageClass  may be "STANDARD", which is "". In a directory bucket "" is
	//	              EXPRESS_ONEZONE
	//	Checksum      zero means one that is computed; any other is told, right or wrong.
	//	              The checksums of the parts of a COMPOSITE are computed
	//
	// A delete marker has a VersionID and a LastModified and nothing else.
	store.Info

	// Content is the content. The Store copies it.
	Content []byte

	// Source is content that the Store does not hold. Content is nil if it is set.
	Source Source

	// PartSizes has the size in bytes of each part of a multipart upload, in order. They
	// add up to the content. Empty means that the content was put whole.
	PartSizes []int64

	// CustomerKey is the key of content that is encrypted with one. The Store keeps
	// its fingerprint. It may have any length.
	CustomerKey sse.CustomerKey

	// ChecksumAlgorithm is that of the checksum that is computed; None means that of
	// the Store. ChecksumType is the type of it. A whole content and CRC64NVME have
	// FULL_OBJECT only, and content in parts has FULL_OBJECT of the CRCs only
	// (S3 GetObject: x-amz-checksum-type).
	ChecksumAlgorithm checksum.Algorithm
	ChecksumType      checksum.Type

	// Grants are what policies have to know of the version.
	Grants Grants
}

// info returns the description of v, without what is computed from the content.
func (v *Version) info(inDirectory bool) store.Info {
	i := v.Info
	var dropped int
	i.Metadata, dropped = kept.Metadata(v.Metadata)
	i.MissingMeta += dropped
	i.TagCount = cmp.Or(v.TagCount, len(v.Grants.Tags))
	i.Restore, i.Expiration, i.Lock = copied(v.Restore), copied(v.Expiration), copied(v.Lock)
	i.Size, i.Parts = 0, len(v.PartSizes)
	switch {
	case v.StorageClass == "" && inDirectory && !v.DeleteMarker:
		i.StorageClass = "EXPRESS_ONEZONE"
	case v.StorageClass == "STANDARD" && !inDirectory:
		i.StorageClass = ""
	}
	return i
}

// copied returns a pointer to a copy of what p points to.
func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
