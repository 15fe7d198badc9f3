package getobject

import "strings"

// headerBase is where the rules of response header fields begin. They refuse nothing: they
// say why a field is sent.
const headerBase Rule = 256

// The rules of the header fields of a 200 or 206, in their order.
const (
	RuleHeaderLastModified        Rule = iota + headerBase // header/last-modified
	RuleHeaderETag                                         // header/etag
	RuleHeaderExpiration                                   // header/expiration
	RuleHeaderExpirationDirectory                          // header/expiration-directory
	RuleHeaderRestore                                      // header/restore
	RuleHeaderChecksum                                     // header/checksum
	RuleHeaderEncryption                                   // header/encryption
	RuleHeaderVersionID                                    // header/version-id
	RuleHeaderStorageClass                                 // header/storage-class
	RuleHeaderPartsCount                                   // header/parts-count
	RuleHeaderArchiveStatus                                // header/archive-status
	RuleHeaderReplication                                  // header/replication-status
	RuleHeaderRedirect                                     // header/website-redirect
	RuleHeaderTagCount                                     // header/tagging-count
	RuleHeaderCharged                                      // header/request-charged
	RuleHeaderRetention                                    // header/retention
	RuleHeaderLegalHold                                    // header/legal-hold
	RuleHeaderMetadata                                     // header/metadata
	RuleHeaderMissingMeta                                  // header/missing-meta
	RuleHeaderAcceptRanges                                 // header/accept-ranges
	RuleHeaderStored                                       // header/stored
	RuleHeaderOverride                                     // header/override
	RuleHeaderContentRange                                 // header/content-range
	RuleHeaderContentType                                  // header/content-type
	RuleHeaderContentLength                                // header/content-length

	headerEnd
)

var headerRules = [headerEnd - headerBase]ruleText{
	RuleHeaderLastModified - headerBase: {id: "header/last-modified", kind: Required,
		sentence: "The modification date is sent in whole seconds.",
		sections: []string{"RFC 9110 §8.8.2", "S3 GetObject: Last-Modified"}},
	RuleHeaderETag - headerBase: {id: "header/etag", kind: Required,
		sentence: "The entity tag is that of the whole object, also for a part of it.",
		sections: []string{"RFC 9110 §8.8.3", "S3 GetObject: ETag"}},
	RuleHeaderExpiration - headerBase: {id: "header/expiration", kind: Required,
		sentence: "The day of expiry and its rule are told of the current version, to a request that names none.",
		sections: []string{"S3 GetObject: x-amz-expiration"}},
	RuleHeaderExpirationDirectory - headerBase: {id: "header/expiration-directory", kind: Required,
		sentence: "A directory bucket tells NotImplemented for the expiration.",
		sections: []string{"S3 GetObject: x-amz-expiration"}},
	RuleHeaderRestore - headerBase: {id: "header/restore", kind: Required,
		sentence: "The state of a restore is told once there was one.",
		sections: []string{"S3 GetObject: x-amz-restore"}},
	RuleHeaderChecksum - headerBase: {id: "header/checksum", kind: Required,
		sentence: "A checksum is sent on request, if it is one of exactly the bytes that are sent.",
		sections: []string{"S3 GetObject: x-amz-checksum-mode"}},
	RuleHeaderEncryption - headerBase: {id: "header/encryption", kind: Required,
		sentence: "The encryption of the object is told, for a customer's key by echoing algorithm and digest.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption"}},
	RuleHeaderVersionID - headerBase: {id: "header/version-id", kind: Required,
		sentence: "The version is told in a bucket that was ever versioned; that of an older object is null.",
		sections: []string{"S3 GetObject: x-amz-version-id"}},
	RuleHeaderStorageClass - headerBase: {id: "header/storage-class", kind: Required,
		sentence: "Every storage class is told but STANDARD.",
		sections: []string{"S3 GetObject: x-amz-storage-class"}},
	RuleHeaderPartsCount - headerBase: {id: "header/parts-count", kind: Required,
		sentence: "The number of parts is told to a request for one, of a multipart upload.",
		sections: []string{"S3 GetObject: x-amz-mp-parts-count"}},
	RuleHeaderArchiveStatus - headerBase: {id: "header/archive-status", kind: Required,
		sentence: "A HEAD is told the archive tier that an object sank to.",
		sections: []string{"S3 HeadObject: x-amz-archive-status"}},
	RuleHeaderReplication - headerBase: {id: "header/replication-status", kind: Required,
		sentence: "The replication status is told where there is one.",
		sections: []string{"S3 GetObject: x-amz-replication-status"}},
	RuleHeaderRedirect - headerBase: {id: "header/website-redirect", kind: Required,
		sentence: "The stored redirect is told and not followed.",
		sections: []string{"S3 GetObject: x-amz-website-redirect-location"}},
	RuleHeaderTagCount - headerBase: {id: "header/tagging-count", kind: Required,
		sentence: "The number of tags is told if there are any, to whoever may read them.",
		sections: []string{"S3 GetObject: x-amz-tagging-count"}},
	RuleHeaderCharged - headerBase: {id: "header/request-charged", kind: Required,
		sentence: "Who pays for a request to another account's bucket is told so.",
		sections: []string{"S3 GetObject: x-amz-request-charged"}},
	RuleHeaderRetention - headerBase: {id: "header/retention", kind: Required,
		sentence: "Retention and event hold are told to whoever may read the retention.",
		sections: []string{"S3 GetObject: x-amz-object-lock-mode", "S3 GetObject: x-amz-object-lock-retain-until-date"}},
	RuleHeaderLegalHold - headerBase: {id: "header/legal-hold", kind: Required,
		sentence: "A legal hold is told to whoever may read it.",
		sections: []string{"S3 GetObject: x-amz-object-lock-legal-hold"}},
	RuleHeaderMetadata - headerBase: {id: "header/metadata", kind: Observed,
		sentence: "Metadata is sent as it is where it is printable ASCII, and else in encoded words.",
		sections: []string{"S3 User Guide: Working with object metadata", "RFC 2047 §2"}},
	RuleHeaderMissingMeta - headerBase: {id: "header/missing-meta", kind: Required,
		sentence: "Metadata that no header can carry is counted.",
		sections: []string{"S3 GetObject: x-amz-missing-meta"}},
	RuleHeaderAcceptRanges - headerBase: {id: "header/accept-ranges", kind: Required,
		sentence: "Every object can be read by ranges of bytes.",
		sections: []string{"RFC 9110 §14.3", "S3 GetObject: accept-ranges"}},
	RuleHeaderStored - headerBase: {id: "header/stored", kind: Required,
		sentence: "What the uploader said of the content is sent back byte for byte.",
		sections: []string{"S3 GetObject: Response Elements"}},
	RuleHeaderOverride - headerBase: {id: "header/override", kind: Required,
		sentence: "A signed request replaces what the uploader said of the content.",
		sections: []string{"S3 GetObject: Overriding response header values through the request"}},
	RuleHeaderContentRange - headerBase: {id: "header/content-range", kind: Required,
		sentence: "A 206 tells where in the object its bytes are.",
		sections: []string{"RFC 9110 §14.4", "S3 GetObject: Content-Range"}},
	RuleHeaderContentType - headerBase: {id: "header/content-type", kind: Observed,
		sentence: "An object without a media type has binary/octet-stream.",
		sections: []string{"S3 GetObject: Content-Type"}},
	RuleHeaderContentLength - headerBase: {id: "header/content-length", kind: Required,
		sentence: "The length is that of the bytes that are sent, and a HEAD tells that of the GET.",
		sections: []string{"RFC 9110 §8.6", "S3 GetObject: Content-Length"}},
}

// fieldRules are the rules of the fields with one name.
var fieldRules = [...]struct {
	name string
	rule Rule
}{
	{"Last-Modified", RuleHeaderLastModified},
	{"Etag", RuleHeaderETag},
	{"X-Amz-Expiration", RuleHeaderExpiration},
	{"X-Amz-Restore", RuleHeaderRestore},
	{"X-Amz-Version-Id", RuleHeaderVersionID},
	{"X-Amz-Storage-Class", RuleHeaderStorageClass},
	{"X-Amz-Mp-Parts-Count", RuleHeaderPartsCount},
	{"X-Amz-Archive-Status", RuleHeaderArchiveStatus},
	{"X-Amz-Replication-Status", RuleHeaderReplication},
	{"X-Amz-Website-Redirect-Location", RuleHeaderRedirect},
	{"X-Amz-Tagging-Count", RuleHeaderTagCount},
	{"X-Amz-Request-Charged", RuleHeaderCharged},
	{"X-Amz-Object-Lock-Legal-Hold", RuleHeaderLegalHold},
	{"X-Amz-Missing-Meta", RuleHeaderMissingMeta},
	{"Accept-Ranges", RuleHeaderAcceptRanges},
	{"Content-Range", RuleHeaderContentRange},
	{"Content-Type", RuleHeaderContentType},
	{"Content-Length", RuleHeaderContentLength},
}

// fieldGroups are the rules of the fields whose names begin alike.
var fieldGroups = [...]struct {
	prefix string
	rule   Rule
}{
	{"X-Amz-Checksum-", RuleHeaderChecksum},
	{"X-Amz-Server-Side-Encryption", RuleHeaderEncryption},
	{"X-Amz-Object-Lock-", RuleHeaderRetention},
	{"X-Amz-Meta-", RuleHeaderMetadata},
}

// FieldRule returns the rule by which a response to r has, or lacks, the header field
// of that canonical name, or zero for a field that S3 does not send.
func (r *Request) FieldRule(name string) Rule {
	if _, ok := r.override(name); ok {
		return RuleHeaderOverride
	}
	if name == "X-Amz-Expiration" && r.Endpoint == Zonal {
		return RuleHeaderExpirationDirectory
	}
	for _, f := range fieldRules {
		if f.name == name {
			return f.rule
		}
	}
	for _, g := range fieldGroups {
		if strings.HasPrefix(name, g.prefix) {
			return g.rule
		}
	}
	for _, o := range overrides {
		if o.header == name {
			return RuleHeaderStored
		}
	}
	return 0
}
