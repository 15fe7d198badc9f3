package s3write

import (
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// deleteObject deletes a version, or hides the key. That there is nothing is no error.
func (c *call) deleteObject() error {
	selector, err := c.readVersion()
	if err != nil {
		return err
	}
	if err := c.checkBypass(); err != nil {
		return err
	}
	check, err := c.deleteCondition(selector)
	if err != nil {
		return err
	}
	info, err := c.remove(c.request.Key, selector, check)
	if err != nil {
		return err
	}
	c.answer.status = http.StatusNoContent
	if info == nil {
		if id, ok := selector.ID(); ok {
			c.describeVersion("x-amz-version-id", id)
		}
		return nil
	}
	if info.DeleteMarker {
		c.answer.add("x-amz-delete-marker", "true")
	}
	if info.DeleteMarker || !selector.IsLatest() {
		c.describeVersion("x-amz-version-id", info.VersionID)
	}
	return nil
}

// deleteCondition returns what the deletion is conditional on, or nil: the entity tag, or that
// there is an object at all. Times and sizes are for directory buckets alone.
func (c *call) deleteCondition(selector version.Selector) (write.Check, error) {
	for _, name := range [...]string{"x-amz-if-match-last-modified-time", "x-amz-if-match-size"} {
		if _, ok := c.request.Argument(canonical(name)); ok {
			return nil, unsupported(name)
		}
	}
	switch match := strings.Join(c.hr.Header.Values("If-Match"), ","); {
	case match == "":
		return nil, nil
	case !selector.IsLatest():
		return nil, unsupported("If-Match", "Conditional delete operations are not allowed when a version ID is included in the request parameters.")
	case match == "*":
		return c.mustExist, nil
	default:
		return c.mustMatch(match), nil
	}
}

// checkBypass refuses to bypass what the bucket does not have, whatever the value.
func (c *call) checkBypass() error {
	const name = "x-amz-bypass-governance-retention"
	if _, ok := c.request.Argument(canonical(name)); !ok {
		return nil
	}
	config, err := c.lockConfiguration()
	if err == nil && config == nil {
		err = badValue(name+" is only applicable to Object Lock enabled buckets.", name)
	}
	return err
}

// remove deletes a version, if the requester may and it is not locked. What it returns is that
// of [write.Objects.Delete].
func (c *call) remove(key string, selector version.Selector, check write.Check) (*store.Info, error) {
	action := ActionDeleteObject
	if !selector.IsLatest() {
		action = ActionDeleteObjectVersion
	}
	if err := c.authorizeIn(c.bucket, store.Ref{Key: key, Version: selector}, action); err != nil {
		return nil, err
	}
	ref := store.Ref{Bucket: c.bucket.Name, Key: key, Version: selector}
	bypass := c.bypasses(ref)
	return c.h.Store.Delete(c.ctx, ref, func(current *store.Info) error {
		hides := selector.IsLatest() && c.bucket.Versioning != version.StateUnversioned
		if current != nil && !hides && c.isLocked(current.Lock, bypass) {
			return isProtected()
		}
		if check == nil {
			return nil
		}
		return check(current)
	})
}

// isLocked reports whether a version must not go, not even if the mode GOVERNANCE is bypassed. S3
// User Guide: Locking objects with Object Lock.
func (c *call) isLocked(l *store.Lock, bypass bool) bool {
	if l == nil {
		return false
	}
	retained := c.request.Time.Before(l.RetainUntil) && (l.Mode == "COMPLIANCE" || l.Mode == "GOVERNANCE" && !bypass)
	return l.LegalHold == "ON" || l.EventHold == "ON" || retained
}

// maxDeleted is how many keys one request may delete. S3 DeleteObjects: Object.
const maxDeleted = 1000

// A deletion is the document of a DeleteObjects.
type deletion struct {
	Quiet  bool
	Object []struct {
		Key       string
		VersionID *string `xml:"VersionId"`
		ETag      *string
	}
}

// A deletionResult is the document that answers it.
type deletionResult struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ DeleteResult"`
	Deleted []deleted
	Error   []undeleted
}

type deleted struct {
	Key                   string
	VersionID             string `xml:"VersionId,omitempty"`
	DeleteMarker          bool   `xml:",omitempty"`
	DeleteMarkerVersionID string `xml:"DeleteMarkerVersionId,omitempty"`
}

type undeleted struct {
	Key           string
	VersionID     string `xml:"VersionId,omitempty"`
	Code, Message string
}

// deleteObjects deletes up to 1,000 versions, each for itself.
func (c *call) deleteObjects() error {
	cl, err := c.readClaim()
	switch {
	case err != nil:
		return err
	case cl.md5 == nil && cl.algorithm() == 0:
		return say(rule.CodeInvalidRequest, "Missing required header for this request: Content-MD5")
	}
	var asked deletion
	if err := c.readXML(&asked, "Delete", false); err != nil {
		return err
	}
	if len(asked.Object) == 0 || len(asked.Object) > maxDeleted {
		return refuse("MalformedXML")
	}
	if err := c.checkBypass(); err != nil {
		return err
	}
	var result deletionResult
	for _, o := range asked.Object {
		var check write.Check
		if o.ETag != nil {
			check = c.mustMatch(*o.ETag)
		}
		done, failed := c.deleteOne(o.Key, o.VersionID, check)
		switch {
		case failed != nil:
			result.Error = append(result.Error, *failed)
		case !asked.Quiet:
			result.Deleted = append(result.Deleted, done)
		}
	}
	c.answer.document = result
	return nil
}

// deleteOne deletes one version of a DeleteObjects.
func (c *call) deleteOne(key string, id *string, check write.Check) (deleted, *undeleted) {
	done, selector := deleted{Key: named(key)}, version.Latest()
	err := error(nil)
	if id != nil {
		done.VersionID = *id
		selector, err = version.Parse(*id)
		if err == nil && !selector.IsNull() && !store.WellFormedVersionID(c.h.Store, c.bucket, *id) {
			err = version.ErrMalformed
		}
	}
	var info *store.Info
	switch {
	case len(key) > getobject.MaxKeyLength:
		err = refuse(rule.CodeKeyTooLong)
	case key == "":
		err = say("UserKeyMustBeSpecified", "The bucket POST must contain the specified field name. If it is specified, check the order of the fields.")
	case err == nil:
		info, err = c.remove(key, selector, check)
	}
	if err != nil {
		return done, c.undeleted(done, id != nil, err)
	}
	if info != nil && info.DeleteMarker {
		done.DeleteMarker = true
		done.DeleteMarkerVersionID, _ = version.HeaderValue(c.bucket.Versioning, info.VersionID)
	}
	return done, nil
}

// undeleted tells why a version was not deleted. A malformed id is one that there is not.
func (c *call) undeleted(of deleted, byID bool, err error) *undeleted {
	e := c.explain(err)
	if e.Rule == nil && byID && e.Code == rule.CodeInvalidArgument {
		e = getobject.AsError(refuse(rule.CodeNoSuchVersion))
	}
	return &undeleted{Key: of.Key, VersionID: of.VersionID, Code: string(e.Code), Message: e.Message}
}
