package getobject

// The rules of this package, in the order in which they are asked.
const (
	RuleInternal           Rule = iota + 1 // internal/error
	RuleHost                               // address/host
	RuleTargetTooLong                      // address/target
	RuleBadRequest                         // address/query
	RuleInvalidURI                         // address/utf-8
	RuleKeyTooLong                         // address/key-length
	RuleHeaderTooLarge                     // address/header-section
	RuleObjectLambda                       // address/object-lambda
	RuleNoAccessPoint                      // address/access-point
	RuleMethod                             // route/method
	RuleMethodUnknown                      // route/method-unknown
	RuleNoKey                              // route/no-key
	RuleSubResource                        // route/sub-resource
	RuleSubResourceMethod                  // route/sub-resource-method
	RuleSelectorConflict                   // query/conflict
	RuleAnnotationName                     // query/annotation-name
	RuleWebsiteValue                       // query/website-value
	RuleVersionEmpty                       // query/version-empty
	RuleOverrideUnknown                    // query/override-unknown
	RuleParameterRepeated                  // query/repeated
	RuleOverrideAnonymous                  // access/override-anonymous
	RuleNoSuchBucket                       // access/no-bucket
	RulePermanentRedirect                  // access/region
	RuleOwnerMalformed                     // access/owner-malformed
	RuleOwnerDiffers                       // access/owner-differs
	RuleRequesterPays                      // access/requester-pays
	RuleDenied                             // access/denied
	RulePayloadTrailer                     // argument/payload-trailer
	RuleVersionMalformed                   // argument/version-malformed
	RuleDirectoryVersion                   // argument/directory-version
	RuleRangeAndPart                       // argument/range-and-part
	RulePartNumber                         // argument/part-number
	RuleOverrideLatin1                     // argument/override-latin-1
	RuleSSEUploadHeader                    // argument/sse-upload-header
	RuleSSEInsecure                        // ssec/insecure
	RuleSSENoAlgorithm                     // ssec/no-algorithm
	RuleSSENoKey                           // ssec/no-key
	RuleSSEKeyShort                        // ssec/key-too-short
	RuleSSEDigest                          // ssec/digest
	RuleSSEAlgorithm                       // ssec/algorithm
	RuleDirectorySSEC                      // ssec/directory
	RuleNoSuchKey                          // locate/no-key
	RuleNoSuchVersion                      // locate/no-version
	RuleHiddenKey                          // locate/hidden
	RuleMarkerCurrent                      // locate/marker-current
	RuleMarkerNamed                        // locate/marker-named
	RuleModeMissingKey                     // locate/checksum-mode
	RuleArchivedClass                      // state/archived-class
	RuleArchivedTier                       // state/archived-tier
	RuleSSENotApplicable                   // state/key-not-applicable
	RuleSSEKeyRequired                     // state/key-required
	RuleSSEWrongKey                        // state/key-wrong
	RuleKMSDecrypt                         // state/kms-decrypt
	RuleKMSDisabled                        // state/kms-disabled
	RuleKMSPendingDeletion                 // state/kms-pending-deletion
	RuleIfMatch                            // precondition/if-match
	RuleIfUnmodifiedSince                  // precondition/if-unmodified-since
	RuleIfNoneMatch                        // precondition/if-none-match
	RuleIfModifiedSince                    // precondition/if-modified-since
	RuleRangeUnsatisfiable                 // range/unsatisfiable
	RulePartBeyond                         // part/beyond
	RuleWhole                              // window/whole
	RuleRangeIgnored                       // range/ignored
	RuleIfRange                            // range/if-range
	RuleRange                              // range/satisfied
	RulePart                               // part/multipart
	RulePartPlain                          // part/plain
	RulePartEmpty                          // part/empty
	RuleChecksumMode                       // checksum/mode

	ruleCount
)

// rules says what each rule is: its place in vectors and documents, how it is known,
// what it answers where it refuses, and who says so.
var rules = [ruleCount]ruleText{
	RuleInternal: {id: "internal/error", kind: Required, code: InternalError,
		message:  "We encountered an internal error. Please try again.",
		sentence: "A failure that the request is not to blame for is a 500, and its cause stays in the log.",
		sections: []string{"S3 Error responses: InternalError", "RFC 9110 §15.6.1"}},
	RuleHost: {id: "address/host", kind: Required, code: BadRequest,
		message:  "An error occurred when parsing the HTTP request.",
		sentence: "A host is a name or an address, with or without port.",
		sections: []string{"RFC 3986 §3.2.2", "RFC 9110 §7.2", "S3 Error responses: BadRequest"}},
	RuleTargetTooLong: {id: "address/target", kind: Required, code: URITooLong,
		message:  "The request target exceeds the maximum allowed size.",
		sentence: "The path and the query have at most 8,192 bytes together.",
		sections: []string{"RFC 9110 §15.5.15"}},
	RuleBadRequest: {id: "address/query", kind: Observed, code: BadRequest,
		message:  "An error occurred when parsing the HTTP request.",
		sentence: "A query whose percent signs do not lead two hexadecimal digits cannot be parsed.",
		sections: []string{"S3 Error responses: BadRequest"}},
	RuleInvalidURI: {id: "address/utf-8", kind: Observed, code: InvalidURI,
		message:  "Couldn't parse the specified URI.",
		sentence: "A path that is not UTF-8 when it is decoded names no key.",
		sections: []string{"S3 Error responses: InvalidURI"}},
	RuleKeyTooLong: {id: "address/key-length", kind: Required, code: KeyTooLong,
		message:  "Your key is too long",
		sentence: "A key has at most 1,024 bytes.",
		sections: []string{"S3 Error responses: KeyTooLongError"}},
	RuleHeaderTooLarge: {id: "address/header-section", kind: Observed, code: RequestHeaderSectionTooLarge,
		message:  "Your request header section exceeds the maximum allowed size.",
		sentence: "The names and values of the header fields have at most 8,192 bytes together.",
		sections: []string{"S3 Error responses: RequestHeaderSectionTooLarge"}},
	RuleObjectLambda: {id: "address/object-lambda", kind: Required, code: NotImplemented,
		message:  "A header you provided implies functionality that is not implemented.",
		sentence: "An Object Lambda access point whose function is not configured answers no read.",
		sections: []string{"S3 GetObject: Object Lambda access points"}},
	RuleNoAccessPoint: {id: "address/access-point", kind: Required, code: NoSuchAccessPoint,
		message:  "The specified accesspoint does not exist",
		sentence: "A host that names an access point needs one of that name and account.",
		sections: []string{"S3 GetObject: Access points"}},
	RuleMethod: {id: "route/method", kind: Required, code: MethodNotAllowed,
		message:  "The specified method is not allowed against this resource.",
		sentence: "Only GET and HEAD read an object.",
		sections: []string{"RFC 9110 §15.5.6", "S3 Error responses: MethodNotAllowed"}},
	RuleMethodUnknown: {id: "route/method-unknown", kind: Observed, code: BadRequest,
		message:  "An error occurred when parsing the HTTP request.",
		sentence: "A method that S3 does not know is a request that it cannot parse.",
		sections: []string{"S3 Error responses: BadRequest"}},
	RuleNoKey: {id: "route/no-key", kind: Required, code: NotImplemented,
		message:  "A header you provided implies functionality that is not implemented.",
		sentence: "A request without a key is an operation on a bucket or on the service.",
		sections: []string{"S3 GetObject: Key"}},
	RuleSubResource: {id: "route/sub-resource", kind: Required, code: NotImplemented,
		message:  "A header you provided implies functionality that is not implemented.",
		sentence: "A GET with a sub-resource is another operation.",
		sections: []string{"S3 Error responses: NotImplemented"}},
	RuleSubResourceMethod: {id: "route/sub-resource-method", kind: Observed, code: MethodNotAllowed,
		message:  "The specified method is not allowed against this resource.",
		sentence: "A sub-resource is not read by this method.",
		sections: []string{"S3 Error responses: MethodNotAllowed", "RFC 9110 §15.5.6"}},
	RuleSelectorConflict: {id: "query/conflict", kind: Observed, code: InvalidArgument,
		sentence: "A request names one sub-resource at most.",
		sections: []string{"S3 Error responses: InvalidArgument"}},
	RuleAnnotationName: {id: "query/annotation-name", kind: Observed, code: InvalidArgument,
		message:  "Unexpected query string parameter",
		sentence: "An annotation's name belongs to requests for annotations.",
		sections: []string{"S3 Error responses: InvalidArgument"}},
	RuleWebsiteValue: {id: "query/website-value", kind: Observed, code: InvalidArgument,
		message:  "The website parameter must not have a value",
		sentence: "The website parameter is a bare name.",
		sections: []string{"S3 Error responses: InvalidArgument"}},
	RuleVersionEmpty: {id: "query/version-empty", kind: Observed, code: InvalidArgument,
		message:  "Version id cannot be the empty string",
		sentence: "A versionId without text is refused before the bucket is looked up.",
		sections: []string{"S3 GetObject: versionId"}},
	RuleOverrideUnknown: {id: "query/override-unknown", kind: Observed, code: InvalidArgument,
		sentence: "Six response headers can be overridden and no other.",
		sections: []string{"S3 GetObject: Overriding response header values through the request"}},
	RuleParameterRepeated: {id: "query/repeated", kind: Required, code: InvalidArgument,
		message:  "Conflicting values of one query string parameter",
		sentence: "A parameter that selects what is sent has one value in a signed request, because the order of parameters is not signed.",
		sections: []string{pageCalculation}},
	RuleOverrideAnonymous: {id: "access/override-anonymous", kind: Required, code: InvalidRequest,
		message:  "Request specific response headers cannot be used for anonymous GET requests.",
		sentence: "Only a signed request overrides response headers.",
		sections: []string{"S3 GetObject: Overriding response header values through the request"}},
	RuleNoSuchBucket: {id: "access/no-bucket", kind: Required, code: NoSuchBucket,
		message:  "The specified bucket does not exist",
		sentence: "The bucket has to be there, whoever asks.",
		sections: []string{"S3 Error responses: NoSuchBucket"}},
	RulePermanentRedirect: {id: "access/region", kind: Required, code: PermanentRedirect,
		message:  "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
		sentence: "A host that names a region has to name the bucket's.",
		sections: []string{"S3 Error responses: PermanentRedirect", "RFC 9110 §15.4.2"}},
	RuleOwnerMalformed: {id: "access/owner-malformed", kind: Observed, code: InvalidBucketOwner,
		sentence: "An expected owner is an account id of twelve digits.",
		sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"}},
	RuleOwnerDiffers: {id: "access/owner-differs", kind: Required, code: AccessDenied,
		message:  "Access Denied",
		sentence: "The bucket has to be the expected owner's.",
		sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"}},
	RuleRequesterPays: {id: "access/requester-pays", kind: Required, code: AccessDenied,
		message:  "Access Denied",
		sentence: "Whoever reads a bucket of another account that is Requester Pays signs and confirms the charge.",
		sections: []string{"S3 GetObject: x-amz-request-payer"}},
	RuleDenied: {id: "access/denied", kind: Required, code: AccessDenied,
		message:  "Access Denied",
		sentence: "A read without versionId needs s3:GetObject, and one with it s3:GetObjectVersion.",
		sections: []string{"S3 GetObject: Permissions"}},
	RulePayloadTrailer: {id: "argument/payload-trailer", kind: Observed, code: InvalidRequest,
		message:  "The value of x-amz-content-sha256 header is invalid.",
		sentence: "A read has no body whose trailer a payload hash could announce.",
		sections: []string{"S3 SigV4: Signature calculations for the Authorization header"}},
	RuleVersionMalformed: {id: "argument/version-malformed", kind: Observed, code: InvalidArgument,
		message:  "Invalid version id specified",
		sentence: "A version id is null or has the form that the service gives out, and is known to a bucket that was versioned.",
		sections: []string{"S3 GetObject: versionId"}},
	RuleDirectoryVersion: {id: "argument/directory-version", kind: Required, code: InvalidArgument,
		message:  "Invalid version id specified",
		sentence: "A directory bucket has null versions only.",
		sections: []string{"S3 GetObject: versionId"}},
	RuleRangeAndPart: {id: "argument/range-and-part", kind: Observed, code: InvalidRequest,
		message:  "Cannot specify both Range header and partNumber query parameter",
		sentence: "A Range, even an empty one, and a partNumber exclude each other.",
		sections: []string{"S3 GetObject: partNumber"}},
	RulePartNumber: {id: "argument/part-number", kind: Required, code: InvalidArgument,
		message:  "Part number must be an integer between 1 and 10000, inclusive",
		sentence: "A part number is written in digits and lies between 1 and 10,000.",
		sections: []string{"S3 GetObject: partNumber"}},
	RuleOverrideLatin1: {id: "argument/override-latin-1", kind: Observed, code: InvalidArgument,
		message:  "Header value cannot be represented using ISO-8859-1.",
		sentence: "An override is text that a header can carry.",
		sections: []string{"S3 GetObject: Overriding response header values through the request"}},
	RuleSSEUploadHeader: {id: "argument/sse-upload-header", kind: Required, code: InvalidArgument,
		message:  "x-amz-server-side-encryption header is not supported for this operation.",
		sentence: "The header that chooses an encryption belongs to uploads.",
		sections: []string{"S3 GetObject: Encryption"}},
	RuleSSEInsecure: {id: "ssec/insecure", kind: Required, code: InvalidArgument,
		message:  "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.",
		sentence: "A customer's key travels over TLS only.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleSSENoAlgorithm: {id: "ssec/no-algorithm", kind: Required, code: InvalidArgument,
		message:  "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
		sentence: "A customer's key or its digest comes with an algorithm.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"}},
	RuleSSENoKey: {id: "ssec/no-key", kind: Required, code: InvalidArgument,
		message:  "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
		sentence: "An algorithm comes with a customer's key.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleSSEKeyShort: {id: "ssec/key-too-short", kind: Observed, code: InvalidArgument,
		message:  "The secret key was invalid - too short.",
		sentence: "A customer's key decodes to one byte at least.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleSSEDigest: {id: "ssec/digest", kind: Required, code: InvalidArgument,
		message:  "The calculated MD5 hash of the key did not match the hash that was provided.",
		sentence: "The digest, if there is one, is the base64 text of the MD5 of the key.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key-MD5"}},
	RuleSSEAlgorithm: {id: "ssec/algorithm", kind: Required, code: InvalidEncryptionAlgorithm,
		message:  "The Encryption request you specified is not valid. Supported value: AES256.",
		sentence: "The algorithm is AES256.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"}},
	RuleDirectorySSEC: {id: "ssec/directory", kind: Required, code: NotImplemented,
		message:  "A header you provided implies functionality that is not implemented.",
		sentence: "A directory bucket has no customer's keys.",
		sections: []string{"S3 GetObject: Encryption"}},
	RuleNoSuchKey: {id: "locate/no-key", kind: Required, code: NoSuchKey,
		message:  "The specified key does not exist.",
		sentence: "A key without versions is a 404 to whoever may list the bucket.",
		sections: []string{"S3 GetObject: Errors", "S3 GetObject: Permissions"}},
	RuleNoSuchVersion: {id: "locate/no-version", kind: Required, code: NoSuchVersion,
		message:  "The specified version does not exist.",
		sentence: "A version that is not there is a 404 to whoever may list the bucket, even if its key is missing.",
		sections: []string{"S3 GetObject: versionId"}},
	RuleHiddenKey: {id: "locate/hidden", kind: Required, code: AccessDenied,
		message:  "Access Denied",
		sentence: "Whoever may not list the bucket is not told that a key is missing.",
		sections: []string{"S3 GetObject: Permissions"}},
	RuleMarkerCurrent: {id: "locate/marker-current", kind: Required, code: NoSuchKey,
		message:  "The specified key does not exist.",
		sentence: "A key whose current version is a delete marker is answered as if it were deleted, and the marker is named.",
		sections: []string{"S3 GetObject: x-amz-delete-marker"}},
	RuleMarkerNamed: {id: "locate/marker-named", kind: Required, code: MethodNotAllowed,
		message:  "The specified method is not allowed against this resource.",
		sentence: "A delete marker that is asked for by its id can only be deleted.",
		sections: []string{"S3 GetObject: x-amz-delete-marker", "RFC 9110 §15.5.6"}},
	RuleModeMissingKey: {id: "locate/checksum-mode", kind: Observed, code: InvalidRequest,
		message:  "Value for x-amz-checksum-mode header is invalid.",
		sentence: "A GET of a missing key looks at the checksum mode before it tells so, and a HEAD does not.",
		sections: []string{"S3 GetObject: x-amz-checksum-mode"}},
	RuleArchivedClass: {id: "state/archived-class", kind: Required, code: InvalidObjectState,
		message:  "The operation is not valid for the object's storage class",
		sentence: "An object of an archival class is read after it was restored.",
		sections: []string{"S3 GetObject: Storage classes"}},
	RuleArchivedTier: {id: "state/archived-tier", kind: Required, code: InvalidObjectState,
		message:  "The operation is not valid for the object's access tier",
		sentence: "An object in an archive tier is read after it was restored.",
		sections: []string{"S3 GetObject: Storage classes"}},
	RuleSSENotApplicable: {id: "state/key-not-applicable", kind: Required, code: InvalidRequest,
		message:  "The encryption parameters are not applicable to this object.",
		sentence: "A customer's key is for an object that was stored with one.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleSSEKeyRequired: {id: "state/key-required", kind: Required, code: InvalidRequest,
		message:  "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
		sentence: "An object that was stored with a customer's key is read with it.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleSSEWrongKey: {id: "state/key-wrong", kind: Required, code: AccessDenied,
		message:  "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
		sentence: "The customer's key is the one that the object was stored with.",
		sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"}},
	RuleKMSDecrypt: {id: "state/kms-decrypt", kind: Required, code: AccessDenied,
		message:  "Access Denied",
		sentence: "An object under a KMS key needs kms:Decrypt.",
		sections: []string{"S3 GetObject: Permissions"}},
	RuleKMSDisabled: {id: "state/kms-disabled", kind: Observed, code: KMSDisabled,
		sentence: "An object under a KMS key that is disabled cannot be read.",
		sections: []string{"S3 GetObject: Encryption"}},
	RuleKMSPendingDeletion: {id: "state/kms-pending-deletion", kind: Observed, code: KMSInvalidState,
		sentence: "An object under a KMS key that waits for its deletion cannot be read.",
		sections: []string{"S3 GetObject: Encryption"}},
	RuleIfMatch: {id: "precondition/if-match", kind: Required, code: PreconditionFailed,
		message:  "At least one of the pre-conditions you specified did not hold",
		sentence: "An If-Match that names another representation fails the request.",
		sections: []string{"RFC 9110 §13.1.1", "RFC 9110 §13.2.2", "S3 GetObject: If-Match"}},
	RuleIfUnmodifiedSince: {id: "precondition/if-unmodified-since", kind: Required, code: PreconditionFailed,
		message:  "At least one of the pre-conditions you specified did not hold",
		sentence: "Without If-Match, an If-Unmodified-Since before the last modification fails the request.",
		sections: []string{"RFC 9110 §13.1.4", "RFC 9110 §13.2.2", "S3 GetObject: If-Unmodified-Since"}},
	RuleIfNoneMatch: {id: "precondition/if-none-match", kind: Required,
		sentence: "An If-None-Match that names the representation is answered 304.",
		sections: []string{"RFC 9110 §13.1.2", "RFC 9110 §13.2.2", "S3 GetObject: If-None-Match"}},
	RuleIfModifiedSince: {id: "precondition/if-modified-since", kind: Required,
		sentence: "Without If-None-Match, an If-Modified-Since at or after the last modification is answered 304.",
		sections: []string{"RFC 9110 §13.1.3", "RFC 9110 §13.2.2", "S3 GetObject: If-Modified-Since"}},
	RuleRangeUnsatisfiable: {id: "range/unsatisfiable", kind: Required, code: InvalidRange,
		message:  "The requested range is not satisfiable",
		sentence: "A range that begins at or past the end of the object, or takes the last none of it, is not satisfiable.",
		sections: []string{"RFC 9110 §14.1.2", "RFC 9110 §15.5.17", "S3 GetObject: Range"}},
	RulePartBeyond: {id: "part/beyond", kind: Observed, code: InvalidPartNumber,
		message:  "The requested partnumber is not satisfiable",
		sentence: "A part beyond the last is not satisfiable; an object stored by one PUT has one.",
		sections: []string{"S3 GetObject: partNumber"}},
	RuleWhole: {id: "window/whole", kind: Required,
		sentence: "A request for no part of the object is answered 200 with all of it.",
		sections: []string{"RFC 9110 §15.3.1"}},
	RuleRangeIgnored: {id: "range/ignored", kind: Quirk,
		sentence: "A Range that is malformed, of another unit, or of several ranges is ignored.",
		sections: []string{"RFC 9110 §14.2", "S3 GetObject: Range"}},
	RuleIfRange: {id: "range/if-range", kind: Required,
		sentence: "A Range whose If-Range names another representation is ignored.",
		sections: []string{"RFC 9110 §13.1.5"}},
	RuleRange: {id: "range/satisfied", kind: Required,
		sentence: "A satisfiable range is answered 206 with that range, even if it is all of the object.",
		sections: []string{"RFC 9110 §14.2", "RFC 9110 §15.3.7", "S3 GetObject: Range"}},
	RulePart: {id: "part/multipart", kind: Required,
		sentence: "A part of a multipart upload is answered 206 with its bytes, by its position.",
		sections: []string{"S3 GetObject: partNumber"}},
	RulePartPlain: {id: "part/plain", kind: Observed,
		sentence: "The first part of an object stored by one PUT is answered 206 with all of it and counts no parts.",
		sections: []string{"S3 GetObject: partNumber"}},
	RulePartEmpty: {id: "part/empty", kind: Required,
		sentence: "A part without bytes has no range that a 206 could name and is answered 200.",
		sections: []string{"RFC 9110 §15.3.7"}},
	RuleChecksumMode: {id: "checksum/mode", kind: Observed, code: InvalidRequest,
		message:  "Value for x-amz-checksum-mode header is invalid.",
		sentence: "The checksum mode of a read that could be answered is ENABLED in any letter case.",
		sections: []string{"S3 GetObject: x-amz-checksum-mode"}},
}
