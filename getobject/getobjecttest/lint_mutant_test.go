package getobjecttest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/vectors"
)

// lintedFixture is what the mutants are linted over.
const lintedFixture = `{
  "principals": [{"name": "owner"}],
  "buckets": [
    {"name": "b", "versioning": "enabled", "objects": [
      {"key": "k", "versions": [
        {"versionId": "two", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "0123456789"}, "parts": [6, 4]},
        {"versionId": "gone", "deleteMarker": true, "lastModified": "2026-01-01T00:00:00Z"},
        {"lastModified": "2026-01-01T00:00:00Z", "content": {"base64": "YQ=="}}]}]},
    {"name": "never", "objects": [{"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"size": 3}}]}]}`

// The vectors that are mutated: each of them has no fault.
const (
	lintedPart = `{
  "ID": "a/part", "Why": "It is one.", "Spec": ["RFC 9110 §14.4", "S3 GetObject: partNumber"], "Kind": "quirk",
  "Source": "a page", "Rule": "part/multipart",
  "Request": {"Method": "GET", "Bucket": "b", "Key": "k", "As": "owner", "Query": [["partNumber", "2"]]},
  "Expect": {"Status": 206, "Headers": {"ETag": "\"2357d0029380832b13718e0bd7bb6a95-2\"",
    "Last-Modified": "Fri, 02 Jan 2026 03:04:05 GMT", "Content-Range": "bytes 6-9/10", "Content-Length": "4",
    "x-amz-mp-parts-count": "2", "x-amz-version-id": "two"}, "BodyRange": [6, 9]}}`
	lintedWhole = `{
  "ID": "a/whole", "Why": "It is one.", "Spec": ["S3 GetObject"], "Kind": "required", "Source": "a page",
  "Rule": "window/whole", "Request": {"Method": "GET", "Bucket": "never", "Key": "k", "As": "owner"},
  "Expect": {"Status": 200, "Headers": {"ETag": "*", "Content-Length": "3"}, "BodyRange": "all"}}`
	lintedUnmodified = `{
  "ID": "a/not-modified", "Why": "It is one.", "Spec": ["RFC 9110 §13.1.2"], "Kind": "required", "Source": "a page",
  "Rule": "precondition/if-none-match",
  "Request": {"Method": "GET", "Bucket": "never", "Key": "k", "As": "owner", "Headers": [["If-None-Match", "*"]]},
  "Expect": {"Status": 304, "Headers": {"X": "y"}, "BodyRange": "none"}}`
	lintedRefused = `{
  "ID": "a/refused", "Why": "It is one.", "Spec": ["RFC 9110 §13.1.1"], "Kind": "required", "Source": "a page",
  "Rule": "precondition/if-match", "Request": {"Method": "GET", "Bucket": "never", "Key": "k", "As": "owner"},
  "Expect": {"Status": 412, "Headers": {"X": "y"}, "Error": {"Code": "PreconditionFailed",
    "Message": "At least one of the pre-conditions you specified did not hold"},
    "ErrorOrder": ["Code", "Message", "Condition", "RequestId", "HostId"]}}`
	lintedPreflight = `{
  "ID": "a/preflight", "Why": "It is one.", "Spec": ["S3 OPTIONS object"], "Kind": "required", "Source": "a page",
  "Rule": "window/whole", "Request": {"Method": "OPTIONS", "Bucket": "never", "Key": "k"},
  "Expect": {"Status": 200, "Headers": {"Content-Length": "0"}, "BodyRange": "none"}}`
)

// lintMutants are changes of those vectors, and what the linter finds.
var lintMutants = []struct{ base, old, new, want string }{
	{lintedPreflight, `"Content-Length": "0"`, `"Content-Length": "3"`, "Content-Length"},
	{lintedPreflight, `"BodyRange": "none"`, `"BodyRange": "all"`, "bodyRange"},
	{lintedWhole, `"GET"`, `"HEAD"`, "method"},
	{lintedWhole, `a/whole`, `a/whole-head`, "method"},
	{lintedWhole, `It is one.`, `it is none`, "why"},
	{lintedWhole, `a page`, `/etc/page`, "source"},
	{lintedWhole, `a page`, `recorded in /etc/page`, "source"},
	{lintedWhole, `window/whole`, `window/hole`, "rule"},
	{lintedPart, `RFC 9110 §14.4`, `RFC 9110 section 14.4`, "spec"},
	{lintedPart, `RFC 9110 §14.4`, `RFC9110 §14.4`, "spec"},
	{lintedPart, `RFC 9110 §14.4`, `RFC 9110 §14.4.`, "spec"},
	{lintedPart, `S3 GetObject: partNumber`, `GetObject: partNumber`, "spec"},
	{lintedPart, `S3 GetObject: partNumber`, `S3 GetObject: `, "spec"},
	{lintedPart, `"RFC 9110 §14.4", `, ``, "spec: a quirk"},
	{lintedPart, `, "S3 GetObject: partNumber"`, ``, "spec: a quirk"},
	{lintedPart, `"owner"`, `"guest"`, "as"},
	{lintedWhole, `"never"`, `"ever"`, "bucket"},
	{lintedWhole, `"Key": "k"`, `"Key": "l"`, "not there"},
	{lintedPart, `[["partNumber", "2"]]`, `[["partNumber", "2"], ["versionId", "three"]]`, "not there"},
	{lintedPart, `[["partNumber", "2"]]`, `[["partNumber", "2"], ["versionId", "gone"]]`, "not there"},
	{lintedPart, `2357`, `3357`, "ETag"},
	{lintedPart, `6a95-2`, `6a95`, "ETag"},
	{lintedRefused, `"X": "y"`, `"ETag": "\"y\""`, "ETag"},
	{lintedPart, `03:04:05`, `03:04:06`, "Last-Modified"},
	{lintedPart, `Fri, 02 Jan`, `Thu, 02 Jan`, "Last-Modified"},
	{lintedPart, `02 Jan`, `2 Jan`, "Last-Modified"},
	{lintedWhole, `"ETag": "*"`, `"x-amz-version-id": "null"`, "never versioned"},
	{lintedPart, `"two"`, `"null"`, "x-amz-version-id"},
	{lintedPart, `[["partNumber", "2"]]`, `[["partNumber", "2"], ["versionId", "null"]]`, "x-amz-version-id"},
	{lintedPart, `count": "2"`, `count": "3"`, "x-amz-mp-parts-count"},
	{lintedPart, `[["partNumber", "2"]]`, `[]`, "without partNumber"},
	{lintedPart, `"Content-Range": "bytes 6-9/10", `, ``, "Content-Range: absent"},
	{lintedWhole, `"ETag": "*"`, `"Content-Range": "bytes 0-2/3"`, "Content-Range"},
	{lintedPart, `bytes 6-9/10`, `bytes 6-9/*`, "Content-Range"},
	{lintedPart, `bytes 6-9/10`, `bytes=6-9/10`, "Content-Range"},
	{lintedPart, `bytes 6-9/10`, `bytes 06-9/10`, "Content-Range"},
	{lintedPart, `bytes 6-9/10`, `bytes 6-9/11`, "not inside"},
	{lintedPart, `bytes 6-9/10`, `bytes 7-10/10`, "not inside"},
	{lintedPart, `bytes 6-9/10`, `bytes 9-6/10`, "not inside"},
	{lintedPart, `Length": "4"`, `Length": "10"`, "Content-Length"},
	{lintedPart, `[6, 9]`, `[5, 8]`, "bodyRange"},
	{lintedPart, `[6, 9]`, `"all"`, "bodyRange"},
	{lintedWhole, `Length": "3"`, `Length": "2"`, "Content-Length"},
	{lintedWhole, `Length": "3"`, `Length": "03"`, "is no number"},
	{lintedWhole, `Length": "3"`, `Length": "+3"`, "is no number"},
	{lintedWhole, `"all"`, `[0, 2]`, "bodyRange"},
	{lintedWhole, `"all"`, `"none"`, "bodyRange"},
	{lintedWhole, `"GET"`, `"HEAD"`, "bodyRange"},
	{lintedWhole, `, "BodyRange": "all"`, ``, "bodyRange: absent"},
	{lintedUnmodified, `"none"`, `"all"`, "bodyRange"},
	{lintedUnmodified, `"X": "y"`, `"Content-Length": "3"`, "with 304"},
	{lintedUnmodified, `"X": "y"`, `"Content-Type": "text/plain"`, "with 304"},
	{lintedUnmodified, `If-None-Match", "*"`, `Range", "x"`, "without a precondition"},
	{lintedRefused, `"Code": "PreconditionFailed",`, ``, "no Code"},
	{lintedRefused, `["Code", "Message"`, `["Message", "Code"`, "errorOrder"},
	{lintedRefused, `"RequestId", "HostId"]`, `"HostId", "RequestId"]`, "errorOrder"},
	{lintedRefused, `"RequestId", "HostId"]`, `"RequestId"]`, "errorOrder"},
	{lintedRefused, `"Condition", `, `"Code", `, "an element twice"},
	{lintedRefused, `412`, `404`, "status"},
	{lintedRefused, `"PreconditionFailed"`, `"NoSuchKey"`, "error Code"},
	{lintedRefused, `did not hold`, `did not hold.`, "error Message"},
	{lintedRefused, `precondition/if-match`, `locate/no-key`, "status"},
}

// TestLintFails: each check of the linter fails for a vector that it is about, and none
// for the vectors without the fault.
func TestLintFails(t *testing.T) {
	for _, base := range []string{lintedPart, lintedWhole, lintedUnmodified, lintedRefused,
		lintedPreflight, strings.Replace(lintedPreflight, `"Key": "k"`, `"Key": "l"`, 1),
	} {
		if faults := lintText(t, base); len(faults) > 0 {
			t.Errorf("lint(%s) = %q, want none", base, faults)
		}
	}
	for _, m := range lintMutants {
		text := strings.Replace(m.base, m.old, m.new, 1)
		faults := strings.Join(lintText(t, text), "; ")
		if text == m.base || !strings.Contains(faults, m.want) {
			t.Errorf("lint with %s for %s = %q, want %q", m.new, m.old, faults, m.want)
		}
	}
}

func lintText(t *testing.T, text string) []string {
	t.Helper()
	f, err := readLintFixture(vectors.File{Fixture: []byte(lintedFixture)})
	if err != nil {
		t.Fatal(err)
	}
	var v vectors.Vector
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return lint(f, v)
}

// TestLintTwinsFails: the checks between vectors fail.
func TestLintTwinsFails(t *testing.T) {
	var get vectors.Vector
	if err := json.Unmarshal([]byte(lintedWhole), &get); err != nil {
		t.Fatal(err)
	}
	again, head, alike, options := get, get, get, get
	options.ID, options.Request.Method, options.Expect.Status = "a/options", "OPTIONS", 403
	head.ID, head.Request.Method, head.Expect.Status = "a/head", "HEAD", 403
	alike.Rule, alike.Source = "header/etag", "recorded alike in a/whole and a/part; a page"
	twins := vectors.File{Vectors: []vectors.Vector{options, get}}
	if faults := lintTwins(twins, nil); len(faults) > 0 {
		t.Errorf("lintTwins of OPTIONS and GET = %q, want none", faults)
	}
	options.Request.Method = "HEAD"
	preflight := options
	preflight.Request.Method, preflight.Expect.Status = "OPTIONS", 200
	if faults := lintTwins(vectors.File{Vectors: []vectors.Vector{options, preflight}}, nil); len(faults) > 0 {
		t.Errorf("lintTwins of OPTIONS and HEAD = %q, want none", faults)
	}
	for _, tt := range []struct {
		second vectors.Vector
		want   string
	}{
		{again, "asks the same"}, {head, "and its HEAD 403"}, {alike, "refers to a/part"},
	} {
		file := vectors.File{Vectors: []vectors.Vector{get, tt.second}}
		faults := lintTwins(file, map[string]bool{"a/whole": true})
		if len(faults) != 1 || !strings.Contains(faults[0], tt.want) {
			t.Errorf("lintTwins = %q, want %q", faults, tt.want)
		}
	}
}
