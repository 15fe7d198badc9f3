package s3write

import (
	"encoding/xml"
	"errors"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// find looks up the version that the request names, for which the requester needs one action
// or, if an id is given, the other. A delete marker is refused.
func (c *call) find(latest, named getobject.Action) (store.Ref, *store.Info, error) {
	ref := store.Ref{Bucket: c.bucket.Name, Key: c.request.Key}
	var err error
	if ref.Version, err = c.readVersion(); err != nil {
		return ref, nil, err
	}
	if !ref.Version.IsLatest() {
		latest = named
	}
	if err := c.authorize(latest, ref.Key); err != nil {
		return ref, nil, err
	}
	o, err := c.h.Store.Open(c.ctx, ref)
	if errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion) {
		return ref, nil, c.missing(c.bucket, ref, c.explain(err))
	}
	if err != nil {
		return ref, nil, err
	}
	defer func() { _ = o.Close() }()
	info := o.Info()
	if !info.DeleteMarker {
		return ref, info, nil
	}
	return ref, info, c.refuseMarker(ref, info)
}

// refuseMarker makes the Error of a version that is a delete marker.
func (c *call) refuseMarker(ref store.Ref, info *store.Info) error {
	e := refuse(rule.CodeNoSuchKey, "Key", ref.Key)
	if !ref.Version.IsLatest() || c.op.marker {
		e = refuse(rule.CodeMethodNotAllowed, "Method", c.request.Method, "ResourceType", "DeleteMarker")
		e.Header = []getobject.Field{{Name: "Allow", Value: "DELETE"}}
	}
	c.answer.add("x-amz-delete-marker", "true")
	c.describeVersion("x-amz-version-id", info.VersionID)
	e.Header = append(e.Header, c.answer.fields...)
	return e
}

// getTagging lists the tags of a version.
func (c *call) getTagging() error {
	ref, info, err := c.find(getobject.ActionGetObjectTagging, getobject.ActionGetObjectVersionTagging)
	switch {
	case err != nil && getobject.AsError(err).Code == rule.CodeNoSuchKey: // whose Key has the bucket, as recorded
		return refuse(rule.CodeNoSuchKey, "Key", ref.Bucket+"/"+ref.Key)
	case err != nil:
		return err
	}
	tags, err := c.h.Store.Tags(c.ctx, ref)
	if err != nil {
		return err
	}
	var document struct {
		XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ Tagging"`
		TagSet  struct{ Tag []write.Tag }
	}
	document.TagSet.Tag = tags
	c.describeVersion("x-amz-version-id", info.VersionID)
	c.answer.document = document
	return nil
}
