package s3fake

import (
	"crypto/md5"
	"encoding/hex"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// Text returns an object with a content, for [Server.Put].
func Text(content string) memstore.Version { return memstore.Version{Content: []byte(content)} }

// Generated returns an object of size bytes whose byte i is i mod 251, which occupies next to
// no memory. Put reads all of it once, for its entity tag; [Huge] has no such cost.
func Generated(size int64) memstore.Version {
	return memstore.Version{Source: memstore.Generated(size)}
}

// Huge is [Generated] with an entity tag that is not the digest of the content, which then
// nobody reads: terabytes are put at once.
func Huge(size int64) memstore.Version {
	v := Generated(size)
	tag := md5.Sum([]byte(time.Duration(size).String()))
	v.ETag = `"` + hex.EncodeToString(tag[:]) + `"`
	return v
}

// InParts returns v as a multipart upload: parts of the sizes in bytes, which are repeated at
// their last until the content ends. InParts(v, 5<<20) is what an uploader of parts of 5 MiB
// leaves behind. Sizes of less than 1 byte are ignored.
func InParts(v memstore.Version, sizes ...int64) memstore.Version {
	left, size := int64(len(v.Content)), int64(0)
	if v.Source != nil {
		left = v.Source.Size()
	}
	v.PartSizes = nil
	for i := 0; left > 0; i++ {
		if i < len(sizes) && sizes[i] > 0 {
			size = sizes[i]
		}
		if size == 0 {
			size = left
		}
		v.PartSizes = append(v.PartSizes, min(size, left))
		left -= size
	}
	return v
}

// Encrypted returns v as encrypted with a customer's key, which a read has to give (SSE-C).
// S3's keys have 32 bytes; any other cannot be given by a request.
func Encrypted(v memstore.Version, key []byte) memstore.Version {
	v.CustomerKey = sse.NewCustomerKey(key)
	return v
}

// Archived returns v in an archive: of class "GLACIER" or "DEEP_ARCHIVE", which a GET is
// refused until it is restored; see [Server.Restore].
func Archived(v memstore.Version, class string) memstore.Version {
	v.StorageClass = class
	return v
}

// Locked returns v with a retention: mode is "GOVERNANCE" or "COMPLIANCE".
func Locked(v memstore.Version, mode string, until time.Time) memstore.Version {
	v.Lock = &store.Lock{Mode: mode, RetainUntil: until}
	return v
}

// Tagged returns v with tags, by their keys.
func Tagged(v memstore.Version, tags map[string]string) memstore.Version {
	v.Grants.Tags, v.TagCount = tags, len(tags)
	return v
}

// Typed returns v with a Content-Type and pairs of a name and a value of metadata. A name
// without a value has an empty one.
func Typed(v memstore.Version, contentType string, metadata ...string) memstore.Version {
	v.ContentType = contentType
	for i := 0; i < len(metadata); i += 2 {
		m := store.Metadata{Name: metadata[i]}
		if i+1 < len(metadata) {
			m.Value = metadata[i+1]
		}
		v.Metadata = append(v.Metadata[:len(v.Metadata):len(v.Metadata)], m)
	}
	return v
}
