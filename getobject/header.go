package getobject

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// usualFields is how many header fields a response without metadata rarely exceeds.
const usualFields = 12

// checkMode refuses an invalid checksum mode. It comes after an unsatisfiable range
// and after the preconditions.
func (d *decision) checkMode() error { return d.checkModeAs(RuleChecksumMode) }

func (d *decision) checkModeAs(rule Rule) error {
	if d.r.sumsErr != nil {
		return refuse(rule).because(d.r.sumsErr)
	}
	return nil
}

// addHeaders adds the header fields of a 200 or 206, in S3's order.
func (d *decision) addHeaders() error {
	d.addLastModified()
	d.addLifecycle()
	d.addStored("Etag", d.info.ETag)
	d.addChecksum()
	for name, value := range d.info.Encryption.Fields(d.r.key) {
		d.addStored(name, value)
	}
	d.addVersion()
	d.addBookkeeping()
	d.addLock()
	d.addMetadata()
	d.addContent()
	return nil
}

// add adds a field.
func (d *decision) add(name, value string) {
	d.plan.Fields = append(d.plan.Fields, Field{name, value})
}

// addStored adds a field with a value that the store holds, unless it has none.
// Control characters, which no header can carry, become blanks.
func (d *decision) addStored(name, value string) {
	if value != "" {
		d.add(name, blankControls(value))
	}
}

func (d *decision) addLastModified() {
	if !d.info.LastModified.IsZero() {
		d.add("Last-Modified", httpdate.Format(d.info.LastModified))
	}
}

// addLifecycle adds when the object expires and how its restore goes. The expiration
// is told of the current version alone, and only to a request that names none.
func (d *decision) addLifecycle() {
	if d.f.Bucket.IsDirectory() {
		d.add("X-Amz-Expiration", "NotImplemented")
		return
	}
	if e := d.info.Expiration; e != nil && d.r.version.IsLatest() {
		d.add("X-Amz-Expiration", expiration(e))
	}
	if r := d.info.Restore; r != nil {
		d.add("X-Amz-Restore", restore(r))
	}
}

// expiration writes the date at midnight, to which S3 rounds up.
func expiration(e *store.Expiration) string {
	day := e.Date.UTC().Truncate(24 * time.Hour)
	if day.Before(e.Date) {
		day = day.Add(24 * time.Hour)
	}
	return `expiry-date="` + httpdate.Format(day) + `", rule-id="` + url.QueryEscape(e.RuleID) + `"`
}

func restore(r *store.Restore) string {
	if r.Ongoing {
		return `ongoing-request="true"`
	}
	return `ongoing-request="false", expiry-date="` + httpdate.Format(r.Expiry) + `"`
}

// addChecksum adds the checksum of what is sent, where the client wants one and there
// is one.
func (d *decision) addChecksum() {
	if !d.r.sums {
		return
	}
	v, ok := checksum.Offer(d.info.Checksum, d.info.Parts, d.scope(), d.f.Part.Checksum)
	if !ok {
		return
	}
	d.add(v.Algorithm().Header(), v.String())
	d.add(checksum.TypeHeader, v.Type().String())
}

// scope says how much of the object is sent.
func (d *decision) scope() checksum.Scope {
	switch {
	case d.r.ask.Part > 0:
		return checksum.ScopePart
	case d.plan.Status == http.StatusOK:
		return checksum.ScopeWhole
	case d.plan.Window.Length == d.info.Size:
		return checksum.ScopeCovering
	}
	return checksum.ScopePartial
}

func (d *decision) addVersion() {
	if d.f.Bucket.IsDirectory() {
		return
	}
	if id, ok := version.HeaderValue(d.f.Bucket.Versioning, d.info.VersionID); ok {
		d.addStored("X-Amz-Version-Id", id)
	}
}

// addBookkeeping adds what S3 keeps about the object beside its content. Class and
// parts are all that a directory bucket has of it.
func (d *decision) addBookkeeping() {
	if c := d.info.StorageClass; c != "STANDARD" {
		d.addStored("X-Amz-Storage-Class", c)
	}
	if d.r.ask.Part > 0 && d.info.Parts > 0 {
		d.add("X-Amz-Mp-Parts-Count", strconv.Itoa(d.info.Parts))
	}
	if d.f.Bucket.IsDirectory() {
		return
	}
	if d.r.IsHead() && archived(d.info) {
		d.addStored("X-Amz-Archive-Status", d.info.AccessTier)
	}
	d.addStored("X-Amz-Replication-Status", d.info.ReplicationStatus)
	d.addStored("X-Amz-Website-Redirect-Location", d.info.WebsiteRedirectLocation)
	if n := d.info.TagCount; n > 0 && d.f.Rights.Has(MaySeeTags) {
		d.add("X-Amz-Tagging-Count", strconv.Itoa(n))
	}
	if d.f.charged() {
		d.add("X-Amz-Request-Charged", "requester")
	}
}

// charged reports whether the client pays for the request.
func (f *Facts) charged() bool {
	if !f.Bucket.RequesterPays || f.Bucket.IsDirectory() {
		return false
	}
	return f.Identity.Anonymous() || f.Identity.Account != f.Bucket.Owner
}

// addLock adds the Object Lock, each half of it to whoever may see it.
func (d *decision) addLock() {
	l := d.info.Lock
	if l == nil || d.f.Bucket.IsDirectory() {
		return
	}
	if d.f.Rights.Has(MaySeeRetention) {
		d.addRetention(l)
	}
	if d.f.Rights.Has(MaySeeLegalHold) {
		d.addStored("X-Amz-Object-Lock-Legal-Hold", l.LegalHold)
	}
}

func (d *decision) addRetention(l *store.Lock) {
	if l.Mode != "" {
		d.addStored("X-Amz-Object-Lock-Mode", l.Mode)
		d.add("X-Amz-Object-Lock-Retain-Until-Date", l.RetainUntil.UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	d.addStored("X-Amz-Object-Lock-Event-Hold", l.EventHold)
	d.addCount("X-Amz-Object-Lock-Event-Hold-Duration-Days", l.EventHoldDays)
	d.addCount("X-Amz-Object-Lock-Event-Hold-Duration-Years", l.EventHoldYears)
}

// addCount adds a number that is there if it is positive.
func (d *decision) addCount(name string, n int) {
	if n > 0 {
		d.add(name, strconv.Itoa(n))
	}
}

// addContent adds the fields that describe the content and its length. The client may
// override those that the uploader chose.
func (d *decision) addContent() {
	d.add("Accept-Ranges", "bytes")
	d.addOverridable("Cache-Control", d.info.CacheControl)
	d.addOverridable("Content-Disposition", d.info.ContentDisposition)
	d.addOverridable("Content-Encoding", d.info.ContentEncoding)
	d.addOverridable("Content-Language", d.info.ContentLanguage)
	d.addOverridable("Expires", d.info.Expires)
	if d.plan.Status == http.StatusPartialContent {
		d.add("Content-Range", d.plan.Window.ContentRange(d.info.Size))
	}
	contentType := d.info.ContentType
	if contentType == "" {
		contentType = "binary/octet-stream"
	}
	d.addOverridable("Content-Type", contentType)
	d.add("Content-Length", strconv.FormatInt(d.plan.Window.Length, 10))
}

// addOverridable adds a field with the value that the request gives it, or else with
// the stored one. S3 GetObject: Overriding response header values through the request.
func (d *decision) addOverridable(name, stored string) {
	if value, ok := d.r.override(name); ok {
		d.add(name, value)
		return
	}
	d.addStored(name, stored)
}
