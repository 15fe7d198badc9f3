package s3write_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
)

const enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"

// TestPut reads what was put.
func TestPut(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(200, `Etag: "9dd4e461268c8034f5c8564e155c67a6" | X-Amz-Checksum-Crc64nvme:  | X-Amz-Checksum-Type: FULL_OBJECT | X-Amz-Server-Side-Encryption: AES256 | !X-Amz-Version-Id`,
		"PUT", "/books/a/b%20c", "x",
		"Content-Type", "text/plain", "Cache-Control", "no-store", "Content-Encoding", "aws-chunked, gzip", "X-Amz-Meta-B", "2", "X-Amz-Meta-A", "1",
		"X-Amz-Storage-Class", "STANDARD_IA", "X-Amz-Tagging", "k=v&l=w%20x", "X-Amz-Website-Redirect-Location", "/x")
	w := h.want(200, "Content-Type: text/plain | Cache-Control: no-store | Content-Encoding: gzip | X-Amz-Meta-A: 1 | X-Amz-Meta-B: 2 | X-Amz-Storage-Class: STANDARD_IA | X-Amz-Tagging-Count: 2 | X-Amz-Website-Redirect-Location: /x",
		"GET", "/books/a/b%20c", "")
	if got := w.Body.String(); got != "x" {
		t.Errorf("body = %q, want x", got)
	}
	h.want(200, "<Tag><Key>k</Key><Value>v</Value></Tag><Tag><Key>l</Key><Value>w x</Value></Tag>", "GET", "/books/a/b%20c?tagging", "")
	h.want(200, `X-Amz-Server-Side-Encryption: aws:kms | Aws-Kms-Key-Id: key | !Etag: "9dd4e461268c8034f5c8564e155c67a6"`, "PUT", "/books/kms", "x",
		"X-Amz-Server-Side-Encryption", "aws:kms", "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", "key")
}

// TestPutCustomerKey puts under a customer's key, without which nothing is read.
func TestPutCustomerKey(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	key := []string{
		"X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256",
		"X-Amz-Server-Side-Encryption-Customer-Key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
		"X-Amz-Server-Side-Encryption-Customer-Key-Md5", "KYvwGXoFFJ42a2u2GDWhwQ==",
	}
	h.want(200, "X-Amz-Server-Side-Encryption-Customer-Algorithm: AES256 | Customer-Key-Md5: KYvwGXoFFJ42a2u2GDWhwQ==", "PUT", "/books/k", "x", key...)
	h.want(200, "x", "GET", "/books/k", "", key...)
	h.want(400, "<Code>InvalidRequest</Code>", "GET", "/books/k", "")
	h.want(400, "<Code>InvalidArgument</Code>", "PUT", "/books/l", "x", append(key, "X-Amz-Server-Side-Encryption", "AES256")...)
	h.gone("/books/l")
}

// TestPutRefused: a body that is not what the header says of it, and a header that S3 refuses,
// leave nothing.
func TestPutRefused(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	sum := func(a checksum.Algorithm) string { return checksum.Sum(a, []byte("y")).String() }
	for _, c := range []struct {
		status int
		code   string
		fields []string
	}{
		{400, "BadDigest", []string{"Content-Md5", "QSAGBpy9Jd9Bx4XDQX5MfA=="}},
		{400, "InvalidDigest", []string{"Content-Md5", "x"}},
		{400, "BadDigest", []string{"X-Amz-Checksum-Crc32", sum(checksum.CRC32)}},
		{400, "BadDigest", []string{"X-Amz-Checksum-Crc32c", sum(checksum.CRC32C)}},
		{400, "BadDigest", []string{"X-Amz-Checksum-Crc64nvme", sum(checksum.CRC64NVME)}},
		{400, "BadDigest", []string{"X-Amz-Checksum-Sha1", sum(checksum.SHA1)}},
		{400, "BadDigest", []string{"X-Amz-Checksum-Sha256", sum(checksum.SHA256)}},
		{400, "InvalidRequest", []string{"X-Amz-Checksum-Sha256", "x"}},
		{400, "InvalidRequest", []string{"X-Amz-Checksum-Crc32", sum(checksum.CRC32), "X-Amz-Checksum-Sha1", sum(checksum.SHA1)}},
		{400, "InvalidRequest", []string{"X-Amz-Sdk-Checksum-Algorithm", "CRC32"}},
		{400, "XAmzContentSHA256Mismatch", []string{"X-Amz-Content-Sha256", strings.Repeat("0", 64)}},
		{400, "InvalidArgument", []string{"X-Amz-Content-Sha256", "x"}},
		{501, "NotImplemented", []string{"X-Amz-Content-Sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"}},
		{501, "NotImplemented", []string{"Transfer-Encoding", "chunked"}},
		{411, "MissingContentLength", []string{"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}},
		{400, "MetadataTooLarge", []string{"X-Amz-Meta-A", strings.Repeat("x", 2048)}},
		{400, "InvalidStorageClass", []string{"X-Amz-Storage-Class", "GOLD"}},
		{400, "InvalidArgument", []string{"X-Amz-Tagging", "a=1&a=2"}},
		{400, "InvalidArgument", []string{"X-Amz-Tagging", "a&="}},
		{400, "InvalidTag", []string{"X-Amz-Tagging", "&a?=b"}},
		{400, "InvalidTag", []string{"X-Amz-Tagging", "a=b*&"}},
		{400, "InvalidArgument", []string{"X-Amz-Acl", "nobody"}},
		{400, "BadRequest", []string{"X-Amz-Tagging", "a&b&c&d&e&f&g&h&i&j&k"}},
		{400, "InvalidArgument", []string{"X-Amz-Server-Side-Encryption", "rot13"}},
		{400, "InvalidRequest", []string{"X-Amz-Object-Lock-Mode", "GOVERNANCE"}},
		{400, "AccessControlListNotSupported", []string{"X-Amz-Acl", "public-read"}},
		{400, "InvalidRedirectLocation", []string{"X-Amz-Website-Redirect-Location", "x"}},
		{404, "NoSuchKey", []string{"If-Match", `"x"`}},
		{501, "NotImplemented", []string{"If-None-Match", `"x"`}},
		{501, "NotImplemented", []string{"If-Unmodified-Since", "Fri, 24 May 2013 00:00:00 GMT"}},
	} {
		h.want(c.status, "<Code>"+c.code+"</Code>", "PUT", "/books/k", "x", c.fields...)
	}
	h.want(400, "<Code>InvalidArgument</Code>", "PUT", "/books/k?versionId=null", "x")
	h.want(400, "<Code>KeyTooLongError</Code>", "PUT", "/books/"+strings.Repeat("k", 1025), "x")
	h.want(404, "<Code>NoSuchBucket</Code>", "PUT", "/nowhere/k", "x")
	h.gone("/books/k")
}

// TestPutConditions writes over what there is, or not.
func TestPutConditions(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(200, "", "PUT", "/books/k", "x", "If-None-Match", "*")
	h.want(412, "<Code>PreconditionFailed</Code> | <Condition>If-None-Match</Condition>", "PUT", "/books/k", "y", "If-None-Match", "*")
	h.want(412, "<Condition>If-Match</Condition>", "PUT", "/books/k", "y", "If-Match", `"other"`)
	h.want(200, "x", "GET", "/books/k", "")
	h.want(200, "", "PUT", "/books/k", "y", "If-Match", `"9dd4e461268c8034f5c8564e155c67a6"`)
	h.want(200, "y", "GET", "/books/k", "")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	h.want(204, "", "DELETE", "/books/k", "")
	h.want(404, "", "PUT", "/books/k", "z", "If-Match", `"415290769594460e2e485922904f345d"`)
	h.want(200, "", "PUT", "/books/k", "z", "If-None-Match", "*") // a delete marker is nothing
}

// TestPutVersions puts into buckets with versions.
func TestPutVersions(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	h.want(200, "", "PUT", "/books/k", "null")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	first := field(h.want(200, "", "PUT", "/books/k", "one"), "x-amz-version-id")
	second := field(h.want(200, "", "PUT", "/books/k", "two"), "x-amz-version-id")
	if first == "" || second == "" || first == second {
		t.Fatalf("version ids %q, %q", first, second)
	}
	h.want(200, "one", "GET", "/books/k?versionId="+first, "")
	h.want(200, "null", "GET", "/books/k?versionId=null", "")
	h.want(200, "", "PUT", "/books?versioning", strings.ReplaceAll(enabled, "Enabled", "Suspended"))
	h.want(200, "!X-Amz-Version-Id", "PUT", "/books/k", "three")
	h.want(200, "three", "GET", "/books/k?versionId=null", "")
}
