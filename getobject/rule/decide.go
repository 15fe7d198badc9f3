package rule

// Rules about the object version, its state and preconditions.
var (
	NoSuchKey = &Rule{
		ID: "locate/no-key", Kind: KindRequired, Code: CodeNoSuchKey,
		Sentence: "A key that does not exist is answered 404 NoSuchKey if the requester has permission to list the bucket.",
		Sections: []string{"S3 GetObject: Errors", "S3 GetObject: Permissions"},
	}
	NoSuchVersion = &Rule{
		ID: "locate/no-version", Kind: KindRequired, Code: CodeNoSuchVersion,
		Sentence: "A version that does not exist is answered 404 NoSuchVersion if the requester has permission to list the bucket, even if its key is missing.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	HiddenKey = &Rule{
		ID: "locate/hidden", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "A missing key, missing version or current delete marker is answered 403 AccessDenied without the permission to list the bucket.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
	MarkerCurrent = &Rule{
		ID: "locate/marker-current", Kind: KindRequired, Code: CodeNoSuchKey,
		Sentence: "A key whose current version is a delete marker is answered 404 NoSuchKey, with the version ID of the marker.",
		Sections: []string{"S3 GetObject: x-amz-delete-marker"},
	}
	MarkerNamed = &Rule{
		ID: "locate/marker-named", Kind: KindRequired, Code: CodeMethodNotAllowed,
		Sentence: "A versionId that names a delete marker is answered 405 MethodNotAllowed, with Allow: DELETE.",
		Sections: []string{"S3 GetObject: x-amz-delete-marker", "RFC 9110 §15.5.6"},
	}
	ModeMissingKey = &Rule{
		ID: "locate/checksum-mode", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Value for x-amz-checksum-mode header is invalid.",
		Sentence: "A GET of a missing key or version with an invalid checksum mode is answered 400 InvalidRequest, and a HEAD ignores the mode.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"},
	}
	ArchivedClass = &Rule{
		ID: "state/archived-class", Kind: KindRequired, Code: CodeInvalidObjectState,
		Sentence: "A GET of an object in an archive storage class is answered 403 InvalidObjectState until the object is restored.",
		Sections: []string{"S3 GetObject: Storage classes"},
	}
	ArchivedTier = &Rule{
		ID: "state/archived-tier", Kind: KindRequired, Code: CodeInvalidObjectState,
		Message:  "The operation is not valid for the object's access tier",
		Sentence: "A GET of an object in an archive access tier is answered 403 InvalidObjectState until the object is restored.",
		Sections: []string{"S3 GetObject: Storage classes"},
	}
	SSENotApplicable = &Rule{
		ID: "state/key-not-applicable", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "The encryption parameters are not applicable to this object.",
		Sentence: "An SSE-C key for an object that is not stored with SSE-C is answered 400 InvalidRequest.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEKeyRequired = &Rule{
		ID: "state/key-required", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
		Sentence: "A request without an SSE-C key for an object that is stored with SSE-C is answered 400 InvalidRequest.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEWrongKey = &Rule{
		ID: "state/key-wrong", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
		Sentence: "An SSE-C key other than the one that the object is stored with is answered 403 AccessDenied.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	KMSDecrypt = &Rule{
		ID: "state/kms-decrypt", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "A request for an object encrypted with a KMS key is answered 403 AccessDenied without the permission kms:Decrypt.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
	KMSDisabled = &Rule{
		ID: "state/kms-disabled", Kind: KindObserved, Code: CodeKMSDisabled, Varies: true,
		Sentence: "A request for an object whose KMS key is disabled is answered 400 KMS.DisabledException.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	KMSPendingDeletion = &Rule{
		ID: "state/kms-pending-deletion", Kind: KindObserved, Code: CodeKMSInvalidState, Varies: true,
		Sentence: "A request for an object whose KMS key is pending deletion is answered 400 KMS.KMSInvalidStateException.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	IfMatch = &Rule{
		ID: "precondition/if-match", Kind: KindRequired, Code: CodePreconditionFailed,
		Sentence: "An If-Match that does not match the selected representation is answered 412.",
		Sections: []string{"RFC 9110 §13.1.1", "RFC 9110 §13.2.2", "S3 GetObject: If-Match"},
	}
	IfUnmodifiedSince = &Rule{
		ID: "precondition/if-unmodified-since", Kind: KindRequired, Code: CodePreconditionFailed,
		Sentence: "Without If-Match, an If-Unmodified-Since before the last modification is answered 412.",
		Sections: []string{"RFC 9110 §13.1.4", "RFC 9110 §13.2.2", "S3 GetObject: If-Unmodified-Since"},
	}
	IfNoneMatch = &Rule{
		ID: "precondition/if-none-match", Kind: KindRequired,
		Sentence: "An If-None-Match that matches the selected representation is answered 304; the comparison is weak, and a list or * matches too.",
		Sections: []string{"RFC 9110 §13.1.2", "RFC 9110 §13.2.2", "S3 GetObject: If-None-Match"},
	}
	IfModifiedSince = &Rule{
		ID: "precondition/if-modified-since", Kind: KindRequired,
		Sentence: "Without If-None-Match, an If-Modified-Since at or after the last modification is answered 304; one that is no date, or more than 15 minutes ahead, is ignored.",
		Sections: []string{"RFC 9110 §13.1.3", "RFC 9110 §13.2.2", "S3 GetObject: If-Modified-Since"},
	}
)

// Rules about which bytes are sent.
var (
	RangeUnsatisfiable = &Rule{
		ID: "range/unsatisfiable", Kind: KindRequired, Code: CodeInvalidRange,
		Sentence: "A byte range that starts at or past the end of the object, or a suffix of no bytes or of an empty object, is answered 416.",
		Sections: []string{"RFC 9110 §14.1.2", "RFC 9110 §15.5.17", "S3 GetObject: Range"},
	}
	PartBeyond = &Rule{
		ID: "part/beyond", Kind: KindObserved, Code: CodeInvalidPartNumber,
		Sentence: "A partNumber beyond the last part is answered 416, and an object stored by a single PUT has one part.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	Whole = &Rule{
		ID: "window/whole", Kind: KindRequired,
		Sentence: "A request without a Range or partNumber is answered 200 with the whole object.",
		Sections: []string{"RFC 9110 §15.3.1"},
	}
	RangeIgnored = &Rule{
		ID: "range/ignored", Kind: KindQuirk,
		Sentence: "A Range that is malformed, has another unit or has several ranges is ignored and answered 200.",
		Sections: []string{"RFC 9110 §14.2", "S3 GetObject: Range"},
	}
	IfRange = &Rule{
		ID: "range/if-range", Kind: KindRequired,
		Sentence: "A Range whose If-Range does not match the selected representation is ignored.",
		Sections: []string{"RFC 9110 §13.1.5"},
	}
	Range = &Rule{
		ID: "range/satisfied", Kind: KindRequired,
		Sentence: "A satisfiable byte range is answered 206 with that range, even if it covers the whole object.",
		Sections: []string{"RFC 9110 §14.2", "RFC 9110 §15.3.7", "S3 GetObject: Range"},
	}
	Part = &Rule{
		ID: "part/multipart", Kind: KindRequired,
		Sentence: "A part of a multipart object is answered 206 with its bytes and is numbered by its position in the object.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartPlain = &Rule{
		ID: "part/plain", Kind: KindObserved,
		Sentence: "Part 1 of an object stored by a single PUT is answered 206 with the whole object and no parts count.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartEmpty = &Rule{
		ID: "part/empty", Kind: KindGuess,
		Sentence: "A part of zero bytes is answered 200, because a Content-Range cannot describe it.",
		Sections: []string{"RFC 9110 §15.3.7"},
	}
	ChecksumMode = &Rule{
		ID: "checksum/mode", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Value for x-amz-checksum-mode header is invalid.",
		Sentence: "A checksum mode other than ENABLED, in any letter case, is answered 400 if the request is otherwise answered 200 or 206.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"},
	}
)
