package main

import (
	"iter"

	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
)

// The customer's key of the demo, the digest of it, and another key with its digest.
const (
	algorithmLine = "X-Amz-Server-Side-Encryption-Customer-Algorithm: AES256"
	keyLine       = "X-Amz-Server-Side-Encryption-Customer-Key: dGhlIGtleSBvZiB0aGUgZGVtbywgaW4gMzIgYnl0ZXM="
	digestLine    = "X-Amz-Server-Side-Encryption-Customer-Key-Md5: j+RD73btkNG8ZsqaZZ92rQ=="
	otherLine     = "X-Amz-Server-Side-Encryption-Customer-Key: c29tZSBvdGhlciBrZXksIGFzIGxvbmcgYXMgaXQgaXM="
	otherDigest   = "X-Amz-Server-Side-Encryption-Customer-Key-Md5: xCQYT5m+COc1GGVLCZ6YMQ=="
	wholeKey      = algorithmLine + "\n" + keyLine + "\n" + digestLine
)

// Hosts of Amazon's.
const (
	lambdaTarget = "http://ol-123456789012.s3-object-lambda.us-east-1.amazonaws.com/hello.txt"
	pointTarget  = "http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/hello.txt"

	websiteHost   = ".s3-website-us-east-1.amazonaws.com"
	sessionTarget = "https://fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/?session"
	functionHost  = "-111122223333.s3-object-lambda.us-east-1.amazonaws.com/today.txt"
)

// examples are requests that each rule decides. Rules of signatures have vectors instead.
var examples = [...]example{
	{rule: rule.BadRequest, target: "/demo/hello.txt?a=%zz"},
	{rule: rule.InvalidURI, target: "/demo/%ff"},
	{rule: rule.ObjectLambda, target: lambdaTarget, header: "Range: bytes=0-9"},
	{rule: rule.NoAccessPoint, target: pointTarget},
	{rule: rule.Method, method: "PUT", target: "/demo/hello.txt"},
	{rule: rule.MethodUnknown, method: "BREW", target: "/demo/hello.txt"},
	{rule: rule.NoKey, target: "/demo"},
	{rule: rule.SubResource, target: "/demo/hello.txt?acl"},
	{rule: rule.SubResourceMethod, method: "HEAD", target: "/demo/hello.txt?acl"},
	{rule: rule.SelectorConflict, target: "/demo/hello.txt?acl&tagging"},
	{rule: rule.AnnotationName, target: "/demo/hello.txt?annotationName=x"},
	{rule: rule.WebsiteValue, target: "/demo/hello.txt?website="},
	{rule: rule.VersionEmpty, target: "/demo/hello.txt?versionId="},
	{rule: rule.OverrideUnknown, target: "/demo/hello.txt?response-date=x"},
	{rule: rule.OverrideAnonymous, target: "/demo/hello.txt?response-expires=0"},
	{rule: rule.NoSuchBucket, target: "/nowhere/hello.txt"},
	{rule: rule.PermanentRedirect, target: "http://far.s3.us-east-1.amazonaws.com/hello.txt"},
	{rule: rule.OwnerMalformed, target: "/demo/hello.txt", header: "X-Amz-Expected-Bucket-Owner: me"},
	{rule: rule.OwnerDiffers, target: "/demo/hello.txt", header: "X-Amz-Expected-Bucket-Owner: 444455556666"},
	{rule: rule.RequesterPays, as: "owner", target: "/paid/hello.txt"},
	{rule: rule.Denied, as: "nobody", target: "/demo/hello.txt"},
	{rule: rule.PayloadTrailer, as: "owner", target: "/demo/hello.txt",
		header: "Authorization: x\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
	{rule: rule.VersionMalformed, target: "/versions/notes.txt?versionId=1"},
	{rule: rule.DirectoryVersion, as: "owner", target: "/fast--use1-az4--x-s3/hello.txt?versionId=notes.one......................."},
	{rule: rule.RangeAndPart, target: "/demo/parts.txt?partNumber=1", header: "Range: bytes=0-4"},
	{rule: rule.RangeAndPart, target: "/demo/parts.txt?partNumber=0", header: "Range:"},
	{rule: rule.PartNumber, target: "/demo/parts.txt?partNumber=0"},
	{rule: rule.OverrideLatin1, as: "owner", target: "/demo/hello.txt?response-expires=%E2%82%AC"},
	{rule: rule.SSEUploadHeader, target: "/demo/hello.txt", header: "X-Amz-Server-Side-Encryption: AES256"},
	{rule: rule.SSEInsecure, target: "/demo/secret.txt", header: wholeKey},
	{rule: rule.SSENoAlgorithm, target: "https://localhost/demo/secret.txt", header: keyLine + "\n" + digestLine},
	{rule: rule.SSENoKey, target: "https://localhost/demo/secret.txt", header: algorithmLine},
	{rule: rule.SSEKeyShort, target: "https://localhost/demo/secret.txt",
		header: algorithmLine + "\nX-Amz-Server-Side-Encryption-Customer-Key:\n" + digestLine},
	{rule: rule.SSEDigest, target: "https://localhost/demo/secret.txt", header: algorithmLine + "\n" + keyLine + "\n" + otherDigest},
	{rule: rule.SSEAlgorithm, target: "https://localhost/demo/secret.txt",
		header: "X-Amz-Server-Side-Encryption-Customer-Algorithm: AES128\n" + keyLine + "\n" + digestLine},
	{rule: rule.DirectorySSEC, as: "owner", target: "https://localhost/fast--use1-az4--x-s3/hello.txt", header: wholeKey},
	{rule: rule.Host, target: "http://a,b/demo/hello.txt"},
	{rule: rule.ParameterRepeated, target: "/versions/notes.txt?versionId=null&versionId=notes.one.......................", header: "Authorization: x"},
	{rule: rule.NoSuchKey, target: "/demo/nothing.txt"},
	{rule: rule.NoSuchVersion, target: "/versions/notes.txt?versionId=null"},
	{rule: rule.HiddenKey, as: "reader", target: "/demo/nothing.txt"},
	{rule: rule.HiddenKey, as: "reader", target: "/versions/gone.txt"},
	{rule: rule.MarkerCurrent, target: "/versions/gone.txt"},
	{rule: rule.MarkerNamed, target: "/versions/gone.txt?versionId=gone.marker....................."},
	{rule: rule.ModeMissingKey, target: "/demo/nothing.txt", header: "X-Amz-Checksum-Mode: on"},
	{rule: rule.ArchivedClass, target: "/demo/archived.txt"},
	{rule: rule.ArchivedTier, target: "/demo/sunken.txt"},
	{rule: rule.SSENotApplicable, target: "https://localhost/demo/hello.txt", header: wholeKey},
	{rule: rule.SSEKeyRequired, target: "/demo/secret.txt"},
	{rule: rule.SSEWrongKey, target: "https://localhost/demo/secret.txt", header: algorithmLine + "\n" + otherLine + "\n" + otherDigest},
	{rule: rule.KMSDecrypt, as: "reader", target: "/demo/kms.txt"},
	{rule: rule.KMSDisabled, target: "/demo/kms-disabled.txt"},
	{rule: rule.KMSPendingDeletion, target: "/demo/kms-pending.txt"},
	{rule: rule.IfMatch, target: "/demo/hello.txt", header: `If-Match: "another"`},
	{rule: rule.IfUnmodifiedSince, target: "/demo/hello.txt", header: "If-Unmodified-Since: Mon, 06 May 2024 07:08:08 GMT"},
	{rule: rule.IfNoneMatch, target: "/demo/hello.txt", header: `If-None-Match: "3ba5a5bc4a4857dccda453d8bb1c5f00"`},
	{rule: rule.IfModifiedSince, target: "/demo/hello.txt", header: "If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT"},
	{rule: rule.RangeUnsatisfiable, target: "/demo/hello.txt", header: "Range: bytes=100-"},
	{rule: rule.PartBeyond, target: "/demo/parts.txt?partNumber=9"},
	{rule: rule.Whole, target: "/demo/hello.txt"},
	{rule: rule.RangeIgnored, target: "/demo/hello.txt", header: "Range: bytes=0-1,4-5"},
	{rule: rule.IfRange, target: "/demo/hello.txt", header: "Range: bytes=0-4\nIf-Range: \"another\""},
	{rule: rule.Range, target: "/demo/hello.txt", header: "Range: bytes=-5"},
	{rule: rule.Part, target: "/demo/parts.txt?partNumber=2"},
	{rule: rule.PartPlain, target: "/demo/hello.txt?partNumber=1"},
	{rule: rule.PartEmpty, target: "/demo/parts.txt?partNumber=3"},
	{rule: rule.ChecksumMode, target: "/demo/hello.txt", header: "X-Amz-Checksum-Mode: on"},

	{rule: named(s3website.Rules(), "website/no-configuration"), target: "http://demo" + websiteHost + "/"},
	{rule: named(s3website.Rules(), "website/redirect-all"), target: "http://elsewhere" + websiteHost + "/a%20b"},
	{rule: named(s3website.Rules(), "website/route"), target: "http://site" + websiteHost + "/old/page.html"},
	{rule: named(s3website.Rules(), "website/slash"), target: "http://site" + websiteHost + "/new"},
	{rule: named(s3website.Rules(), "website/redirect-location"), target: "http://site" + websiteHost + "/moved.html"},
	{rule: named(s3website.Rules(), "website/error-document"), target: "http://site" + websiteHost + "/nothing.html"},
	{rule: named(s3express.Rules(), "session/mode"), as: "owner", target: sessionTarget, header: "X-Amz-Create-Session-Mode: ReadMost"},
	{rule: named(s3express.Rules(), "session/encryption"), as: "owner", target: sessionTarget, header: "X-Amz-Server-Side-Encryption: aws:fsx"},
	{rule: named(objectlambda.Rules(), "lambda/runtime-error"), as: "owner", target: "https://broken" + functionHost},
	{rule: named(objectlambda.Rules(), "lambda/response-not-received"), as: "owner", target: "https://silent" + functionHost},
	{rule: named(objectlambda.Rules(), "lambda/invalid-response"), as: "owner", target: "https://odd" + functionHost},
}

// named returns the rule of an id, of those of a package.
func named(rules iter.Seq[*rule.Rule], id string) *rule.Rule {
	for r := range rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}
