package store

import (
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
)

// An Info describes one version of an object, or a delete marker. The zero value of
// a field means that the version has no such property and that the response has no
// such header, unless the field says otherwise.
//
// Text is held as it is sent: a response copies no strings.
type Info struct {
	// Size is the length in bytes of the content as clients see it.
	Size int64

	// ETag is the entity tag with its quotes, such as "\"abc\"". It is sent as it is.
	ETag string

	// LastModified is sent and compared in whole seconds.
	LastModified time.Time

	// VersionID is the version's id; "" is the null version. Whether it is sent
	// depends on the versioning of the bucket. For ids of another form than S3's the
	// Store has to be a [VersionIDs], or a read that names one is refused with 400.
	VersionID string

	// DeleteMarker says that this version is a delete marker. Only LastModified and
	// VersionID are used of it.
	DeleteMarker bool

	// How the response describes the content. Each is silent where it is "", but for
	// ContentType, which is then sent as "binary/octet-stream".
	ContentType        string
	CacheControl       string
	ContentDisposition string
	ContentEncoding    string
	ContentLanguage    string
	Expires            string

	// Metadata is the user's metadata in the order of the response. Names are
	// lower-case and unique.
	Metadata []Metadata

	// MissingMeta counts the pairs of metadata that no header can carry and that
	// Metadata therefore lacks.
	MissingMeta int

	// StorageClass is the class as x-amz-storage-class names it; "" is STANDARD.
	StorageClass string

	// AccessTier is "ARCHIVE_ACCESS" or "DEEP_ARCHIVE_ACCESS" for an object of class
	// INTELLIGENT_TIERING that sank to that tier.
	AccessTier string

	// What else S3 says of a version; each is silent where it is zero.
	Restore                 *Restore
	Expiration              *Expiration
	ReplicationStatus       string
	TagCount                int
	Lock                    *Lock
	WebsiteRedirectLocation string

	// Encryption says how the version is encrypted at rest.
	Encryption sse.Encryption

	// Checksum is the checksum of the whole object.
	Checksum checksum.Value

	// Parts is the number of parts of a multipart upload; 0 means that the version
	// was stored by one PUT. An Object of a version with parts is a [PartLister].
	Parts int
}

// A Metadata is one pair of user metadata. Name lacks the x-amz-meta- prefix. Value is
// UTF-8 and is sent in the form of RFC 2047 where it is not printable ASCII.
type Metadata struct{ Name, Value string }

// A Restore is the state of a restored copy of an archived object.
type Restore struct {
	Ongoing bool      // the copy is being made
	Expiry  time.Time // when the copy goes; unused while Ongoing
}

// An Expiration is the day on which a lifecycle rule will delete an object.
type Expiration struct {
	Date   time.Time
	RuleID string
}

// A Lock is the S3 Object Lock of a version.
type Lock struct {
	Mode        string    // "GOVERNANCE" or "COMPLIANCE"; "" means no retention
	RetainUntil time.Time // set if Mode is
	LegalHold   string    // "ON", "OFF", or "" for none

	EventHold      string // "ON", "OFF", or "" for none
	EventHoldDays  int    // sent while the hold is on; 0 means none
	EventHoldYears int    // sent while the hold is on; 0 means none
}
