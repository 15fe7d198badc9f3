package main

import (
	"github.com/s3get/s3get/getobject"
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
)

// examples are requests that each rule decides. Rules of signatures have vectors instead.
var examples = [...]example{
	{rule: getobject.RuleBadRequest, target: "/demo/hello.txt?a=%zz"},
	{rule: getobject.RuleInvalidURI, target: "/demo/%ff"},
	{rule: getobject.RuleObjectLambda, target: lambdaTarget},
	{rule: getobject.RuleNoAccessPoint, target: pointTarget},
	{rule: getobject.RuleMethod, method: "PUT", target: "/demo/hello.txt"},
	{rule: getobject.RuleMethodUnknown, method: "BREW", target: "/demo/hello.txt"},
	{rule: getobject.RuleNoKey, target: "/demo"},
	{rule: getobject.RuleSubResource, target: "/demo/hello.txt?acl"},
	{rule: getobject.RuleSubResourceMethod, method: "HEAD", target: "/demo/hello.txt?acl"},
	{rule: getobject.RuleSelectorConflict, target: "/demo/hello.txt?acl&tagging"},
	{rule: getobject.RuleAnnotationName, target: "/demo/hello.txt?annotationName=x"},
	{rule: getobject.RuleWebsiteValue, target: "/demo/hello.txt?website="},
	{rule: getobject.RuleVersionEmpty, target: "/demo/hello.txt?versionId="},
	{rule: getobject.RuleOverrideUnknown, target: "/demo/hello.txt?response-date=x"},
	{rule: getobject.RuleOverrideAnonymous, target: "/demo/hello.txt?response-expires=0"},
	{rule: getobject.RuleNoSuchBucket, target: "/nowhere/hello.txt"},
	{rule: getobject.RulePermanentRedirect, target: "http://far.s3.us-east-1.amazonaws.com/hello.txt"},
	{rule: getobject.RuleOwnerMalformed, target: "/demo/hello.txt", header: "X-Amz-Expected-Bucket-Owner: me"},
	{rule: getobject.RuleOwnerDiffers, target: "/demo/hello.txt", header: "X-Amz-Expected-Bucket-Owner: 444455556666"},
	{rule: getobject.RuleRequesterPays, as: "owner", target: "/paid/hello.txt"},
	{rule: getobject.RuleDenied, as: "nobody", target: "/demo/hello.txt"},
	{rule: getobject.RulePayloadTrailer, as: "owner", target: "/demo/hello.txt",
		header: "Authorization: x\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
	{rule: getobject.RuleVersionMalformed, target: "/versions/notes.txt?versionId=1"},
	{rule: getobject.RuleDirectoryVersion, as: "owner", target: "/fast--use1-az4--x-s3/hello.txt?versionId=notes.one......................."},
	{rule: getobject.RuleRangeAndPart, target: "/demo/parts.txt?partNumber=1", header: "Range: bytes=0-4"},
	{rule: getobject.RuleRangeAndPart, target: "/demo/parts.txt?partNumber=0", header: "Range:"},
	{rule: getobject.RulePartNumber, target: "/demo/parts.txt?partNumber=0"},
	{rule: getobject.RuleOverrideLatin1, as: "owner", target: "/demo/hello.txt?response-expires=%E2%82%AC"},
	{rule: getobject.RuleSSEUploadHeader, target: "/demo/hello.txt", header: "X-Amz-Server-Side-Encryption: AES256"},
	{rule: getobject.RuleSSEInsecure, target: "/demo/secret.txt", header: wholeKey},
	{rule: getobject.RuleSSENoAlgorithm, target: "https://localhost/demo/secret.txt", header: keyLine + "\n" + digestLine},
	{rule: getobject.RuleSSENoKey, target: "https://localhost/demo/secret.txt", header: algorithmLine},
	{rule: getobject.RuleSSEKeyShort, target: "https://localhost/demo/secret.txt",
		header: algorithmLine + "\nX-Amz-Server-Side-Encryption-Customer-Key:\n" + digestLine},
	{rule: getobject.RuleSSEDigest, target: "https://localhost/demo/secret.txt", header: algorithmLine + "\n" + keyLine + "\n" + otherDigest},
	{rule: getobject.RuleSSEAlgorithm, target: "https://localhost/demo/secret.txt",
		header: "X-Amz-Server-Side-Encryption-Customer-Algorithm: AES128\n" + keyLine + "\n" + digestLine},
	{rule: getobject.RuleDirectorySSEC, as: "owner", target: "https://localhost/fast--use1-az4--x-s3/hello.txt", header: wholeKey},
	{rule: getobject.RuleNoSuchKey, target: "/demo/nothing.txt"},
	{rule: getobject.RuleNoSuchVersion, target: "/versions/notes.txt?versionId=null"},
	{rule: getobject.RuleHiddenKey, as: "reader", target: "/demo/nothing.txt"},
	{rule: getobject.RuleHiddenKey, as: "reader", target: "/versions/gone.txt"},
	{rule: getobject.RuleMarkerCurrent, target: "/versions/gone.txt"},
	{rule: getobject.RuleMarkerNamed, target: "/versions/gone.txt?versionId=gone.marker....................."},
	{rule: getobject.RuleModeMissingKey, target: "/demo/nothing.txt", header: "X-Amz-Checksum-Mode: on"},
	{rule: getobject.RuleArchivedClass, target: "/demo/archived.txt"},
	{rule: getobject.RuleArchivedTier, target: "/demo/sunken.txt"},
	{rule: getobject.RuleSSENotApplicable, target: "https://localhost/demo/hello.txt", header: wholeKey},
	{rule: getobject.RuleSSEKeyRequired, target: "/demo/secret.txt"},
	{rule: getobject.RuleSSEWrongKey, target: "https://localhost/demo/secret.txt", header: algorithmLine + "\n" + otherLine + "\n" + otherDigest},
	{rule: getobject.RuleKMSDecrypt, as: "reader", target: "/demo/kms.txt"},
	{rule: getobject.RuleKMSDisabled, target: "/demo/kms-disabled.txt"},
	{rule: getobject.RuleKMSPendingDeletion, target: "/demo/kms-pending.txt"},
	{rule: getobject.RuleIfMatch, target: "/demo/hello.txt", header: `If-Match: "another"`},
	{rule: getobject.RuleIfUnmodifiedSince, target: "/demo/hello.txt", header: "If-Unmodified-Since: Mon, 06 May 2024 07:08:08 GMT"},
	{rule: getobject.RuleIfNoneMatch, target: "/demo/hello.txt", header: `If-None-Match: "3ba5a5bc4a4857dccda453d8bb1c5f00"`},
	{rule: getobject.RuleIfModifiedSince, target: "/demo/hello.txt", header: "If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT"},
	{rule: getobject.RuleRangeUnsatisfiable, target: "/demo/hello.txt", header: "Range: bytes=100-"},
	{rule: getobject.RulePartBeyond, target: "/demo/parts.txt?partNumber=9"},
	{rule: getobject.RuleWhole, target: "/demo/hello.txt"},
	{rule: getobject.RuleRangeIgnored, target: "/demo/hello.txt", header: "Range: bytes=0-1,4-5"},
	{rule: getobject.RuleIfRange, target: "/demo/hello.txt", header: "Range: bytes=0-4\nIf-Range: \"another\""},
	{rule: getobject.RuleRange, target: "/demo/hello.txt", header: "Range: bytes=-5"},
	{rule: getobject.RulePart, target: "/demo/parts.txt?partNumber=2"},
	{rule: getobject.RulePartPlain, target: "/demo/hello.txt?partNumber=1"},
	{rule: getobject.RulePartEmpty, target: "/demo/parts.txt?partNumber=3"},
	{rule: getobject.RuleChecksumMode, target: "/demo/hello.txt", header: "X-Amz-Checksum-Mode: on"},
}
