package s3write

import (
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A copyResult is the document of CopyObject and of UploadPartCopy.
type copyResult struct {
	XMLName      xml.Name
	LastModified string
	ETag         plain
	Checksum     []checksumElement
	ChecksumType string `xml:",omitempty"`
}

// copyObject makes an object of another.
func (c *call) copyObject() error {
	s, err := c.openSource()
	if err != nil {
		return err
	}
	defer func() { _ = s.object.Close() }()
	v, err := c.copied(s)
	if err != nil {
		return err
	}
	algorithm := cmp.Or(s.info.Checksum.Algorithm(), checksum.CRC64NVME)
	if name := c.argument("X-Amz-Checksum-Algorithm"); name != "" {
		if algorithm, err = checksum.ParseAlgorithm(strings.ToUpper(name)); err != nil {
			return say(rule.CodeInvalidRequest, "Value for x-amz-checksum-algorithm header is invalid.")
		}
	}
	check, err := c.condition()
	if err != nil {
		return err
	}
	got, err := c.copyRange(s, 0, s.info.Size, algorithm)
	if err != nil {
		return err
	}
	v.ETag, v.Checksum = tagOf(got.md5, &v), got.sum
	info, err := c.put(v, check)
	if err != nil {
		return err
	}
	c.describeVersion("x-amz-version-id", info.VersionID)
	c.describeSource(s)
	c.describeEncryption(&info.Encryption, v.CustomerKey)
	c.answer.document = copyResult{
		XMLName: xml.Name{Space: "http://s3.amazonaws.com/doc/2006-03-01/", Local: "CopyObjectResult"}, LastModified: stamp(info.LastModified), ETag: plain{info.ETag},
		Checksum: elementOf(info.Checksum), ChecksumType: info.Checksum.Type().String(),
	}
	return nil
}

// describeSource adds the version of the source.
func (c *call) describeSource(s *source) {
	if s.bucket.Versioning == version.StateSuspended || s.bucket.Versioning == version.StateEnabled && s.info.VersionID != "" {
		c.answer.add("x-amz-copy-source-version-id", idOf(s.info))
	}
}

// copied returns what the copy will be: metadata and tags are those of the source, unless the
// request has others. S3 CopyObject: x-amz-metadata-directive.
func (c *call) copied(s *source) (write.Version, error) {
	v, err := c.properties()
	if err != nil {
		return v, err
	}
	metadata, err := c.directive("X-Amz-Metadata-Directive")
	if err != nil {
		return v, err
	}
	tagging, err := c.directive("X-Amz-Tagging-Directive")
	if err != nil {
		return v, err
	}
	same := s.ref.Bucket == c.bucket.Name && s.ref.Key == c.request.Key && s.ref.Version.IsLatest()
	if same && !metadata && !c.changes() {
		return v, say(rule.CodeInvalidRequest, "This copy request is illegal because it is trying to copy an object to itself without changing "+
			"the object's metadata, storage class, website redirect location or encryption attributes.")
	}
	if !metadata {
		i := s.info
		v.ContentType, v.CacheControl, v.ContentDisposition = i.ContentType, i.CacheControl, i.ContentDisposition
		v.ContentEncoding, v.ContentLanguage, v.Expires = i.ContentEncoding, i.ContentLanguage, i.Expires
		v.Metadata, v.MissingMeta = i.Metadata, i.MissingMeta
	}
	if !tagging {
		v.Tags, err = c.h.Store.Tags(c.ctx, s.ref)
	}
	return v, err
}

// changes reports whether the request says something that a copy onto itself changes.
func (c *call) changes() bool {
	for _, name := range [...]string{
		"X-Amz-Storage-Class", "X-Amz-Website-Redirect-Location", "X-Amz-Server-Side-Encryption",
		"X-Amz-Server-Side-Encryption-Customer-Algorithm",
	} {
		if _, ok := c.request.Argument(name); ok {
			return true
		}
	}
	return false
}

// directive reports whether a directive says REPLACE and not COPY.
func (c *call) directive(name string) (bool, error) {
	switch value := c.argument(name); value {
	case "", "COPY":
		return false, nil
	case "REPLACE":
		return true, nil
	default:
		return false, badArgument("Unknown "+strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "X-Amz-")), "-", " ")+".", strings.ToLower(name), value)
	}
}

// copyPart makes a part of another object, or of a range of it.
func (c *call) copyPart() error {
	u, number, err := c.partUpload()
	if err != nil {
		return err
	}
	s, err := c.openSource()
	if err != nil {
		return err
	}
	defer func() { _ = s.object.Close() }()
	off, n, err := c.sourceRange(s.info)
	if err != nil {
		return err
	}
	got, err := c.copyRange(s, off, n, cmp.Or(u.Algorithm, checksum.CRC64NVME))
	if err != nil {
		return err
	}
	p, err := c.storePart(u, number, got)
	if err != nil {
		return err
	}
	c.describeSource(s)
	result := copyResult{
		XMLName: xml.Name{Space: "http://s3.amazonaws.com/doc/2006-03-01/", Local: "CopyPartResult"}, LastModified: stamp(p.LastModified), ETag: plain{p.ETag},
	}
	if u.Algorithm != checksum.None { // which the parts of other uploads have for themselves
		result.Checksum = elementOf(p.Checksum)
	}
	c.answer.document = result
	return nil
}

// sourceRange reads which bytes of the source are copied. S3 UploadPartCopy:
// x-amz-copy-source-range.
func (c *call) sourceRange(i *store.Info) (off, n int64, err error) {
	const name = "x-amz-copy-source-range"
	text, ok := c.request.Argument(canonical(name))
	if !ok {
		return 0, i.Size, nil
	}
	bytes, prefixed := strings.CutPrefix(text, "bytes=")
	first, last, divided := strings.Cut(bytes, "-")
	from, err1 := strconv.ParseUint(first, 10, 62)
	to, err2 := strconv.ParseUint(last, 10, 62)
	if !prefixed || !divided || err1 != nil || err2 != nil || from > to {
		return 0, 0, badArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "+
			"zero-based offsets of the first and last bytes to copy", name, text)
	}
	if int64(from) >= i.Size {
		return 0, 0, say(rule.CodeInvalidRequest, "The specified copy range is invalid for the source object size")
	}
	if int64(to) >= i.Size {
		return 0, 0, badArgument("Range specified is not valid for source object of size: "+strconv.FormatInt(i.Size, 10), name, text)
	}
	return int64(from), int64(to-from) + 1, nil
}
