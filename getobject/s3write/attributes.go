package s3write

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// An attributeList is the document of GetObjectAttributes.
type attributeList struct {
	XMLName      xml.Name           `xml:"http://s3.amazonaws.com/doc/2006-03-01/ GetObjectAttributesResponse"`
	ETag         string             `xml:",omitempty"`
	Checksum     *attributeChecksum `xml:",omitempty"`
	ObjectParts  *attributeParts    `xml:",omitempty"`
	StorageClass string             `xml:",omitempty"`
	ObjectSize   *int64             `xml:",omitempty"`
}

// An attributeChecksum is the checksum of it.
type attributeChecksum struct {
	Checksum     []checksumElement
	ChecksumType string
}

// attributeParts are the parts of it.
type attributeParts struct {
	PartsCount int
	*attributePage
	Part []attributePart
}

// An attributePage is where in the list of parts they are, if they are listed.
type attributePage struct {
	PartNumberMarker, NextPartNumberMarker int
	MaxParts                               int
	IsTruncated                            bool
}

// An attributePart is one part of it.
type attributePart struct {
	PartNumber int
	Size       int64
	Checksum   []checksumElement
}

// attributes are those that a version has.
var attributes = [...]string{"ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"}

// getAttributes tells those attributes of a version that the request asks for. S3
// GetObjectAttributes: x-amz-object-attributes.
func (c *call) getAttributes() error {
	asked := strings.Join(c.hr.Header.Values("X-Amz-Object-Attributes"), ",")
	if strings.Trim(asked, " ,") == "" {
		return say("InvalidRequest", "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty")
	}
	for name := range strings.SplitSeq(asked, ",") {
		if !slices.Contains(attributes[:], strings.TrimSpace(name)) {
			return badArgument("Invalid attribute name specified.", "x-amz-object-attributes", asked)
		}
	}
	ref, info, err := c.find(ActionGetObjectAttributes, ActionGetObjectVersionAttributes)
	if err != nil {
		return err
	}
	key, err := c.request.CustomerKey()
	if err != nil {
		return err
	}
	if sse.Check(info.Encryption, key) != nil {
		return say("InvalidRequest", "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.")
	}
	var document attributeList
	for name := range strings.SplitSeq(asked, ",") {
		switch strings.TrimSpace(name) {
		case "ETag":
			document.ETag = strings.Trim(info.ETag, `"`)
		case "Checksum":
			if !info.Checksum.IsZero() {
				document.Checksum = &attributeChecksum{withoutParts(elementOf(info.Checksum)), info.Checksum.Type().String()}
			}
		case "ObjectParts":
			if document.ObjectParts, err = c.attributeParts(ref, info); err != nil {
				return err
			}
		case "StorageClass":
			document.StorageClass = cmp.Or(info.StorageClass, "STANDARD")
		case "ObjectSize":
			document.ObjectSize = &info.Size
		}
	}
	c.answer.add("Last-Modified", info.LastModified.UTC().Format(http.TimeFormat))
	c.describeVersion("x-amz-version-id", info.VersionID)
	c.answer.document = document
	return nil
}

// attributeParts lists the parts of a version, or returns nil if it has none. Parts are listed
// that have checksums of their own, and otherwise only counted.
func (c *call) attributeParts(ref store.Ref, info *store.Info) (*attributeParts, error) {
	if info.Parts == 0 {
		return nil, nil
	}
	limit, err := c.headerInteger("X-Amz-Max-Parts", maxPage)
	if err != nil {
		return nil, err
	}
	marker, err := c.headerInteger("X-Amz-Part-Number-Marker", 0)
	if err != nil {
		return nil, err
	}
	all := &attributeParts{PartsCount: info.Parts}
	if info.Checksum.Type() != checksum.Composite {
		return all, nil
	}
	all.attributePage = &attributePage{MaxParts: min(limit, maxPage), PartNumberMarker: marker}
	o, err := c.h.Store.Open(c.ctx, ref)
	if err != nil {
		return nil, err
	}
	defer func() { _ = o.Close() }()
	for n := marker + 1; n <= info.Parts; n++ {
		if all.IsTruncated = len(all.Part) == all.MaxParts; all.IsTruncated {
			break
		}
		p, _, err := store.LookupPart(c.ctx, o, n)
		if err != nil {
			return nil, err
		}
		all.NextPartNumberMarker = n
		all.Part = append(all.Part, attributePart{n, p.Size, elementOf(p.Checksum)})
	}
	return all, nil
}

// withoutParts is a checksum without the number of its parts, which S3 has in a header and not in
// this document. S3 GetObjectAttributes: Checksum.
func withoutParts(elements []checksumElement) []checksumElement {
	for i := range elements {
		elements[i].Text, _, _ = strings.Cut(elements[i].Text, "-")
	}
	return elements
}
