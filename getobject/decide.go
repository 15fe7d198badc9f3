package getobject

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// Facts are what [Decide] needs beside the request. They are not changed by it.
type Facts struct {
	// Bucket is the bucket. It is never nil.
	Bucket *store.Bucket

	// VersionForm reports whether a text has the form of the store's version ids; see
	// [store.VersionIDs]. Nil means the form of S3's.
	VersionForm func(id string) bool

	// Info describes the version that the request means, or is nil if there is none.
	Info *store.Info

	// Part is the part of a multipart upload that the request names, if the upload
	// has it; see [store.LookupPart].
	Part store.Part

	// Identity is the requester.
	Identity Identity

	// Permissions are what the requester may do beyond the read itself.
	Permissions Permissions

	// Denied is how the permission was denied that the requester lacks to list or to
	// decrypt. The zero Question says no more than that.
	Denied Question
}

// charged reports whether the requester pays for the request: a directory bucket charges
// its owner alone.
func (f *Facts) charged() bool {
	if !f.Bucket.RequesterPays || f.Bucket.IsDirectory() {
		return false
	}
	return f.Identity.Anonymous() || f.Identity.Account != f.Bucket.Owner
}

// A Plan is a decided response. Its body is the window of the object, unless the request
// is a HEAD.
type Plan struct {
	Status int              // 200, 206 or 304
	Fields []Field          // header fields, in S3's order
	Window rangespec.Window // bytes of the object that the body has
	Rule   *rule.Rule       // the rule that decided
}

// Decide plans the answer to r, for which the shape of the request, the signature, the
// bucket and the permission to read have been checked. It is a pure function: the same
// request and facts always give the same plan.
//
// The steps and their order, each of which may end the request:
//
//	arguments      the values of versionId, Range, partNumber, overrides, SSE-C
//	location       the version is there, and is no delete marker
//	state          the object is not archived, and the customer's or KMS key opens it
//	preconditions  RFC 9110 §13.2.2
//	window         the range or part lies inside the object
//	mode           the value of x-amz-checksum-mode
//	headers        the response header fields; these never fail
//
// The error is an [*Error].
func Decide(r *Request, f *Facts) (*Plan, error) {
	d := &decision{request: r, facts: *f}
	if err := walk("arguments", arguments[:], d, nil); err != nil {
		return nil, err
	}
	if err := walk("decide", decisions[:], d, nil); err != nil {
		return nil, err
	}
	return &d.plan, nil
}

// A decision is what the steps of [Decide] read, and the plan that they make.
type decision struct {
	request *Request
	facts   Facts
	plan    Plan
	room    []Field // empty, for the fields of the plan, or nil
	clean   bool    // the fields of the plan are as they are sent

	memo     *store.Memo // of the version, or nil
	prepared *prepared   // that the memo has, or nil
}

// decisions are the steps of Decide after the arguments, in S3's order.
var decisions = [...]step[*decision]{
	{"checksum mode of a missing key", (*decision).checkModeOfMissingKey},
	{"location", (*decision).checkLocation},
	{"delete marker", (*decision).checkMarker},
	{"archive", (*decision).checkArchive},
	{"customer key", (*decision).checkCustomerKey},
	{"KMS key", (*decision).checkKMSKey},
	{"preconditions", (*decision).checkPreconditions},
	{"window", (*decision).selectWindow},
	{"checksum mode", (*decision).checkMode},
	{"headers", (*decision).addHeaders},
}

// errSize is the cause of an InternalError about an object of a negative size.
var errSize = errors.New("getobject: store described an object of a negative size")

// checkModeOfMissingKey refuses an invalid checksum mode of a GET whose key is missing. A
// HEAD, and a GET of a key that is there, come to it later.
func (d *decision) checkModeOfMissingKey() error {
	if d.facts.Info == nil && !d.request.IsHead() && d.request.sumsErr != nil {
		return Refuse(rule.ModeMissingKey).withCause(d.request.sumsErr)
	}
	return nil
}

// checkLocation refuses a request whose version is not there.
func (d *decision) checkLocation() error {
	switch info := d.facts.Info; {
	case info != nil && info.Size < 0:
		return Refuse(rule.Internal).withCause(errSize)
	case info != nil:
		return nil
	case d.facts.Permissions&CanList == 0:
		return d.hideKey()
	case d.request.version.IsLatest():
		return Refuse(rule.NoSuchKey, "Key", d.request.Key)
	}
	return Refuse(rule.NoSuchVersion, "Key", d.request.Key, "VersionId", d.request.version.String())
}

// hideKey refuses a missing key with 403 instead of 404: without s3:ListBucket a requester
// is not told which keys there are.
func (d *decision) hideKey() error {
	q := d.facts.Denied
	q.Action = ActionListBucket
	return accessDenied(rule.HiddenKey, d.facts.Identity, d.facts.Bucket, q, resourceName(d.request, d.facts.Bucket, ""))
}

// checkMarker refuses a delete marker: as a missing key if it is the current version, and
// as a resource without GET if the request names it.
func (d *decision) checkMarker() error {
	if !d.facts.Info.DeleteMarker {
		return nil
	}
	latest := d.request.version.IsLatest()
	if latest && d.facts.Permissions&CanList == 0 {
		return d.hideKey()
	}
	header := []Field{{Name: "x-amz-delete-marker", Value: "true"}}
	if id, ok := version.HeaderValue(d.facts.Bucket.Versioning, d.facts.Info.VersionID); ok {
		header = append(header, Field{Name: "x-amz-version-id", Value: id})
	}
	if latest {
		e := Refuse(rule.MarkerCurrent, "Key", d.request.Key)
		e.Header = header
		return e
	}
	e := Refuse(rule.MarkerNamed, "Method", d.request.Method, "ResourceType", "DeleteMarker")
	e.Header = append(header,
		Field{Name: "Last-Modified", Value: httpdate.Format(d.facts.Info.LastModified)},
		Field{Name: "Allow", Value: "DELETE"})
	return e
}

// checkArchive refuses the content of an archived object that no finished restore has
// brought back. HEAD reads no content and is answered.
func (d *decision) checkArchive() error {
	info := d.facts.Info
	restored := info.Restore != nil && !info.Restore.Ongoing
	switch {
	case d.request.IsHead() || !archived(info) || restored:
		return nil
	case info.AccessTier != "":
		return Refuse(rule.ArchivedTier, "StorageClass", info.StorageClass, "AccessTier", info.AccessTier)
	}
	return Refuse(rule.ArchivedClass, "StorageClass", info.StorageClass)
}

// archived reports whether the object is kept where it cannot be read at once. S3
// GetObject: Storage classes.
func archived(info *store.Info) bool {
	switch info.StorageClass {
	case "GLACIER", "DEEP_ARCHIVE":
		return true
	case "INTELLIGENT_TIERING":
		return info.AccessTier != ""
	}
	return false
}

// checkCustomerKey refuses a customer's key that is missing, or is not the object's.
func (d *decision) checkCustomerKey() error {
	if err := sse.Check(d.facts.Info.Encryption, d.request.key); err != nil {
		return keyError(err)
	}
	return nil
}

// checkKMSKey refuses an object whose KMS key the requester may not use, or nobody can.
func (d *decision) checkKMSKey() error {
	e := &d.facts.Info.Encryption
	if !e.UsesKMS() {
		return nil
	}
	if d.facts.Permissions&CanDecrypt == 0 {
		q := d.facts.Denied
		q.Action = ActionDecrypt
		return accessDenied(rule.KMSDecrypt, d.facts.Identity, d.facts.Bucket, q, e.KMSKeyID)
	}
	var refused *Error
	switch e.KeyState {
	case sse.KeyDisabled:
		refused = Refuse(rule.KMSDisabled)
		refused.Message = e.KMSKeyID + " is disabled."
	case sse.KeyPendingDeletion:
		refused = Refuse(rule.KMSPendingDeletion)
		refused.Message = e.KMSKeyID + " is pending deletion."
	default:
		return nil
	}
	return refused
}

// representation is what preconditions compare with.
func (d *decision) representation() conditional.Representation {
	return conditional.Representation{ETag: d.facts.Info.ETag, LastModified: d.facts.Info.LastModified}
}

// checkPreconditions evaluates the preconditions (RFC 9110 §13.2.2). They come before the
// window, so that a failed one wins over a range of any kind.
func (d *decision) checkPreconditions() error {
	if !d.request.traits.conditional {
		return nil
	}
	outcome := conditional.Evaluate(d.request.conditions, d.representation(), d.request.Time)
	if outcome.Decision == conditional.Proceed {
		return nil
	}
	by := rule.IfModifiedSince
	switch outcome.Field {
	case "If-Match":
		by = rule.IfMatch
	case "If-Unmodified-Since":
		by = rule.IfUnmodifiedSince
	case "If-None-Match":
		by = rule.IfNoneMatch
	}
	if outcome.Decision == conditional.Failed {
		return Refuse(by, "Condition", outcome.Field)
	}
	d.plan.Status, d.plan.Rule = http.StatusNotModified, by
	if !d.addPrepared() {
		d.addNotModifiedTable()
	}
	return errAnswered
}

// selectWindow decides which bytes of the object are sent.
func (d *decision) selectWindow() error {
	info, ask := d.facts.Info, d.request.selection
	whole := rangespec.Window{Length: info.Size}
	send := func(status int, w rangespec.Window, by *rule.Rule) error {
		d.plan.Status, d.plan.Window, d.plan.Rule = status, w, by
		return nil
	}
	switch {
	case ask.Part > 0:
		return d.selectPart(send)
	case ask.Ignored != nil:
		return send(http.StatusOK, whole, rule.RangeIgnored)
	case ask == rangespec.Selection{}:
		return send(http.StatusOK, whole, rule.Whole)
	case d.request.traits.conditional && !d.request.conditions.RangeApplies(d.representation()):
		return send(http.StatusOK, whole, rule.IfRange)
	}
	w, err := ask.Spec.Resolve(info.Size)
	if err != nil {
		return Refuse(rule.RangeUnsatisfiable, "RangeRequested", d.request.rangeAsSent(),
			"ActualObjectSize", strconv.FormatInt(info.Size, 10))
	}
	return send(http.StatusPartialContent, w, rule.Range)
}

// selectPart decides which bytes of the object a part number means. A part without bytes is
// not a 206, which could not name its range (RFC 9110 §15.3.7).
func (d *decision) selectPart(send func(int, rangespec.Window, *rule.Rule) error) error {
	info, part := d.facts.Info, rangespec.Window{Offset: d.facts.Part.Offset, Length: d.facts.Part.Size}
	w, err := rangespec.ResolvePart(d.request.selection.Part, info.Parts, part, info.Size)
	var none *rangespec.NoPartError
	switch {
	case errors.As(err, &none):
		return Refuse(rule.PartBeyond,
			"PartNumberRequested", strconv.Itoa(none.Requested), "ActualPartCount", strconv.Itoa(none.Count))
	case err != nil:
		return Refuse(rule.Internal).withCause(err)
	case w.Length == 0:
		return send(http.StatusOK, w, rule.PartEmpty)
	case info.Parts == 0:
		return send(http.StatusPartialContent, w, rule.PartPlain)
	}
	return send(http.StatusPartialContent, w, rule.Part)
}

// checkMode refuses an invalid checksum mode. It comes after an unsatisfiable range and
// after the preconditions.
func (d *decision) checkMode() error {
	if d.request.sumsErr != nil {
		return Refuse(rule.ChecksumMode).withCause(d.request.sumsErr)
	}
	return nil
}
