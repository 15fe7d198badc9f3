package getobject

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/internal/mimeword"
	"github.com/s3get/s3get/version"
)

// usualFields is how many header fields a response without metadata rarely exceeds.
const usualFields = 12

// A responseHeader is one row of the table of response headers: a field, or a group of
// fields whose names begin alike, and the rule that says when it is sent. A new header is a
// row here, a field of [store.Info], and what fills that.
type responseHeader struct {
	// name is the field as S3 spells it. One that ends with a hyphen begins the names of
	// a group.
	name string

	// without lists the kinds of buckets that do not have the field.
	without bucketKinds

	// overridable fields are replaced by a parameter of the request. S3 GetObject:
	// Overriding response header values through the request.
	overridable bool

	// value returns the value of the field, or "" if the response does not have it. A row
	// has it or add.
	value func(d *decision) string

	// add adds the fields of the row, if the response has them.
	add func(d *decision, h *responseHeader)

	rule *rule.Rule
}

// bucketKinds is a set of kinds of buckets.
type bucketKinds uint8

const (
	generalPurpose bucketKinds = 1 << iota
	directory
)

// responseHeaders are the header fields of a 200 or 206, in S3's order.
var responseHeaders = [...]responseHeader{
	{name: "Access-Control-", rule: crossOriginRule, add: func(d *decision, h *responseHeader) {
		if len(d.facts.Bucket.CORS) == 0 {
			return
		}
		answer, _ := d.facts.Bucket.CORS.Actual(d.request.crossOrigin())
		for _, f := range answer.Fields {
			d.add(f.Name, f.Value, h.rule)
		}
	}},
	{name: "Vary", value: func(*decision) string { return "" }, rule: crossOriginRule}, // added with the row above
	{name: "Last-Modified", rule: &rule.Rule{
		ID: "header/last-modified", Sentence: "Sends Last-Modified, the modification date in whole seconds.",
		Sections: []string{"RFC 9110 §8.8.2", "S3 GetObject: Last-Modified"}}, value: func(d *decision) string {
		if d.prepared != nil {
			return d.prepared.lastModified
		}
		return lastModified(d.facts.Info)
	}},
	{name: "x-amz-expiration", without: directory, rule: &rule.Rule{
		ID: "header/expiration", Sentence: "Sends x-amz-expiration for the current version, unless the request names a version.",
		Sections: []string{"S3 GetObject: x-amz-expiration"}}, value: func(d *decision) string {
		e := d.facts.Info.Expiration
		if e == nil || !d.request.version.IsLatest() {
			return ""
		}
		day := e.Date.UTC().Truncate(24 * time.Hour)
		if day.Before(e.Date) { // S3 rounds up to midnight
			day = day.Add(24 * time.Hour)
		}
		return `expiry-date="` + httpdate.Format(day) + `", rule-id="` + url.QueryEscape(e.RuleID) + `"`
	}},
	{name: "x-amz-expiration", without: generalPurpose, rule: &rule.Rule{
		ID: "header/expiration-directory", Sentence: "Sends x-amz-expiration: NotImplemented for an object of a directory bucket.",
		Sections: []string{"S3 GetObject: x-amz-expiration"}}, value: func(*decision) string { return "NotImplemented" }},
	{name: "x-amz-restore", without: directory, rule: &rule.Rule{
		ID: "header/restore", Sentence: "Sends x-amz-restore for an archived object that is being or was restored.",
		Sections: []string{"S3 GetObject: x-amz-restore"}}, value: func(d *decision) string {
		switch r := d.facts.Info.Restore; {
		case r == nil:
			return ""
		case r.Ongoing:
			return `ongoing-request="true"`
		default:
			return `ongoing-request="false", expiry-date="` + httpdate.Format(r.Expiry) + `"`
		}
	}},
	{name: "ETag", value: func(d *decision) string { return d.facts.Info.ETag }, rule: &rule.Rule{
		ID: "header/etag", Sentence: "Sends ETag, the entity tag of the whole object, for a part of it as well.",
		Sections: []string{"RFC 9110 §8.8.3", "S3 GetObject: ETag"}}},
	{name: "x-amz-checksum-", rule: &rule.Rule{
		ID: "header/checksum", Sentence: "Sends a checksum on request, if it covers exactly the bytes that are sent.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"}}, add: func(d *decision, h *responseHeader) {
		if !d.request.sums {
			return
		}
		scope := checksum.ScopePartial
		switch {
		case d.request.selection.Part > 0:
			scope = checksum.ScopePart
		case d.plan.Status == http.StatusOK:
			scope = checksum.ScopeWhole
		case d.plan.Window.Length == d.facts.Info.Size:
			scope = checksum.ScopeCovering
		}
		if v, ok := checksum.Offer(d.facts.Info.Checksum, d.facts.Info.Parts, scope, d.facts.Part.Checksum); ok {
			d.add(v.Algorithm().Header(), v.String(), h.rule)
			d.add(checksum.TypeHeader, v.Type().String(), h.rule)
		}
	}},
	{name: "x-amz-server-side-encryption-", rule: &rule.Rule{
		ID: "header/encryption", Sentence: "Sends how the object is encrypted; for SSE-C, the algorithm and the digest of the key.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption"}}, add: func(d *decision, h *responseHeader) {
		for name, value := range d.facts.Info.Encryption.Fields(d.request.key) {
			d.add(name, value, h.rule)
		}
	}},
	{name: "x-amz-version-id", without: directory, rule: &rule.Rule{
		ID: "header/version-id", Sentence: "Sends x-amz-version-id if the bucket has or had versioning; the null version is null.",
		Sections: []string{"S3 GetObject: x-amz-version-id"}}, value: func(d *decision) string {
		id, _ := version.HeaderValue(d.facts.Bucket.Versioning, d.facts.Info.VersionID)
		return id
	}},
	{name: "x-amz-storage-class", rule: &rule.Rule{
		ID: "header/storage-class", Sentence: "Sends x-amz-storage-class for every class but STANDARD.",
		Sections: []string{"S3 GetObject: x-amz-storage-class"}}, value: func(d *decision) string {
		if d.facts.Info.StorageClass == "STANDARD" {
			return ""
		}
		return d.facts.Info.StorageClass
	}},
	{name: "x-amz-mp-parts-count", rule: &rule.Rule{
		ID: "header/parts-count", Sentence: "Sends x-amz-mp-parts-count for a part of a multipart upload.",
		Sections: []string{"S3 GetObject: x-amz-mp-parts-count"}}, value: func(d *decision) string {
		if d.request.selection.Part == 0 {
			return ""
		}
		return count(d.facts.Info.Parts)
	}},
	{name: "x-amz-archive-status", without: directory, rule: &rule.Rule{
		ID: "header/archive-status", Sentence: "Sends x-amz-archive-status, the archive tier of the object, for a HEAD.",
		Sections: []string{"S3 HeadObject: x-amz-archive-status"}}, value: func(d *decision) string {
		if d.request.IsHead() && archived(d.facts.Info) {
			return d.facts.Info.AccessTier
		}
		return ""
	}},
	{name: "x-amz-replication-status", without: directory,
		value: func(d *decision) string { return d.facts.Info.ReplicationStatus }, rule: &rule.Rule{
			ID: "header/replication-status", Sentence: "Sends x-amz-replication-status if the object has one.",
			Sections: []string{"S3 GetObject: x-amz-replication-status"}}},
	{name: "x-amz-website-redirect-location", without: directory,
		value: func(d *decision) string { return d.facts.Info.WebsiteRedirectLocation }, rule: &rule.Rule{
			ID: "header/website-redirect", Sentence: "Sends the stored redirect and does not follow it.",
			Sections: []string{"S3 GetObject: x-amz-website-redirect-location"}}},
	{name: "x-amz-tagging-count", without: directory, rule: &rule.Rule{
		ID: "header/tagging-count", Sentence: "Sends x-amz-tagging-count if there are tags and the requester may read them.",
		Sections: []string{"S3 GetObject: x-amz-tagging-count"}}, value: func(d *decision) string {
		if d.facts.Permissions&CanReadTags == 0 {
			return ""
		}
		return count(d.facts.Info.TagCount)
	}},
	{name: "x-amz-request-charged", without: directory, rule: &rule.Rule{
		ID: "header/request-charged", Sentence: "Sends x-amz-request-charged: requester if the requester pays.",
		Sections: []string{"S3 GetObject: x-amz-request-charged"}}, value: func(d *decision) string {
		if d.facts.charged() {
			return "requester"
		}
		return ""
	}},
	{name: "x-amz-object-lock-", without: directory, rule: &rule.Rule{
		ID: "header/retention", Sentence: "Sends retention and event hold to a requester who may read the retention.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-mode", "S3 GetObject: x-amz-object-lock-retain-until-date"}}, add: func(d *decision, h *responseHeader) {
		l := d.facts.Info.Lock
		if l == nil || d.facts.Permissions&CanReadRetention == 0 {
			return
		}
		if l.Mode != "" {
			d.add(h.name+"mode", l.Mode, h.rule)
			d.add(h.name+"retain-until-date", l.RetainUntil.UTC().Format("2006-01-02T15:04:05.000Z"), h.rule)
		}
		if l.EventHold != "" {
			d.add(h.name+"event-hold", l.EventHold, h.rule)
		}
		if l.EventHold != "ON" {
			return
		}
		if l.EventHoldDays > 0 {
			d.add(h.name+"event-hold-duration-days", strconv.Itoa(l.EventHoldDays), h.rule)
		}
		if l.EventHoldYears > 0 {
			d.add(h.name+"event-hold-duration-years", strconv.Itoa(l.EventHoldYears), h.rule)
		}
	}},
	{name: "x-amz-object-lock-legal-hold", without: directory, rule: &rule.Rule{
		ID: "header/legal-hold", Sentence: "Sends a legal hold to a requester who may read it.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-legal-hold"}}, value: func(d *decision) string {
		if d.facts.Info.Lock == nil || d.facts.Permissions&CanReadLegalHold == 0 {
			return ""
		}
		return d.facts.Info.Lock.LegalHold
	}},
	{name: "x-amz-meta-", rule: &rule.Rule{
		ID: "header/metadata", Kind: rule.KindObserved,
		Sentence: "Sends user metadata as it is if it is printable ASCII, and as encoded words otherwise.",
		Sections: []string{"S3 User Guide: Working with object metadata", "RFC 2047 §2"}}, add: func(d *decision, h *responseHeader) {
		for _, m := range d.facts.Info.Metadata {
			if field.IsToken(m.Name) { // others are counted by x-amz-missing-meta
				d.add(h.name+m.Name, mimeword.Encode(m.Value), h.rule)
			}
		}
	}},
	{name: "x-amz-missing-meta", without: directory, rule: &rule.Rule{
		ID: "header/missing-meta", Sentence: "Sends x-amz-missing-meta, the number of metadata entries that no header can carry.",
		Sections: []string{"S3 GetObject: x-amz-missing-meta"}}, value: func(d *decision) string {
		missing := d.facts.Info.MissingMeta
		for _, m := range d.facts.Info.Metadata {
			if !field.IsToken(m.Name) {
				missing++
			}
		}
		if missing <= 0 {
			return ""
		}
		return strconv.Itoa(missing)
	}},
	{name: "Accept-Ranges", value: func(*decision) string { return "bytes" }, rule: &rule.Rule{
		ID: "header/accept-ranges", Sentence: "Sends Accept-Ranges: bytes for every object.",
		Sections: []string{"RFC 9110 §14.3", "S3 GetObject: accept-ranges"}}},
	{name: "Cache-Control", rule: storedRule, overridable: true, value: func(d *decision) string { return d.facts.Info.CacheControl }},
	{name: "Content-Disposition", rule: storedRule, overridable: true, value: func(d *decision) string { return d.facts.Info.ContentDisposition }},
	{name: "Content-Encoding", rule: storedRule, overridable: true, value: func(d *decision) string { return d.facts.Info.ContentEncoding }},
	{name: "Content-Language", rule: storedRule, overridable: true, value: func(d *decision) string { return d.facts.Info.ContentLanguage }},
	{name: "Expires", rule: storedRule, overridable: true, value: func(d *decision) string { return d.facts.Info.Expires }},
	{name: "Content-Range", rule: &rule.Rule{
		ID: "header/content-range", Sentence: "Sends Content-Range, the position of the bytes in the object, with a 206.",
		Sections: []string{"RFC 9110 §14.4", "S3 GetObject: Content-Range"}}, value: func(d *decision) string {
		if d.plan.Status != http.StatusPartialContent {
			return ""
		}
		return d.plan.Window.ContentRange(d.facts.Info.Size)
	}},
	{name: "Content-Type", overridable: true, rule: &rule.Rule{
		ID: "header/content-type", Kind: rule.KindObserved, Sentence: "Sends Content-Type, which is binary/octet-stream if none is stored.",
		Sections: []string{"S3 GetObject: Content-Type"}}, value: func(d *decision) string {
		return cmp.Or(d.facts.Info.ContentType, "binary/octet-stream")
	}},
	{name: "Content-Length", rule: &rule.Rule{
		ID: "header/content-length", Sentence: "Sends Content-Length, the number of bytes sent; a HEAD has that of the GET.",
		Sections: []string{"RFC 9110 §8.6", "S3 GetObject: Content-Length"}}, value: func(d *decision) string {
		return strconv.FormatInt(d.plan.Window.Length, 10)
	}},
}

// addHeaders adds the header fields of a 200 or 206. They never fail.
func (d *decision) addHeaders() error {
	if !d.addPrepared() {
		d.addTable()
	}
	return nil
}

// addTable adds the fields of a 200 or 206 from the table.
func (d *decision) addTable() {
	d.plan.Fields = d.room[:0]
	kind := generalPurpose
	if d.facts.Bucket.IsDirectory() {
		kind = directory
	}
	for i := range responseHeaders {
		h := &responseHeaders[i]
		switch {
		case h.without == kind:
			continue
		case h.add != nil:
			h.add(d, h)
			continue
		case h.overridable && d.request.overrides:
			if value, ok := d.request.override(h.name); ok {
				d.add(h.name, value, overrideRule)
				continue
			}
		}
		if value := h.value(d); value != "" {
			d.add(h.name, value, h.rule)
		}
	}
}

// addNotModifiedTable adds the fields of a 304. S3 sends the validators and nothing that
// describes content; a stored Cache-Control or Expires is repeated because RFC 9110 §15.4.5
// requires it and no recording says otherwise.
func (d *decision) addNotModifiedTable() {
	d.plan.Fields = d.room[:0]
	for i := range responseHeaders {
		switch h := &responseHeaders[i]; h.name {
		case "Access-Control-":
			h.add(d, h)
		case "Last-Modified", "ETag", "Cache-Control", "Expires":
			if value := h.value(d); value != "" {
				d.add(h.name, value, h.rule)
			}
		}
	}
}

// add adds a field. Its value may be "", as that of an entry of the metadata.
func (d *decision) add(name, value string, by *rule.Rule) {
	d.plan.Fields = append(d.plan.Fields, Field{Name: name, Value: value, Rule: by})
}

// count returns a number as it is sent, which is not at all if it is not positive.
func count(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
