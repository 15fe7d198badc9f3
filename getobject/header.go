package getobject

import (
	"cmp"
	"iter"
	"net/http"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/store"
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

func kindOf(b *store.Bucket) bucketKinds {
	if b.IsDirectory() {
		return directory
	}
	return generalPurpose
}

// responseHeaders are the header fields of a 200 or 206, in S3's order.
var responseHeaders = [...]responseHeader{
	{name: "Access-Control-", add: addCrossOrigin, rule: crossOriginRule},
	{name: "Vary", value: func(*decision) string { return "" }, rule: crossOriginRule}, // added with the row above
	{name: "Last-Modified", add: addLastModified, rule: &rule.Rule{
		ID: "header/last-modified", Sentence: "Sends Last-Modified, the modification date in whole seconds.",
		Sections: []string{"RFC 9110 §8.8.2", "S3 GetObject: Last-Modified"}}},
	{name: "x-amz-expiration", without: directory, add: addExpiration, rule: &rule.Rule{
		ID: "header/expiration", Sentence: "Sends x-amz-expiration for the current version, unless the request names a version.",
		Sections: []string{"S3 GetObject: x-amz-expiration"}}},
	{name: "x-amz-expiration", without: generalPurpose, add: addNoExpiration, rule: &rule.Rule{
		ID: "header/expiration-directory", Sentence: "Sends x-amz-expiration: NotImplemented for an object of a directory bucket.",
		Sections: []string{"S3 GetObject: x-amz-expiration"}}},
	{name: "x-amz-restore", without: directory, add: addRestore, rule: &rule.Rule{
		ID: "header/restore", Sentence: "Sends x-amz-restore for an archived object that is being or was restored.",
		Sections: []string{"S3 GetObject: x-amz-restore"}}},
	{name: "ETag", value: func(d *decision) string { return d.facts.Info.ETag }, rule: &rule.Rule{
		ID: "header/etag", Sentence: "Sends ETag, the entity tag of the whole object, for a part of it as well.",
		Sections: []string{"RFC 9110 §8.8.3", "S3 GetObject: ETag"}}},
	{name: "x-amz-checksum-", add: addChecksum, rule: &rule.Rule{
		ID: "header/checksum", Sentence: "Sends a checksum on request, if it covers exactly the bytes that are sent.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"}}},
	{name: "x-amz-server-side-encryption-", add: addEncryption, rule: &rule.Rule{
		ID: "header/encryption", Sentence: "Sends how the object is encrypted; for SSE-C, the algorithm and the digest of the key.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption"}}},
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
		if !d.facts.Permissions.Has(CanReadTags) {
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
	{name: "x-amz-object-lock-", without: directory, add: addRetention, rule: &rule.Rule{
		ID: "header/retention", Sentence: "Sends retention and event hold to a requester who may read the retention.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-mode", "S3 GetObject: x-amz-object-lock-retain-until-date"}}},
	{name: "x-amz-object-lock-legal-hold", without: directory, rule: &rule.Rule{
		ID: "header/legal-hold", Sentence: "Sends a legal hold to a requester who may read it.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-legal-hold"}}, value: func(d *decision) string {
		if d.facts.Info.Lock == nil || !d.facts.Permissions.Has(CanReadLegalHold) {
			return ""
		}
		return d.facts.Info.Lock.LegalHold
	}},
	{name: "x-amz-meta-", add: addMetadata, rule: &rule.Rule{
		ID: "header/metadata", Kind: rule.KindObserved,
		Sentence: "Sends user metadata as it is if it is printable ASCII, and as encoded words otherwise.",
		Sections: []string{"S3 User Guide: Working with object metadata", "RFC 2047 §2"}}},
	{name: "x-amz-missing-meta", without: directory, rule: &rule.Rule{
		ID: "header/missing-meta", Sentence: "Sends x-amz-missing-meta, the number of metadata entries that no header can carry.",
		Sections: []string{"S3 GetObject: x-amz-missing-meta"}}, value: func(d *decision) string {
		missing := d.facts.Info.MissingMeta
		for _, m := range d.facts.Info.Metadata {
			if !field.IsToken(m.Name) {
				missing++
			}
		}
		return count(missing)
	}},
	{name: "Accept-Ranges", value: func(*decision) string { return "bytes" }, rule: &rule.Rule{
		ID: "header/accept-ranges", Sentence: "Sends Accept-Ranges: bytes for every object.",
		Sections: []string{"RFC 9110 §14.3", "S3 GetObject: accept-ranges"}}},
	{name: "Cache-Control", add: addOverridable, rule: storedRule},
	{name: "Content-Disposition", add: addOverridable, rule: storedRule},
	{name: "Content-Encoding", add: addOverridable, rule: storedRule},
	{name: "Content-Language", add: addOverridable, rule: storedRule},
	{name: "Expires", add: addOverridable, rule: storedRule},
	{name: "Content-Range", rule: &rule.Rule{
		ID: "header/content-range", Sentence: "Sends Content-Range, the position of the bytes in the object, with a 206.",
		Sections: []string{"RFC 9110 §14.4", "S3 GetObject: Content-Range"}}, value: func(d *decision) string {
		if d.plan.Status != http.StatusPartialContent {
			return ""
		}
		return d.plan.Window.ContentRange(d.facts.Info.Size)
	}},
	{name: "Content-Type", add: addOverridable, rule: &rule.Rule{
		ID: "header/content-type", Kind: rule.KindObserved, Sentence: "Sends Content-Type, which is binary/octet-stream if none is stored.",
		Sections: []string{"S3 GetObject: Content-Type"}}},
	{name: "Content-Length", rule: &rule.Rule{
		ID: "header/content-length", Sentence: "Sends Content-Length, the number of bytes sent; a HEAD has that of the GET.",
		Sections: []string{"RFC 9110 §8.6", "S3 GetObject: Content-Length"}}, value: func(d *decision) string {
		return strconv.FormatInt(d.plan.Window.Length, 10)
	}},
}

var (
	// crossOriginRule is the rule of the headers that let a page of another origin read.
	crossOriginRule = &rule.Rule{
		ID: "cors/actual", Kind: rule.KindObserved,
		Sentence: "Sends what the first CORS rule of the bucket allows that matches the origin, the method and the headers asked for.",
		Sections: []string{"S3 User Guide: How does Amazon S3 evaluate the CORS configuration on a bucket?"}}

	// storedRule is the rule of the headers that the uploader chose.
	storedRule = &rule.Rule{
		ID: "header/stored", Sentence: "Sends the stored header that describes the content, byte for byte.",
		Sections: []string{"S3 GetObject: Response Elements"}}

	// overrideRule is the rule of the same headers where the request replaces them.
	overrideRule = &rule.Rule{
		ID: "header/override", Sentence: "Sends the value that a signed request gives instead of the stored header.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"}}
)

// HeaderRule returns the rule by which a response to r about an object of b has, or lacks,
// the header field of that name, whose letter case does not matter. It is nil for a field
// that S3 does not send.
func HeaderRule(r *Request, b *store.Bucket, name string) *rule.Rule {
	if _, ok := r.override(name); ok {
		return overrideRule
	}
	var group, other *rule.Rule
	for i := range responseHeaders {
		h := &responseHeaders[i]
		prefix, grouped := strings.CutSuffix(h.name, "-")
		switch {
		case strings.EqualFold(h.name, name) && h.without != kindOf(b):
			return h.rule
		case strings.EqualFold(h.name, name):
			other = h.rule
		case group == nil && grouped && len(name) >= len(prefix) && strings.EqualFold(prefix, name[:len(prefix)]):
			group = h.rule
		}
	}
	return cmp.Or(other, group)
}

// addHeaders adds the header fields of a 200 or 206.
func (d *decision) addHeaders() error {
	d.plan.Fields = d.room[:0]
	kind := kindOf(d.facts.Bucket)
	for i := range responseHeaders {
		h := &responseHeaders[i]
		switch {
		case h.without == kind:
		case h.add != nil:
			h.add(d, h)
		default:
			if value := h.value(d); value != "" {
				d.add(h.name, value, h.rule)
			}
		}
	}
	return nil
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

// HeaderRules returns the rules of response headers, in S3's order. Those of other answers
// are in package rule.
func HeaderRules() iter.Seq[*rule.Rule] {
	return func(yield func(*rule.Rule) bool) {
		stored := false
		var last *rule.Rule
		for i := range responseHeaders {
			r := responseHeaders[i].rule
			if r == last || r == storedRule && stored {
				continue
			}
			last, stored = r, stored || r == storedRule
			if !yield(r) {
				return
			}
		}
		yield(overrideRule)
	}
}
