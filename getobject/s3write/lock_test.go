package s3write_test

import (
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
)

// sent returns the fields of a digest and others.
func sent(body string, fields ...string) []string { return append(fields, "Content-Md5", md5Of(body)) }

// put is want of a body with its digest.
func (h *harness) put(status int, texts, target, body string, fields ...string) {
	h.Helper()
	h.want(status, texts, "PUT", target, body, sent(body, fields...)...)
}

// locking returns a harness with a bucket "locked" that was created with Object Lock, and one
// without, "books".
func locking(t *testing.T) *harness {
	h := filled(t, "k")
	h.want(200, "", "PUT", "/locked", "", "X-Amz-Bucket-Object-Lock-Enabled", "true")
	return h
}

// days is a configuration with a default retention.
func days(inner string) string {
	return "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>" + inner + "</DefaultRetention></Rule></ObjectLockConfiguration>"
}

// TestLockConfiguration: S3 PutObjectLockConfiguration, S3 GetObjectLockConfiguration and S3
// CreateBucket: x-amz-bucket-object-lock-enabled.
func TestLockConfiguration(t *testing.T) {
	h := locking(t)
	h.want(200, "<Status>Enabled</Status>", "GET", "/locked?versioning", "")
	h.want(200, "<ObjectLockEnabled>Enabled</ObjectLockEnabled> | !<Rule>", "GET", "/locked?object-lock", "")
	h.want(404, "<Code>ObjectLockConfigurationNotFoundError</Code>", "GET", "/books?object-lock", "")
	const governed = "<Mode>GOVERNANCE</Mode>"
	h.put(409, "<Code>InvalidBucketState</Code>", "/books?object-lock", days(governed+"<Days>1</Days>"))
	for inner, code := range map[string]string{
		governed + "<Days>0</Days>":                 "InvalidRetentionPeriod",
		governed + "<Years>-1</Years>":              "InvalidRetentionPeriod",
		governed + "<Days>36501</Days>":             "InvalidRetentionPeriod",
		governed + "<Days>1</Days><Years>1</Years>": "MalformedXML",
		governed:                                  "MalformedXML",
		"<Mode>governance</Mode><Days>1</Days>":   "MalformedXML",
		"<Mode>GOVERNANCE</Mode><Days>one</Days>": "MalformedXML",
		"<Days>1</Days>":                          "MalformedXML",
	} {
		h.put(400, "<Code>"+code+"</Code>", "/locked?object-lock", days(inner))
	}
	h.put(400, "<Code>MalformedXML</Code>", "/locked?object-lock", "<ObjectLockConfiguration><ObjectLockEnabled>Disabled</ObjectLockEnabled></ObjectLockConfiguration>")
	h.want(400, "<Code>InvalidRequest</Code>", "PUT", "/locked?object-lock", days(governed+"<Days>1</Days>"))
	h.put(200, "", "/locked?object-lock", days(governed+"<Days>1</Days>"))
	h.want(200, "<DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention>", "GET", "/locked?object-lock", "")
	h.want(200, "", "PUT", "/locked/k", "x")
	h.want(200, "X-Amz-Object-Lock-Mode: GOVERNANCE | X-Amz-Object-Lock-Retain-Until-Date: 2013-05-25T00:00:00", "GET", "/locked/k", "")
	h.want(409, "<Code>InvalidBucketState</Code>", "PUT", "/locked?versioning", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>")
	h.want(200, "", "PUT", "/locked?versioning", enabled)
}

// TestLockHeaders: S3 PutObject: x-amz-object-lock-mode.
func TestLockHeaders(t *testing.T) {
	h := locking(t)
	const mode, until, hold = "X-Amz-Object-Lock-Mode", "X-Amz-Object-Lock-Retain-Until-Date", "X-Amz-Object-Lock-Legal-Hold"
	const later = "2013-06-01T00:00:00Z"
	h.put(400, "<Code>InvalidRequest</Code><Message>Bucket is missing Object Lock Configuration</Message>", "/books/k", "x", hold, "ON")
	h.put(400, "<Code>InvalidArgument</Code>", "/locked/k", "x", mode, "GOVERNANCE")
	h.put(400, "<Code>InvalidArgument</Code>", "/locked/k", "x", mode, "OTHER", until, later)
	h.put(400, "<Code>InvalidArgument</Code>", "/locked/k", "x", mode, "GOVERNANCE", until, "tomorrow")
	h.put(400, "<Message>The retain until date must be in the future!</Message>", "/locked/k", "x", mode, "GOVERNANCE", until, "2013-05-24T00:00:00Z")
	h.put(400, "<Code>InvalidArgument</Code>", "/locked/k", "x", hold, "on")
	h.want(400, "Content-MD5 OR x-amz-checksum-", "PUT", "/locked/k", "x", hold, "ON")
	h.gone("/locked/k")
	h.put(200, "", "/locked/k", "x", mode, "COMPLIANCE", until, later, hold, "ON")
	h.want(200, "X-Amz-Object-Lock-Mode: COMPLIANCE | X-Amz-Object-Lock-Legal-Hold: ON", "HEAD", "/locked/k", "")
	h.want(200, "", "PUT", "/locked/copy", "", "X-Amz-Copy-Source", "/locked/k")
	h.want(200, "!X-Amz-Object-Lock-Mode", "HEAD", "/locked/copy", "")
	h.want(200, "", "PUT", "/locked/copy", "", "X-Amz-Copy-Source", "/locked/k", hold, "ON")
	h.want(200, "X-Amz-Object-Lock-Legal-Hold: ON", "HEAD", "/locked/copy", "")
	w := h.want(200, "", "POST", "/locked/many?uploads", "", mode, "GOVERNANCE", until, later)
	id := between(w.Body.String(), "<UploadId>", "<")
	tag := field(h.want(200, "", "PUT", "/locked/many?partNumber=1&uploadId="+id, "x"), "ETag")
	h.want(200, "", "POST", "/locked/many?uploadId="+id, "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+tag+"</ETag></Part></CompleteMultipartUpload>")
	h.want(200, "X-Amz-Object-Lock-Mode: GOVERNANCE", "HEAD", "/locked/many", "")
	h.read.Authorizer = deny{"s3:PutObjectRetention"}
	h.put(403, "<Code>AccessDenied</Code>", "/locked/k", "x", mode, "GOVERNANCE", until, later)
}

// TestRetention: S3 PutObjectRetention, S3 User Guide: Bypassing governance mode.
func TestRetention(t *testing.T) {
	h := locking(t)
	until := func(mode, day string) string {
		return `<Retention><Mode>` + mode + `</Mode><RetainUntilDate>2013-06-` + day + `T00:00:00Z</RetainUntilDate></Retention>`
	}
	h.put(400, "<Code>InvalidRequest</Code>", "/books/k?retention", until("GOVERNANCE", "01"))
	h.want(400, "<Code>InvalidRequest</Code>", "GET", "/books/k?retention", "")
	id := field(h.want(200, "", "PUT", "/locked/k", "x"), "x-amz-version-id")
	h.want(404, "<Code>NoSuchObjectLockConfiguration</Code>", "GET", "/locked/k?retention", "")
	h.want(404, "<Code>NoSuchKey</Code>", "GET", "/locked/none?retention", "")
	h.put(400, "<Code>MalformedXML</Code>", "/locked/k?retention", until("governance", "01"))
	h.put(400, "<Code>MalformedXML</Code>", "/locked/k?retention", "<Retention><Mode>GOVERNANCE</Mode></Retention>")
	h.put(200, "X-Amz-Version-Id: "+id, "/locked/k?retention", until("GOVERNANCE", "02"))
	h.want(200, "<Mode>GOVERNANCE</Mode><RetainUntilDate>2013-06-02T00:00:00.000Z</RetainUntilDate>", "GET", "/locked/k?retention&versionId="+id, "")
	h.put(200, "", "/locked/k?retention", until("GOVERNANCE", "03"))
	const bypass = "X-Amz-Bypass-Governance-Retention"
	h.put(403, "<Message>Access Denied because object protected by object lock.</Message>", "/locked/k?retention", until("GOVERNANCE", "02"))
	h.put(403, "<Code>AccessDenied</Code>", "/locked/k?retention", "<Retention/>")
	h.read.Authorizer = deny{"s3:BypassGovernanceRetention"}
	h.put(403, "<Code>AccessDenied</Code>", "/locked/k?retention", until("GOVERNANCE", "02"), bypass, "true")
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/locked/k?versionId="+id, "", bypass, "true")
	h.read.Authorizer = getobject.AllowAll{}
	h.put(200, "", "/locked/k?retention", until("GOVERNANCE", "02"), bypass, "true")
	h.put(200, "", "/locked/k?retention", until("COMPLIANCE", "02"))
	h.put(403, "<Code>AccessDenied</Code>", "/locked/k?retention", until("COMPLIANCE", "01"), bypass, "true")
	h.put(403, "<Code>AccessDenied</Code>", "/locked/k?retention", until("GOVERNANCE", "05"), bypass, "true")
	h.put(200, "", "/locked/k?retention", until("COMPLIANCE", "03"))
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/locked/k?versionId="+id, "", bypass, "true")
	document := "<Delete><Object><Key>k</Key><VersionId>" + id + "</VersionId></Object></Delete>"
	h.want(200, "<Error><Key>k</Key> | <Code>AccessDenied</Code>", "POST", "/locked?delete", document, sent(document)...)
	h.read.Now = func() time.Time { return start.AddDate(0, 1, 0) }
	h.want(204, "", "DELETE", "/locked/k?versionId="+id, "")
}

// TestBypass: what is locked by GOVERNANCE is deleted by who may bypass it.
func TestBypass(t *testing.T) {
	h := locking(t)
	h.put(200, "", "/locked?object-lock", days("<Mode>GOVERNANCE</Mode><Years>1</Years>"))
	id := field(h.want(200, "", "PUT", "/locked/k", "x"), "x-amz-version-id")
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/locked/k?versionId="+id, "")
	h.want(204, "", "DELETE", "/locked/k?versionId="+id, "", "X-Amz-Bypass-Governance-Retention", "true")
}

// TestLegalHold: S3 PutObjectLegalHold.
func TestLegalHold(t *testing.T) {
	h := locking(t)
	hold := func(status string) string { return "<LegalHold><Status>" + status + "</Status></LegalHold>" }
	h.put(400, "<Code>InvalidRequest</Code>", "/books/k?legal-hold", hold("ON"))
	id := field(h.want(200, "", "PUT", "/locked/k", "x"), "x-amz-version-id")
	h.want(404, "<Code>NoSuchObjectLockConfiguration</Code>", "GET", "/locked/k?legal-hold", "")
	h.put(400, "<Code>MalformedXML</Code>", "/locked/k?legal-hold", hold("on"))
	h.put(200, "", "/locked/k?legal-hold", hold("ON"))
	h.want(200, "<Status>ON</Status>", "GET", "/locked/k?legal-hold", "")
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/locked/k?versionId="+id, "", "X-Amz-Bypass-Governance-Retention", "true")
	h.put(200, "", "/locked/k?legal-hold", hold("OFF"))
	h.want(200, "<Status>OFF</Status>", "GET", "/locked/k?legal-hold", "")
	h.want(204, "", "DELETE", "/locked/k?versionId="+id, "")
}
