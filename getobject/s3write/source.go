package s3write

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A source is the version that a copy is made of. It is closed.
type source struct {
	ref    store.Ref
	bucket *store.Bucket
	object store.Object
	info   *store.Info
	key    sse.CustomerKey
}

// parseSource reads x-amz-copy-source: a bucket, a slash and a key, encoded as in a URL, with
// or without a slash before them and a version behind. S3 CopyObject: x-amz-copy-source.
func (c *call) parseSource() (ref store.Ref, err error) {
	const name = "x-amz-copy-source"
	text := c.argument("X-Amz-Copy-Source")
	path, query, versioned := strings.Cut(text, "?")
	id, named := strings.CutPrefix(query, "versionId=")
	path, err = url.QueryUnescape(path) // in which a plus sign is a blank
	var ok bool
	ref.Bucket, ref.Key, ok = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case err != nil:
		return ref, badArgument("Invalid copy source encoding.", name, text)
	case strings.HasPrefix(path, "arn:"):
		return ref, unsupported(name)
	case !ok || ref.Bucket == "" || ref.Key == "" || versioned && !named:
		return ref, badArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", name, text)
	case named:
		if ref.Version, err = version.Parse(id); err != nil {
			return ref, badArgument("Invalid version id specified", "versionId", id)
		}
	}
	return ref, nil
}

// openSource looks up what the request copies, if the requester may read it, and if it is what
// the conditions of the request want. The caller closes it.
func (c *call) openSource() (*source, error) {
	ref, err := c.parseSource()
	if err != nil {
		return nil, err
	}
	s := &source{ref: ref}
	if err := c.admitSource(s); err != nil {
		return nil, err
	}
	if s.object, err = c.h.Store.Open(c.ctx, ref); err != nil {
		return nil, c.missingSource(s, err)
	}
	s.info = s.object.Info()
	if err := c.checkSource(s); err != nil {
		_ = s.object.Close()
		return nil, err
	}
	return s, nil
}

// admitSource looks up the bucket of the source, and whether the requester may read there.
func (c *call) admitSource(s *source) (err error) {
	s.bucket, err = c.h.Store.Bucket(c.ctx, s.ref.Bucket)
	switch {
	case errors.Is(err, store.ErrNoBucket):
		return refuse(rule.CodeNoSuchBucket, "BucketName", s.ref.Bucket)
	case err != nil:
		return err
	}
	if id, ok := s.ref.Version.ID(); ok && !s.ref.Version.IsNull() && !store.WellFormedVersionID(c.h.Store, s.bucket, id) {
		return badArgument("Invalid version id specified", "versionId", id)
	}
	if want, ok := c.request.Argument("X-Amz-Source-Expected-Bucket-Owner"); ok && want != s.bucket.Owner {
		return getobject.Refuse(rule.OwnerDiffers)
	}
	action := getobject.ActionGetObject
	if !s.ref.Version.IsLatest() {
		action = getobject.ActionGetObjectVersion
	}
	return c.authorizeIn(s.bucket, s.ref, action)
}

// missingSource returns what a request is told whose source cannot be opened.
func (c *call) missingSource(s *source, err error) error {
	id, _ := s.ref.Version.ID()
	switch {
	case errors.Is(err, store.ErrNoKey):
		return c.missing(s.bucket, s.ref, refuse(rule.CodeNoSuchKey, "Key", s.ref.Key))
	case errors.Is(err, store.ErrNoVersion):
		return c.missing(s.bucket, s.ref, refuse(rule.CodeNoSuchVersion, "Key", s.ref.Key, "VersionId", id))
	}
	return err
}

// checkSource refuses a source that cannot be read.
func (c *call) checkSource(s *source) (err error) {
	switch {
	case s.info.DeleteMarker && s.ref.Version.IsLatest():
		return refuse(rule.CodeNoSuchKey, "Key", s.ref.Key)
	case s.info.DeleteMarker:
		return say(rule.CodeInvalidRequest, "The source of a copy request may not specifically refer to a delete marker by version id.")
	}
	if s.key, err = sse.ParseCustomer(c.sourceHeader("Server-Side-Encryption-Customer-"), c.request.Secure); err != nil {
		return say(rule.CodeInvalidArgument, "The copy source's encryption parameters are invalid.")
	}
	switch err := sse.Check(s.info.Encryption, s.key); {
	case err == nil:
	case s.key.IsZero():
		return say(rule.CodeInvalidRequest, "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.")
	case !s.info.Encryption.UsesCustomerKey():
		return say(rule.CodeInvalidRequest, "The encryption parameters are not applicable to this object.")
	default:
		return refuse(rule.CodeAccessDenied)
	}
	archived := s.info.StorageClass == "GLACIER" || s.info.StorageClass == "DEEP_ARCHIVE" || s.info.AccessTier != ""
	if archived && (s.info.Restore == nil || s.info.Restore.Ongoing) {
		return refuse(rule.CodeInvalidObjectState, "StorageClass", s.info.StorageClass)
	}
	return c.checkSourceConditions(s)
}

// sourceHeader returns the fields about the source that begin with a prefix, under the names
// that they have on a read.
func (c *call) sourceHeader(prefix string) http.Header {
	all := make(http.Header)
	for name, lines := range c.hr.Header {
		if rest, ok := strings.CutPrefix(name, "X-Amz-Copy-Source-"); ok && strings.HasPrefix(rest, prefix) {
			if prefix != "If-" {
				rest = "X-Amz-" + rest
			}
			all[rest] = lines
		}
	}
	return all
}

// checkSourceConditions evaluates the conditions about the source. One that does not hold is a
// 412, whichever it is. S3 CopyObject: x-amz-copy-source-if-match.
func (c *call) checkSourceConditions(s *source) error {
	conditions := conditional.S3.Parse(c.sourceHeader("If-"))
	if !conditions.Present() {
		return nil
	}
	outcome := conditional.Evaluate(conditions, conditional.Representation{ETag: s.info.ETag, LastModified: s.info.LastModified}, c.request.Time)
	if outcome.Decision == conditional.Proceed {
		return nil
	}
	return refuse(rule.CodePreconditionFailed, "Condition", "x-amz-copy-source-"+outcome.Field)
}

// copyRange reads n bytes of the source from off into a content.
func (c *call) copyRange(s *source, off, n int64, algorithm checksum.Algorithm) (digest, error) {
	if n > maxBody {
		return digest{}, say(rule.CodeInvalidRequest, "The specified copy source is larger than the maximum allowable size for a copy source: "+strconv.FormatInt(maxBody, 10))
	}
	var err error
	if c.content, err = c.h.Store.Stage(c.ctx); err != nil {
		return digest{}, err
	}
	var body io.ReadCloser = http.NoBody
	if n > 0 {
		if body, err = store.OpenRange(c.ctx, s.object, s.key, off, n); err != nil {
			return digest{}, err
		}
	}
	got, err := consume(body, n, c.content, algorithm)
	return got, errors.Join(err, body.Close())
}
