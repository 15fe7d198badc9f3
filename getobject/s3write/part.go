package s3write

import (
	"cmp"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store/write"
)

// partNumber returns the number of the part that the request puts.
func (c *call) partNumber() (int, error) {
	text := c.param("partNumber")
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > checksum.MaxParts {
		return 0, badArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", text)
	}
	return n, nil
}

// partUpload returns the upload that the request puts a part of, whose number is returned, if
// the request has its key.
func (c *call) partUpload() (*write.Upload, int, error) {
	number, err := c.partNumber()
	if err != nil {
		return nil, 0, err
	}
	u, err := c.h.Store.Upload(c.ctx, c.ref())
	if err != nil {
		return nil, 0, err
	}
	key, err := c.request.CustomerKey()
	if err != nil {
		return nil, 0, err
	}
	e := u.Version.Encryption
	switch {
	case sse.Check(e, key) == nil:
		return u, number, nil
	case key.IsZero(), !e.UsesCustomerKey(): // which S3 tells by the same words
		return nil, 0, say(rule.CodeInvalidRequest, "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.")
	}
	return nil, 0, say(rule.CodeInvalidRequest, "The provided encryption parameters did not match the ones used originally.")
}

// putPart stores a part.
func (c *call) putPart() error {
	u, number, err := c.partUpload()
	if err != nil {
		return err
	}
	cl, err := c.readClaim()
	if err != nil {
		return err
	}
	sent := cl.algorithm()
	composite := u.Algorithm != checksum.None && u.Type == checksum.Composite
	if sent != u.Algorithm && (composite || sent != checksum.None && u.Algorithm != checksum.None) {
		name := "null"
		if sent != checksum.None {
			name = strings.ToLower(sent.String())
		}
		return say(rule.CodeInvalidRequest, "Checksum Type mismatch occurred, expected checksum Type: "+
			strings.ToLower(u.Algorithm.String())+", actual checksum Type: "+name)
	}
	got, err := c.stagePart(cl, u.Algorithm)
	if err != nil {
		return err
	}
	p, err := c.storePart(u, number, got)
	if err != nil {
		return err
	}
	told := p.Checksum
	if !cl.sum.IsZero() {
		told = cl.sum
	}
	c.answer.add("ETag", p.ETag)
	c.answer.add(told.Algorithm().Header(), told.String())
	return nil
}

// stagePart receives a part of an upload with an algorithm, or with None. SDKs send the checksum
// of a part by default also where the upload was begun without one: it is verified, and the
// object gets the checksum that S3 adds by itself.
func (c *call) stagePart(cl *claim, algorithm checksum.Algorithm) (digest, error) {
	added := checksum.CRC64NVME
	sent := cl.algorithm()
	if algorithm != checksum.None || sent == checksum.None || sent == added {
		return c.stage(cl, cmp.Or(algorithm, added))
	}
	var err error
	if c.content, err = c.h.Store.Stage(c.ctx); err != nil {
		return digest{}, err
	}
	summer := added.New()
	got, err := c.receive(cl, io.MultiWriter(c.content, summer), sent)
	if err != nil {
		return digest{}, err
	}
	got.sum, err = checksum.New(added, summer.Sum(nil))
	return got, err
}

// storePart stores the content that was received as a part.
func (c *call) storePart(u *write.Upload, number int, got digest) (*write.Part, error) {
	key, _ := c.request.CustomerKey()
	c.describeEncryption(&u.Version.Encryption, key)
	v := u.Version
	v.CustomerKey = key
	p := write.Part{Number: number, ETag: tagOf(got.md5, &v), MD5: got.md5, Checksum: got.sum}
	return c.h.Store.PutPart(c.ctx, c.ref(), p, c.take())
}

// A checksumElement is a checksum in a document, whose name says of which algorithm.
type checksumElement struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
}

// MarshalXML writes the element in the namespace that it is in. It implements [xml.Marshaler].
func (e checksumElement) MarshalXML(to *xml.Encoder, _ xml.StartElement) error {
	return to.EncodeElement(e.Text, xml.StartElement{Name: e.XMLName})
}

// elementOf returns a checksum as a list of at most one element.
func elementOf(v checksum.Value) []checksumElement {
	if v.IsZero() {
		return nil
	}
	return []checksumElement{{xml.Name{Local: "Checksum" + v.Algorithm().String()}, v.String()}}
}

// A listedPart is one part of a list.
type listedPart struct {
	PartNumber         int
	LastModified, ETag string
	Size               int64
	Checksum           []checksumElement
}

// A partList is the document of ListParts.
type partList struct {
	XMLName              xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListPartsResult"`
	Bucket, Key          string
	UploadID             string `xml:"UploadId"`
	Initiator, Owner     owner
	StorageClass         string
	PartNumberMarker     int
	NextPartNumberMarker int
	MaxParts             int
	IsTruncated          bool
	listedChecksum
	Part []listedPart
}

// listParts lists the parts of an upload.
func (c *call) listParts() error {
	u, err := c.h.Store.Upload(c.ctx, c.ref())
	if err != nil {
		return err
	}
	limit, err := c.integer("max-parts", maxPage, 0, maxPage)
	if err != nil {
		return err
	}
	marker, err := c.integer("part-number-marker", 0, 0, 1<<31-1)
	if err != nil {
		return err
	}
	parts, err := c.h.Store.ListParts(c.ctx, c.ref())
	if err != nil {
		return err
	}
	document := partList{
		Bucket: c.request.Bucket, Key: named(u.Key), UploadID: u.ID, Initiator: owner{u.Owner}, Owner: owner{c.bucket.Owner},
		StorageClass: cmp.Or(u.Version.StorageClass, "STANDARD"), PartNumberMarker: marker, MaxParts: limit,
	}
	if u.Algorithm != checksum.None {
		document.listedChecksum = listedChecksum{u.Algorithm.String(), u.Type.String()}
	}
	for _, p := range parts {
		if p.Number <= marker {
			continue
		}
		if document.IsTruncated = len(document.Part) == limit; document.IsTruncated {
			break
		}
		document.NextPartNumberMarker = p.Number
		listed := listedPart{p.Number, stamp(p.LastModified), p.ETag, p.Size, nil}
		if u.Algorithm != checksum.None {
			listed.Checksum = elementOf(p.Checksum)
		}
		document.Part = append(document.Part, listed)
	}
	c.answer.document = document
	return nil
}
