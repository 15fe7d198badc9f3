package s3write

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store/write"
)

// ref names the upload of the request.
func (c *call) ref() write.UploadRef {
	return write.UploadRef{Bucket: c.bucket.Name, Key: c.request.Key, ID: c.param("uploadId")}
}

// createUpload begins a multipart upload. Of a customer's key its fingerprint is kept.
func (c *call) createUpload() error {
	v, err := c.properties()
	if err != nil {
		return err
	}
	u := write.Upload{UploadRef: c.ref(), Owner: c.account(), Version: v}
	if err := c.readUploadChecksum(&u); err != nil {
		return err
	}
	if !v.CustomerKey.IsZero() {
		if u.Version.Encryption.Customer, err = sse.NewFingerprint(v.CustomerKey, nil); err != nil {
			return err
		}
	}
	id, err := c.h.Store.CreateUpload(c.ctx, u)
	if err != nil {
		return err
	}
	c.describeEncryption(&v.Encryption, v.CustomerKey)
	if u.Algorithm != checksum.None {
		c.answer.add("x-amz-checksum-algorithm", u.Algorithm.String())
		c.answer.add(checksum.TypeHeader, u.Type.String())
	}
	c.answer.document = createdUpload{Bucket: c.request.Bucket, Key: named(c.request.Key), UploadID: id}
	return nil
}

// A createdUpload is the document of CreateMultipartUpload.
type createdUpload struct {
	XMLName     xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ InitiateMultipartUploadResult"`
	Bucket, Key string
	UploadID    string `xml:"UploadId"`
}

// readUploadChecksum reads which checksum the object will have. S3 CreateMultipartUpload:
// x-amz-checksum-type.
func (c *call) readUploadChecksum(u *write.Upload) error {
	name, ok := c.request.Argument("X-Amz-Checksum-Algorithm")
	kind, hasKind := c.request.Argument("X-Amz-Checksum-Type")
	if !ok {
		if hasKind {
			return say(rule.CodeInvalidRequest, "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")
		}
		return nil
	}
	var err error
	if u.Algorithm, err = checksum.ParseAlgorithm(strings.ToUpper(name)); err != nil {
		return say(rule.CodeInvalidRequest, "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
	}
	if u.Algorithm.Composable() {
		u.Type = checksum.Composite
	}
	if !hasKind {
		return nil
	}
	u.Type, err = checksum.ParseType(strings.ToUpper(kind))
	if err != nil {
		return say(rule.CodeInvalidRequest, "Value for x-amz-checksum-type header is invalid.")
	}
	if u.Type == checksum.Composite && !u.Algorithm.Composable() || u.Type == checksum.FullObject && !u.Algorithm.Linear() {
		return say(rule.CodeInvalidRequest, "The "+kind+" checksum type cannot be used with the "+strings.ToLower(name)+" checksum algorithm.")
	}
	return nil
}

// abortUpload ends a multipart upload.
func (c *call) abortUpload() error {
	c.answer.status = http.StatusNoContent
	return c.h.Store.Abort(c.ctx, c.ref())
}

// A listedUpload is one upload of a list.
type listedUpload struct {
	Key              string
	UploadID         string `xml:"UploadId"`
	Initiator, Owner owner
	StorageClass     string
	Initiated        string
	listedChecksum
}

// An uploadList is the document of ListMultipartUploads.
type uploadList struct {
	XMLName            xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListMultipartUploadsResult"`
	Bucket, KeyMarker  string
	UploadIDMarker     string `xml:"UploadIdMarker"`
	NextKeyMarker      string
	NextUploadIDMarker string `xml:"NextUploadIdMarker"`
	Prefix             string `xml:",omitempty"`
	Delimiter          string `xml:",omitempty"`
	EncodingType       string `xml:",omitempty"`
	MaxUploads         int
	IsTruncated        bool
	Upload             []listedUpload
	CommonPrefixes     []commonPrefix
}

// listUploads lists the multipart uploads of a bucket: the keys in order, and of a key the
// oldest first.
func (c *call) listUploads() error {
	p, err := c.readPage("max-uploads")
	if err != nil {
		return err
	}
	uploads, err := c.h.Store.ListUploads(c.ctx, c.bucket.Name)
	if err != nil {
		return err
	}
	p.after = c.param("key-marker")
	id := c.param("upload-id-marker")
	if p.after == "" {
		id = "" // which is then ignored
	}
	for _, u := range uploads {
		if id != "" && u.ID == id && u.Key != p.after {
			return badArgument("Invalid uploadId marker", "upload-id-marker", id)
		}
	}
	l := &listing{page: p}
	for next := ""; len(uploads) > 0 && !l.done; {
		n := 1
		for n < len(uploads) && uploads[n].Key == uploads[0].Key {
			n++
		}
		same := uploads[:n]
		uploads = uploads[n:]
		if key := same[0].Key; key >= next && key >= p.after && strings.HasPrefix(key, p.prefix) {
			l.pick = func(write.Entry) []item { return p.uploads(same, id) }
			next = max(next, l.add(write.Entry{Key: key}))
		}
	}
	c.answer.document = c.uploadList(l, id)
	return nil
}

// uploads picks the uploads of a key behind the marker, which is within the key if an id is
// given.
func (p *page) uploads(same []write.Upload, id string) []item {
	switch {
	case same[0].Key != p.after:
	case id == "":
		return nil
	default:
		for len(same) > 0 && same[0].ID != id {
			same = same[1:]
		}
		same = same[min(1, len(same)):]
	}
	all := make([]item, 0, len(same))
	for i := range same {
		all = append(all, item{name: same[i].Key, upload: &same[i]})
	}
	return all
}

// uploadList returns the document of a page.
func (c *call) uploadList(l *listing, id string) uploadList {
	p := l.page
	document := uploadList{
		Bucket: c.request.Bucket, KeyMarker: p.name(p.after), UploadIDMarker: id, Prefix: p.name(p.prefix), Delimiter: p.name(p.delimiter),
		EncodingType: p.encoding(), MaxUploads: p.limit, IsTruncated: l.more,
	}
	for _, i := range l.items {
		document.NextKeyMarker, document.NextUploadIDMarker = p.name(i.name), "" // those of the last, also of all
		if i.common {
			document.CommonPrefixes = append(document.CommonPrefixes, commonPrefix{p.name(i.name)})
			continue
		}
		u := i.upload
		document.NextUploadIDMarker = u.ID
		listed := listedUpload{
			Key: p.name(u.Key), UploadID: u.ID, Initiator: owner{u.Owner}, Owner: owner{c.bucket.Owner},
			StorageClass: cmp.Or(u.Version.StorageClass, "STANDARD"), Initiated: stamp(u.Initiated),
		}
		if u.Algorithm != checksum.None {
			listed.listedChecksum = listedChecksum{u.Algorithm.String(), u.Type.String()}
		}
		document.Upload = append(document.Upload, listed)
	}
	return document
}
