package rule

// Rules about the object version, its state and preconditions.
var (
	NoSuchKey = &Rule{
		ID: "locate/no-key", Kind: KindRequired, Code: CodeNoSuchKey,
		Message:  "The specified key does not exist.",
		Sentence: "A key without versions is a 404 to whoever may list the bucket.",
		Sections: []string{"S3 GetObject: Errors", "S3 GetObject: Permissions"},
	}
	NoSuchVersion = &Rule{
		ID: "locate/no-version", Kind: KindRequired, Code: CodeNoSuchVersion,
		Message:  "The specified version does not exist.",
		Sentence: "A version that is not there is a 404 to whoever may list the bucket, even if its key is missing.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	HiddenKey = &Rule{
		ID: "locate/hidden", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Access Denied",
		Sentence: "Whoever may not list the bucket is not told that a key is missing.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
	MarkerCurrent = &Rule{
		ID: "locate/marker-current", Kind: KindRequired, Code: CodeNoSuchKey,
		Message:  "The specified key does not exist.",
		Sentence: "A key whose current version is a delete marker is answered as if it were deleted, and the marker is named.",
		Sections: []string{"S3 GetObject: x-amz-delete-marker"},
	}
	MarkerNamed = &Rule{
		ID: "locate/marker-named", Kind: KindRequired, Code: CodeMethodNotAllowed,
		Message:  "The specified method is not allowed against this resource.",
		Sentence: "A delete marker that is asked for by its id can only be deleted.",
		Sections: []string{"S3 GetObject: x-amz-delete-marker", "RFC 9110 §15.5.6"},
	}
	ModeMissingKey = &Rule{
		ID: "locate/checksum-mode", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Value for x-amz-checksum-mode header is invalid.",
		Sentence: "A GET of a missing key looks at the checksum mode before it tells so, and a HEAD does not.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"},
	}
	ArchivedClass = &Rule{
		ID: "state/archived-class", Kind: KindRequired, Code: CodeInvalidObjectState,
		Message:  "The operation is not valid for the object's storage class",
		Sentence: "An object of an archival class is read after it was restored.",
		Sections: []string{"S3 GetObject: Storage classes"},
	}
	ArchivedTier = &Rule{
		ID: "state/archived-tier", Kind: KindRequired, Code: CodeInvalidObjectState,
		Message:  "The operation is not valid for the object's access tier",
		Sentence: "An object in an archive tier is read after it was restored.",
		Sections: []string{"S3 GetObject: Storage classes"},
	}
	SSENotApplicable = &Rule{
		ID: "state/key-not-applicable", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "The encryption parameters are not applicable to this object.",
		Sentence: "A customer's key is for an object that was stored with one.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEKeyRequired = &Rule{
		ID: "state/key-required", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
		Sentence: "An object that was stored with a customer's key is read with it.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEWrongKey = &Rule{
		ID: "state/key-wrong", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
		Sentence: "The customer's key is the one that the object was stored with.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	KMSDecrypt = &Rule{
		ID: "state/kms-decrypt", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Access Denied",
		Sentence: "An object under a KMS key needs kms:Decrypt.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
	KMSDisabled = &Rule{
		ID: "state/kms-disabled", Kind: KindObserved, Code: CodeKMSDisabled,
		Sentence: "An object under a KMS key that is disabled cannot be read.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	KMSPendingDeletion = &Rule{
		ID: "state/kms-pending-deletion", Kind: KindObserved, Code: CodeKMSInvalidState,
		Sentence: "An object under a KMS key that waits for its deletion cannot be read.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	IfMatch = &Rule{
		ID: "precondition/if-match", Kind: KindRequired, Code: CodePreconditionFailed,
		Message:  "At least one of the pre-conditions you specified did not hold",
		Sentence: "An If-Match that names another representation fails the request.",
		Sections: []string{"RFC 9110 §13.1.1", "RFC 9110 §13.2.2", "S3 GetObject: If-Match"},
	}
	IfUnmodifiedSince = &Rule{
		ID: "precondition/if-unmodified-since", Kind: KindRequired, Code: CodePreconditionFailed,
		Message:  "At least one of the pre-conditions you specified did not hold",
		Sentence: "Without If-Match, an If-Unmodified-Since before the last modification fails the request.",
		Sections: []string{"RFC 9110 §13.1.4", "RFC 9110 §13.2.2", "S3 GetObject: If-Unmodified-Since"},
	}
	IfNoneMatch = &Rule{
		ID: "precondition/if-none-match", Kind: KindRequired,
		Sentence: "An If-None-Match that names the representation is answered 304.",
		Sections: []string{"RFC 9110 §13.1.2", "RFC 9110 §13.2.2", "S3 GetObject: If-None-Match"},
	}
	IfModifiedSince = &Rule{
		ID: "precondition/if-modified-since", Kind: KindRequired,
		Sentence: "Without If-None-Match, an If-Modified-Since at or after the last modification is answered 304.",
		Sections: []string{"RFC 9110 §13.1.3", "RFC 9110 §13.2.2", "S3 GetObject: If-Modified-Since"},
	}
)
