package memstore

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// maxKey is the largest length of a key in bytes (S3 GetObject: Key).
const maxKey = 1024

func checkKey(key string) error {
	switch {
	case key == "":
		return &FieldError{"Key", "is empty"}
	case len(key) > maxKey:
		return &FieldError{"Key", "is longer than 1024 bytes"}
	case !utf8.ValidString(key):
		return &FieldError{"Key", "is not UTF-8"}
	}
	return nil
}

// check reports what is wrong with v beyond what checkInfo finds in its description.
func (v *Version) check(source Source) error {
	if v.DeleteMarker && (v.ETag != "" || !v.Checksum.IsZero() || v.ChecksumAlgorithm != checksum.None) {
		return &FieldError{"DeleteMarker", "is not for a version with content or properties"}
	}
	if v.ETag != "" && !isTag(v.ETag) {
		return &FieldError{"ETag", "is no entity tag in quotes"}
	}
	if v.MissingMeta < 0 {
		return &FieldError{"MissingMeta", "is negative"}
	}
	if !v.CustomerKey.IsZero() && v.Encryption.UsesCustomerKey() {
		return &FieldError{"CustomerKey", "is not for a version with a fingerprint"}
	}
	if err := checkParts(v.PartSizes, source.Size()); err != nil {
		return err
	}
	return v.checkChecksum()
}

// isTag reports whether s is an entity tag, in its quotes (RFC 9110 §8.8.3).
func isTag(s string) bool {
	opaque, ok := strings.CutPrefix(strings.TrimPrefix(s, "W/"), `"`)
	opaque, closed := strings.CutSuffix(opaque, `"`)
	return ok && closed && isText(opaque, '"')
}

// isBare reports whether i has no properties but an id and a time.
func isBare(i *store.Info) bool {
	isSet := func(m member) bool { return m.value != "" }
	return !slices.ContainsFunc(append(texts(i), enums(i)...), isSet) &&
		i.Size == 0 && len(i.Metadata) == 0 && i.MissingMeta == 0 && i.TagCount == 0 &&
		i.Parts == 0 && i.Restore == nil && i.Expiration == nil && i.Lock == nil &&
		isUnkeyed(&i.Encryption)
}

// isUnkeyed reports whether e has nothing to do with a key, but for what texts and enums
// list of it.
func isUnkeyed(e *sse.Encryption) bool {
	return !e.BucketKey && e.KeyState == sse.KeyEnabled && !e.UsesCustomerKey()
}

// checkParts reports whether parts of those sizes add up to size.
func checkParts(sizes []int64, size int64) error {
	if len(sizes) > checksum.MaxParts {
		return &FieldError{"PartSizes", "are more than 10000"}
	}
	sum := int64(0)
	for _, n := range sizes {
		if n < 0 || n > math.MaxInt64-sum {
			return &FieldError{"PartSizes", "have an impossible size"}
		}
		sum += n
	}
	if len(sizes) > 0 && sum != size {
		return &FieldError{"PartSizes", "do not add up to the content"}
	}
	return nil
}

// checkChecksum reports whether S3 has checksums like that of v.
func (v *Version) checkChecksum() error {
	algorithm, kind := v.checksumKind()
	none := algorithm == checksum.None && kind == checksum.FullObject
	switch {
	case kind > checksum.Composite:
		return &FieldError{"ChecksumType", "is no type of checksum"}
	case algorithm.Size() == 0 && !none:
		return &FieldError{"ChecksumAlgorithm", "is no algorithm"}
	case kind == checksum.Composite:
		return v.checkComposite(algorithm)
	}
	return nil
}

// checkComposite reports whether S3 has COMPOSITE checksums of an algorithm for the parts
// of v.
func (v *Version) checkComposite(a checksum.Algorithm) error {
	switch {
	case len(v.PartSizes) == 0:
		return &FieldError{"ChecksumType", "COMPOSITE is for content in parts only"}
	case !a.Composable():
		return &FieldError{"ChecksumType", "COMPOSITE is not for " + a.String()}
	case !v.Checksum.IsZero() && v.Checksum.Parts() != len(v.PartSizes):
		return &FieldError{"Checksum", "is of another number of parts"}
	}
	return nil
}
