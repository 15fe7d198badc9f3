package s3write

import (
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// putObject stores an object in one request.
func (c *call) putObject() error {
	if err := c.refuseVersion(); err != nil {
		return err
	}
	if _, ok := c.request.Argument("X-Amz-Write-Offset-Bytes"); ok {
		return unsupported("x-amz-write-offset-bytes")
	}
	cl, err := c.readClaim()
	if err != nil {
		return err
	}
	if err := c.mustDigest(cl); err != nil {
		return err
	}
	v, err := c.properties()
	if err != nil {
		return err
	}
	check, err := c.condition()
	if err != nil {
		return err
	}
	if err := c.checkEarly(check); err != nil {
		return err
	}
	got, err := c.stage(cl, checksum.CRC64NVME)
	if err != nil {
		return err
	}
	v.ETag, v.Checksum = tagOf(got.md5, &v), got.sum
	info, err := c.put(v, check)
	if err != nil {
		return err
	}
	c.describe(info, v.CustomerKey)
	c.describeChecksum(info.Checksum)
	return nil
}

// refuseVersion refuses a version id where one is made.
func (c *call) refuseVersion() error {
	if id, ok := c.request.Query.Get("versionId"); ok {
		return badArgument("This operation does not accept a version-id.", "versionId", id)
	}
	return nil
}

// checkEarly asks the condition before the body is received, so that a client that waits to be
// told to go on need not send it. It is asked again when the version is stored.
func (c *call) checkEarly(check write.Check) error {
	if check == nil {
		return nil
	}
	o, err := c.h.Store.Open(c.ctx, store.Ref{Bucket: c.bucket.Name, Key: c.request.Key})
	if errors.Is(err, store.ErrNoKey) {
		return check(nil)
	}
	if err != nil {
		return err
	}
	defer func() { _ = o.Close() }()
	return check(o.Info())
}

// put stores the content that was received.
func (c *call) put(v write.Version, check write.Check) (*store.Info, error) {
	v.Content = c.take()
	return c.h.Store.Put(c.ctx, c.bucket.Name, c.request.Key, v, check)
}

// tagOf returns the entity tag of content with that digest, in its quotes. It is the digest
// only where the content is not encrypted with a key of the customer or of KMS. S3 User Guide:
// Common response headers.
func tagOf(sum [md5.Size]byte, v *write.Version) string {
	if v.Encryption.UsesKMS() || !v.CustomerKey.IsZero() {
		_, _ = rand.Read(sum[:])
	}
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// describe adds what the answer says of a version that was put. Where versioning is suspended it has no id,
// as was recorded, though reads and deletes have that of the null version.
func (c *call) describe(info *store.Info, key sse.CustomerKey) {
	c.answer.add("ETag", info.ETag)
	if c.bucket.Versioning != version.StateSuspended {
		c.describeVersion("x-amz-version-id", info.VersionID)
	}
	c.describeEncryption(&info.Encryption, key)
}

// describeVersion adds the id of a version, if the bucket has ids.
func (c *call) describeVersion(name, id string) {
	if value, ok := version.HeaderValue(c.bucket.Versioning, id); ok {
		c.answer.add(name, value)
	}
}

// describeEncryption adds how something is encrypted.
func (c *call) describeEncryption(e *sse.Encryption, key sse.CustomerKey) {
	if !key.IsZero() {
		c.answer.add("x-amz-server-side-encryption-customer-algorithm", "AES256")
		c.answer.add("x-amz-server-side-encryption-customer-key-MD5", key.MD5())
		return
	}
	for name, value := range e.Fields(key) {
		c.answer.add(name, value)
	}
}

// describeChecksum adds a checksum.
func (c *call) describeChecksum(v checksum.Value) {
	if !v.IsZero() {
		c.answer.add(v.Algorithm().Header(), v.String())
		c.answer.add(checksum.TypeHeader, v.Type().String())
	}
}

// integer reads a parameter that is a number in a range, or is not there.
func (c *call) integer(name string, without, least, most int) (int, error) {
	text, ok := c.request.Query.Get(name)
	if !ok || text == "" {
		return without, nil
	}
	return number(name, text, least, most)
}

// headerInteger is integer of a header field whose number is not negative.
func (c *call) headerInteger(name string, without int) (int, error) {
	text, ok := c.request.Argument(name)
	if !ok || text == "" {
		return without, nil
	}
	return number(strings.ToLower(name), text, 0, 1<<31-1)
}

// number reads a number in a range. A greater one is the greatest of it.
func number(name, text string, least, most int) (int, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || int(n) < least {
		return 0, badArgument("Provided "+name+" not an integer or within integer range", name, text)
	}
	return min(int(n), most), nil
}

// readVersion returns the version that the request names. S3 Error responses: NoSuchVersion.
func (c *call) readVersion() (version.Selector, error) {
	selector, err := c.request.Version()
	if id, ok := selector.ID(); ok && err == nil && !selector.IsNull() && !store.WellFormedVersionID(c.h.Store, c.bucket, id) {
		err = version.ErrMalformed
	}
	if err == nil {
		err = selector.AllowedIn(c.bucket.Versioning)
	}
	return selector, err
}
