package getobject

import (
	"cmp"
	"iter"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
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

	// add adds the field, if the response has it.
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
	{name: "Vary", add: addCrossOrigin, rule: crossOriginRule},
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
	{name: "ETag", add: text(func(d *decision) string { return d.facts.Info.ETag }), rule: &rule.Rule{
		ID: "header/etag", Sentence: "Sends ETag, the entity tag of the whole object, for a part of it as well.",
		Sections: []string{"RFC 9110 §8.8.3", "S3 GetObject: ETag"}}},
	{name: "x-amz-checksum-", add: addChecksum, rule: &rule.Rule{
		ID: "header/checksum", Sentence: "Sends a checksum on request, if it covers exactly the bytes that are sent.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"}}},
	{name: "x-amz-server-side-encryption-", add: addEncryption, rule: &rule.Rule{
		ID: "header/encryption", Sentence: "Sends how the object is encrypted; for SSE-C, the algorithm and the digest of the key.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption"}}},
	{name: "x-amz-version-id", without: directory, add: text(versionID), rule: &rule.Rule{
		ID: "header/version-id", Sentence: "Sends x-amz-version-id if the bucket has or had versioning; the null version is null.",
		Sections: []string{"S3 GetObject: x-amz-version-id"}}},
	{name: "x-amz-storage-class", add: text(storageClass), rule: &rule.Rule{
		ID: "header/storage-class", Sentence: "Sends x-amz-storage-class for every class but STANDARD.",
		Sections: []string{"S3 GetObject: x-amz-storage-class"}}},
	{name: "x-amz-mp-parts-count", add: number(partsCount), rule: &rule.Rule{
		ID: "header/parts-count", Sentence: "Sends x-amz-mp-parts-count for a part of a multipart upload.",
		Sections: []string{"S3 GetObject: x-amz-mp-parts-count"}}},
	{name: "x-amz-archive-status", without: directory, add: text(archiveStatus), rule: &rule.Rule{
		ID: "header/archive-status", Sentence: "Sends x-amz-archive-status, the archive tier of the object, for a HEAD.",
		Sections: []string{"S3 HeadObject: x-amz-archive-status"}}},
	{name: "x-amz-replication-status", without: directory,
		add: text(func(d *decision) string { return d.facts.Info.ReplicationStatus }), rule: &rule.Rule{
			ID: "header/replication-status", Sentence: "Sends x-amz-replication-status if the object has one.",
			Sections: []string{"S3 GetObject: x-amz-replication-status"}}},
	{name: "x-amz-website-redirect-location", without: directory,
		add: text(func(d *decision) string { return d.facts.Info.WebsiteRedirectLocation }), rule: &rule.Rule{
			ID: "header/website-redirect", Sentence: "Sends the stored redirect and does not follow it.",
			Sections: []string{"S3 GetObject: x-amz-website-redirect-location"}}},
	{name: "x-amz-tagging-count", without: directory, add: number(taggingCount), rule: &rule.Rule{
		ID: "header/tagging-count", Sentence: "Sends x-amz-tagging-count if there are tags and the requester may read them.",
		Sections: []string{"S3 GetObject: x-amz-tagging-count"}}},
	{name: "x-amz-request-charged", without: directory, add: text(requestCharged), rule: &rule.Rule{
		ID: "header/request-charged", Sentence: "Sends x-amz-request-charged: requester if the requester pays.",
		Sections: []string{"S3 GetObject: x-amz-request-charged"}}},
	{name: "x-amz-object-lock-", without: directory, add: addRetention, rule: &rule.Rule{
		ID: "header/retention", Sentence: "Sends retention and event hold to a requester who may read the retention.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-mode", "S3 GetObject: x-amz-object-lock-retain-until-date"}}},
	{name: "x-amz-object-lock-legal-hold", without: directory, add: text(legalHold), rule: &rule.Rule{
		ID: "header/legal-hold", Sentence: "Sends a legal hold to a requester who may read it.",
		Sections: []string{"S3 GetObject: x-amz-object-lock-legal-hold"}}},
	{name: "x-amz-meta-", add: addMetadata, rule: &rule.Rule{
		ID: "header/metadata", Kind: rule.KindObserved,
		Sentence: "Sends user metadata as it is if it is printable ASCII, and as encoded words otherwise.",
		Sections: []string{"S3 User Guide: Working with object metadata", "RFC 2047 §2"}}},
	{name: "x-amz-missing-meta", without: directory, add: number(missingMeta), rule: &rule.Rule{
		ID: "header/missing-meta", Sentence: "Sends x-amz-missing-meta, the number of metadata entries that no header can carry.",
		Sections: []string{"S3 GetObject: x-amz-missing-meta"}}},
	{name: "Accept-Ranges", add: text(func(*decision) string { return "bytes" }), rule: &rule.Rule{
		ID: "header/accept-ranges", Sentence: "Sends Accept-Ranges: bytes for every object.",
		Sections: []string{"RFC 9110 §14.3", "S3 GetObject: accept-ranges"}}},
	{name: "Cache-Control", add: addOverridable, rule: storedRule},
	{name: "Content-Disposition", add: addOverridable, rule: storedRule},
	{name: "Content-Encoding", add: addOverridable, rule: storedRule},
	{name: "Content-Language", add: addOverridable, rule: storedRule},
	{name: "Expires", add: addOverridable, rule: storedRule},
	{name: "Content-Range", add: text(contentRange), rule: &rule.Rule{
		ID: "header/content-range", Sentence: "Sends Content-Range, the position of the bytes in the object, with a 206.",
		Sections: []string{"RFC 9110 §14.4", "S3 GetObject: Content-Range"}}},
	{name: "Content-Type", add: addOverridable, rule: &rule.Rule{
		ID: "header/content-type", Kind: rule.KindObserved, Sentence: "Sends Content-Type, which is binary/octet-stream if none is stored.",
		Sections: []string{"S3 GetObject: Content-Type"}}},
	{name: "Content-Length", add: text(contentLength), rule: &rule.Rule{
		ID: "header/content-length", Sentence: "Sends Content-Length, the number of bytes sent; a HEAD has that of the GET.",
		Sections: []string{"RFC 9110 §8.6", "S3 GetObject: Content-Length"}}},
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
		if h := &responseHeaders[i]; h.without != kind {
			h.add(d, h)
		}
	}
	return nil
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
