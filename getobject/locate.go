package getobject

import (
	"errors"

	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/version"
)

// errSize is the cause of an InternalError about an object of a negative size.
var errSize = errors.New("getobject: object has a negative size")

// checkModeOfMissing refuses an invalid checksum mode of a GET whose key is missing.
// A HEAD, and a GET of a key that is there, come to it later.
func (d *decision) checkModeOfMissing() error {
	if d.info == nil && !d.r.IsHead() {
		return d.checkModeAs(RuleModeMissingKey)
	}
	return nil
}

// locate refuses a request whose version is not there.
func (d *decision) locate() error {
	switch {
	case d.info != nil && d.info.Size < 0:
		return refuse(RuleInternal).because(errSize)
	case d.info != nil:
		return nil
	case !d.f.Rights.Has(MayList):
		return d.hidden()
	case d.r.version.IsLatest():
		return refuse(RuleNoSuchKey, "Key", d.r.Key)
	}
	return refuse(RuleNoSuchVersion, "Key", d.r.Key, "VersionId", d.r.version.String())
}

// hidden is the answer to a client that is not told that a key is missing.
func (d *decision) hidden() error {
	b := d.f.Bucket
	return denied(RuleHiddenKey, d.f.Identity, b, ListBucket, d.r.resourceName(b, ""), Deny)
}

// checkMarker refuses a delete marker: as a missing key where it is the current
// version, and as a resource without GET where it was asked for by its id.
func (d *decision) checkMarker() error {
	if !d.info.DeleteMarker {
		return nil
	}
	if d.r.version.IsLatest() {
		return d.currentMarker()
	}
	e := refuse(RuleMarkerNamed, "Method", d.r.Method, "ResourceType", "DeleteMarker")
	e.Header = append(d.markerFields(),
		Field{"Last-Modified", httpdate.Format(d.info.LastModified)},
		Field{"Allow", "DELETE"})
	return e
}

func (d *decision) currentMarker() error {
	if !d.f.Rights.Has(MayList) {
		return d.hidden()
	}
	e := refuse(RuleMarkerCurrent, "Key", d.r.Key)
	e.Header = d.markerFields()
	return e
}

// markerFields are the header fields that tell a delete marker.
func (d *decision) markerFields() []Field {
	fields := []Field{{"X-Amz-Delete-Marker", "true"}}
	if id, ok := version.HeaderValue(d.f.Bucket.Versioning, d.info.VersionID); ok {
		fields = append(fields, Field{"X-Amz-Version-Id", blankControls(id)})
	}
	return fields
}
