package s3write

import (
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// condition returns what the write is conditional on, or nil. If-None-Match may be "*" only,
// and If-Match an entity tag only. The requester has to be allowed to read, because the answer
// tells what there is. S3 PutObject: If-None-Match.
func (c *call) condition() (write.Check, error) {
	for _, name := range [...]string{"If-Modified-Since", "If-Unmodified-Since"} {
		if len(c.hr.Header.Values(name)) > 0 {
			return nil, unsupported(name)
		}
	}
	match, none := c.hr.Header.Values("If-Match"), c.hr.Header.Values("If-None-Match")
	switch {
	case len(match)+len(none) == 0:
		return nil, nil
	case len(none) > 0 && len(match) > 0:
		return nil, unsupported("If-Match,If-None-Match", "Multiple conditional request headers present in the request")
	case len(none) > 0 && strings.Join(none, ",") != "*":
		return nil, unsupported("If-None-Match", "We don't accept the provided value of If-None-Match header for this API")
	case len(none) > 0:
		return c.mustLack, nil
	case strings.Join(match, ",") == "*":
		return nil, unsupported("If-Match", "We don't accept the provided value of If-Match header for this API")
	}
	if err := c.authorize(getobject.ActionGetObject, c.request.Key); err != nil {
		return nil, err
	}
	return c.mustMatch(strings.Join(match, ",")), nil
}

// mustLack refuses a write where there is an object. A delete marker is none.
func (c *call) mustLack(current *store.Info) error {
	if current != nil && !current.DeleteMarker {
		return refuse(rule.CodePreconditionFailed, "Condition", "If-None-Match")
	}
	return nil
}

// mustMatch refuses a write where there is no object, or one with another entity tag. The
// quotes of the tag may lack.
func (c *call) mustMatch(tag string) write.Check {
	return func(current *store.Info) error {
		switch {
		case current == nil || current.DeleteMarker:
			return refuse(rule.CodeNoSuchKey, "Key", c.request.Key)
		case !sameTag(tag, current.ETag):
			return refuse(rule.CodePreconditionFailed, "Condition", "If-Match")
		}
		return nil
	}
}

// sameTag reports whether a tag that a client sent, with quotes or without, is the tag.
func sameTag(sent, tag string) bool {
	return strings.Trim(strings.TrimSpace(sent), `"`) == strings.Trim(tag, `"`)
}

// mustExist refuses to delete where there is no object.
func (c *call) mustExist(current *store.Info) error {
	if current == nil || current.DeleteMarker {
		return refuse(rule.CodeNoSuchKey, "Key", c.request.Key)
	}
	return nil
}

// undisturbed is a check of a CompleteMultipartUpload that is refused, where it would hold, if the key was
// written to since the upload was begun. S3 CompleteMultipartUpload: If-Match.
func (c *call) undisturbed(check write.Check, begun time.Time) write.Check {
	if check == nil {
		return nil
	}
	return func(current *store.Info) error {
		if err := check(current); err != nil || current == nil || !current.LastModified.After(begun) {
			return err
		}
		name := "If-Match"
		if c.hr.Header.Get(name) == "" {
			name = "If-None-Match"
		}
		return refuse("ConditionalRequestConflict", "Condition", name, "Key", c.request.Key)
	}
}
