package memstore

import (
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// A Version is what [Store.Put] stores. The zero Version is an empty object that was
// put whole, now, without any property. Fields that are not described are those of
// [store.Info].
type Version struct {
	// Content is the content. The Store copies it.
	Content []byte

	// Source is content that the Store does not hold. Content is nil if it is set.
	Source Source

	// Parts has the size in bytes of each part of a multipart upload, in order. They
	// add up to the content. Empty means that the content was put whole.
	Parts []int64

	// ID is the version's id. "" is that which the bucket gives: a new one if
	// versioning is enabled, and otherwise the null version, which is replaced if
	// there is one. [version.NullID] is the null version in any bucket.
	ID string

	// DeleteMarker makes the version a delete marker. It has no content then, and no
	// other properties than ID and LastModified.
	DeleteMarker bool

	// LastModified is the time of the write; zero means the time of Put.
	LastModified time.Time

	// ETag is the entity tag without its quotes; "" means the digest of the content.
	ETag string

	// How the response describes the content. Each is silent where it is "", but for
	// ContentType, which is then sent as "binary/octet-stream".
	ContentType        string
	CacheControl       string
	ContentDisposition string
	ContentEncoding    string
	ContentLanguage    string
	Expires            string

	// Metadata is the user's metadata. Names become lower-case, and the values of one
	// name are joined by commas where the first of them stood; trailing blanks and
	// tabs of values go. Names that no header can have are dropped and counted.
	Metadata []store.Metadata

	// MissingMeta counts more metadata that no header can carry.
	MissingMeta int

	// StorageClass may be "STANDARD", which is "". In a directory bucket "" is
	// EXPRESS_ONEZONE.
	StorageClass string

	// What else S3 says of a version; each is silent where it is zero. The Store keeps
	// copies of what the pointers refer to.
	AccessTier              string
	Restore                 *store.Restore
	Expiration              *store.Expiration
	ReplicationStatus       string
	TagCount                int
	Lock                    *store.Lock
	WebsiteRedirectLocation string

	// Encryption says how the content is encrypted by S3.
	Encryption sse.Encryption

	// CustomerKey is the key of content that is encrypted with one. The Store keeps
	// its fingerprint. It may have any length.
	CustomerKey sse.CustomerKey

	// ChecksumAlgorithm is that of the checksum that is computed; None means that of
	// the Store. ChecksumType is the type of it. A whole content and CRC64NVME have
	// FULL_OBJECT only, and content in parts has FULL_OBJECT of the CRCs only
	// (S3 GetObject: x-amz-checksum-type).
	ChecksumAlgorithm checksum.Algorithm
	ChecksumType      checksum.Type

	// Checksum is told instead of a computed one, right or wrong. It has an algorithm
	// and type of its own. The checksums of the parts of a COMPOSITE are computed.
	Checksum checksum.Value
}

// info returns the description of v, without what is computed from the content.
func (v *Version) info(inDirectory bool) store.Info {
	meta, missing := normalizeMetadata(v.Metadata)
	return store.Info{
		LastModified:            v.LastModified,
		DeleteMarker:            v.DeleteMarker,
		ContentType:             v.ContentType,
		CacheControl:            v.CacheControl,
		ContentDisposition:      v.ContentDisposition,
		ContentEncoding:         v.ContentEncoding,
		ContentLanguage:         v.ContentLanguage,
		Expires:                 v.Expires,
		Metadata:                meta,
		MissingMeta:             v.MissingMeta + missing,
		StorageClass:            storageClass(v, inDirectory),
		AccessTier:              v.AccessTier,
		Restore:                 copied(v.Restore),
		Expiration:              copied(v.Expiration),
		ReplicationStatus:       v.ReplicationStatus,
		TagCount:                v.TagCount,
		Lock:                    copied(v.Lock),
		WebsiteRedirectLocation: v.WebsiteRedirectLocation,
		Encryption:              v.Encryption,
		Parts:                   len(v.Parts),
	}
}

// storageClass returns the class of v in the words of [store.Info].
func storageClass(v *Version, inDirectory bool) string {
	switch {
	case v.StorageClass == "" && inDirectory && !v.DeleteMarker:
		return "EXPRESS_ONEZONE"
	case v.StorageClass == "STANDARD" && !inDirectory:
		return ""
	}
	return v.StorageClass
}

// copied returns a pointer to a copy of what p points to.
func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
