package s3write

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// minPart is the length of the shortest part that is not the last. S3 CompleteMultipartUpload:
// EntityTooSmall.
const minPart = 5 << 20

// A namedPart is one part of a CompleteMultipartUpload.
type namedPart struct {
	PartNumber int
	ETag       string
	Checksums  []checksumElement `xml:",any"`
}

// completeUpload makes an object of the parts that the request names.
func (c *call) completeUpload() error {
	cl, err := c.readPlainClaim()
	if err != nil {
		return err
	}
	var asked struct{ Part []namedPart }
	if err := c.readDocument(cl, &asked, "CompleteMultipartUpload", true); err != nil {
		return err
	}
	info, err := c.complete(asked.Part)
	if err != nil {
		return c.completedBefore(asked.Part, err) // at any step, since another request may come meanwhile
	}
	c.describeComplete(info)
	return nil
}

// complete makes the object, and returns its description.
func (c *call) complete(named []namedPart) (*store.Info, error) {
	u, err := c.h.Store.Upload(c.ctx, c.ref())
	if err != nil {
		return nil, err
	}
	check, err := c.condition()
	if err != nil {
		return nil, err
	}
	parts, err := c.choose(u, named)
	if err != nil {
		return nil, err
	}
	v, err := c.assemble(u, parts)
	if err != nil {
		return nil, err
	}
	return c.h.Store.Complete(c.ctx, c.ref(), parts, v, c.undisturbed(check, u.Initiated))
}

// completedBefore answers a request for an upload that was completed with those parts as the first
// was, or returns the error that says that there is no upload. S3 CompleteMultipartUpload.
func (c *call) completedBefore(named []namedPart, err error) error {
	if !errors.Is(err, write.ErrNoUpload) {
		return err
	}
	info, other := write.Completed(c.ctx, c.h.Store, c.ref())
	if other != nil {
		return err
	}
	var tags []byte
	for _, n := range named {
		tag, _ := hex.DecodeString(strings.Trim(n.ETag, `"`))
		tags = append(tags, tag...)
	}
	sum := md5.Sum(tags)
	if info.Encryption.UsesKMS() || info.Encryption.UsesCustomerKey() { // tags then are random
		if !strings.HasSuffix(info.ETag, ofParts("", len(named))) {
			return err
		}
	} else if info.ETag != ofParts(`"`+hex.EncodeToString(sum[:])+`"`, len(named)) {
		return err
	}
	c.describeComplete(info)
	return nil
}

// describeComplete adds what the answer says of the object.
func (c *call) describeComplete(info *store.Info) {
	c.describeVersion("x-amz-version-id", info.VersionID)
	if !info.Encryption.UsesCustomerKey() {
		c.describeEncryption(&info.Encryption, sse.CustomerKey{})
	}
	scheme := "http://"
	if c.request.Secure {
		scheme = "https://"
	}
	c.answer.document = struct {
		XMLName               xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CompleteMultipartUploadResult"`
		Location, Bucket, Key string
		ETag                  string
		Checksum              []checksumElement
		ChecksumType          string
	}{
		Location: scheme + c.hr.Host + c.hr.URL.EscapedPath(), Bucket: c.request.Bucket, Key: named(c.request.Key),
		ETag: info.ETag, Checksum: elementOf(info.Checksum), ChecksumType: info.Checksum.Type().String(),
	}
}

// choose returns the parts that are named, in S3's order of refusals: no part, the order, parts
// that are not there, sizes.
func (c *call) choose(u *write.Upload, named []namedPart) ([]write.Part, error) {
	switch {
	case c.hr.ContentLength == 0:
		return nil, say(rule.CodeInvalidRequest, "You must specify at least one part")
	case len(named) == 0 || len(named) > checksum.MaxParts:
		return nil, refuse("MalformedXML")
	}
	for i, n := range named {
		switch {
		case n.PartNumber < 1:
			return nil, badArgument("PartNumber must be >= 1", "PartNumber", strconv.Itoa(n.PartNumber))
		case n.ETag == "":
			return nil, refuse("MalformedXML")
		case i > 0 && n.PartNumber <= named[i-1].PartNumber:
			return nil, refuse("InvalidPartOrder", "UploadId", u.ID)
		}
	}
	all, err := c.h.Store.ListParts(c.ctx, c.ref())
	if err != nil {
		return nil, err
	}
	there := make(map[int]write.Part, len(all))
	for _, p := range all {
		there[p.Number] = p
	}
	var chosen []write.Part
	for _, n := range named {
		p, ok := there[n.PartNumber]
		if !ok || !sameTag(n.ETag, p.ETag) {
			return nil, refuse("InvalidPart", "UploadId", u.ID, "PartNumber", strconv.Itoa(n.PartNumber), "ETag", strings.Trim(n.ETag, `"`))
		}
		if err := checkPart(u, n, p); err != nil {
			return nil, err
		}
		chosen = append(chosen, p)
	}
	for _, p := range chosen[:len(chosen)-1] {
		if p.Size < minPart {
			return nil, refuse("EntityTooSmall", "ProposedSize", strconv.FormatInt(p.Size, 10), "MinSizeAllowed", strconv.Itoa(minPart),
				"PartNumber", strconv.Itoa(p.Number), "ETag", strings.Trim(p.ETag, `"`))
		}
	}
	return chosen, nil
}

// checkPart compares the checksum of a part with the one that the request names, which it has
// to where the checksum of the object is made of theirs.
func checkPart(u *write.Upload, n namedPart, p write.Part) error {
	named := false
	for _, e := range n.Checksums {
		name, ok := strings.CutPrefix(e.XMLName.Local, "Checksum")
		if !ok {
			continue
		}
		if u.Algorithm == checksum.None && name != p.Checksum.Algorithm().String() {
			continue // that was verified, and is not kept
		}
		named = true
		if name != p.Checksum.Algorithm().String() || e.Text != p.Checksum.String() {
			return refuse("InvalidPart", "UploadId", u.ID, "PartNumber", strconv.Itoa(n.PartNumber), "ETag", strings.Trim(n.ETag, `"`))
		}
	}
	if !named && u.Algorithm != checksum.None && u.Type == checksum.Composite {
		return say(rule.CodeInvalidRequest, "The upload was created using a "+strings.ToLower(u.Algorithm.String())+
			" checksum. The complete request must include the checksum for each part. It was missing for part "+
			strconv.Itoa(n.PartNumber)+" in the request.")
	}
	return nil
}

// ofParts makes an entity tag that of an object of n parts.
func ofParts(tag string, n int) string {
	return strings.TrimSuffix(tag, `"`) + "-" + strconv.Itoa(n) + `"`
}

// assemble returns what the parts will be: the upload's version with its entity tag and its
// checksum, which has to be the one that the request names.
func (c *call) assemble(u *write.Upload, parts []write.Part) (write.Version, error) {
	v := u.Version
	var tags []byte
	var sums []checksum.Value
	var pieces []checksum.Piece
	size := int64(0)
	for _, p := range parts {
		tags, sums = append(tags, p.MD5[:]...), append(sums, p.Checksum)
		pieces = append(pieces, checksum.Piece{Value: p.Checksum, Size: p.Size})
		size += p.Size
	}
	v.ETag = ofParts(tagOf(md5.Sum(tags), &v), len(parts))
	var err error
	if u.Algorithm != checksum.None && u.Type == checksum.Composite {
		v.Checksum, err = checksum.Compose(sums)
	} else {
		v.Checksum, err = checksum.Combine(pieces)
	}
	if err != nil {
		return v, err
	}
	return v, c.checkWhole(v.Checksum, size)
}

// checkWhole compares what the request says of the object with what it is. S3
// CompleteMultipartUpload: x-amz-mp-object-size.
func (c *call) checkWhole(sum checksum.Value, size int64) error {
	if text, ok := c.request.Argument("X-Amz-Mp-Object-Size"); ok && text != strconv.FormatInt(size, 10) {
		return say(rule.CodeInvalidRequest, "The provided 'x-amz-mp-object-size' header value "+text+
			" does not match what was computed: "+strconv.FormatInt(size, 10))
	}
	if kind, ok := c.request.Argument("X-Amz-Checksum-Type"); ok && kind != sum.Type().String() {
		return say(rule.CodeInvalidRequest, "The upload was created using the "+sum.Type().String()+
			" checksum mode. The complete request must use the same checksum mode.")
	}
	for _, a := range checksum.Algorithms() {
		text, ok := c.request.Argument(canonical(a.Header()))
		if !ok {
			continue
		}
		claimed, _, _ := strings.Cut(text, "-")
		if _, err := checksum.Parse(a, checksum.FullObject, claimed); err != nil {
			return say(rule.CodeInvalidRequest, "Value for "+a.Header()+" header is invalid.")
		}
		digest, _, _ := strings.Cut(sum.String(), "-")
		if a != sum.Algorithm() || text != sum.String() && text != digest {
			return badChecksum(strings.ToLower(sum.Algorithm().String()))
		}
	}
	return nil
}
