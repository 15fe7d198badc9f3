package rule

// Rules about the bucket and the requester.
var (
	OverrideAnonymous = &Rule{
		ID: "access/override-anonymous", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "Request specific response headers cannot be used for anonymous GET requests.",
		Sentence: "An anonymous request that overrides a response header is answered 400 InvalidRequest.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	NoSuchBucket = &Rule{
		ID: "access/no-bucket", Kind: KindRequired, Code: CodeNoSuchBucket,
		Sentence: "A request to a bucket that does not exist is answered 404 NoSuchBucket, for any requester.",
		Sections: []string{"S3 Error responses: NoSuchBucket"},
	}
	PermanentRedirect = &Rule{
		ID: "access/region", Kind: KindRequired, Code: CodePermanentRedirect,
		Sentence: "A request whose host names a region other than the bucket's is answered 301 PermanentRedirect.",
		Sections: []string{"S3 Error responses: PermanentRedirect", "RFC 9110 §15.4.2"},
	}
	OwnerMalformed = &Rule{
		ID: "access/owner-malformed", Kind: KindObserved, Code: CodeInvalidBucketOwner, Varies: true,
		Sentence: "An expected bucket owner that is not an account ID of twelve digits is answered 400 InvalidBucketOwnerAWSAccountID.",
		Sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"},
	}
	OwnerDiffers = &Rule{
		ID: "access/owner-differs", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "An expected bucket owner that is not the bucket owner is answered 403 AccessDenied.",
		Sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"},
	}
	RequesterPays = &Rule{
		ID: "access/requester-pays", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "A request to a Requester Pays bucket of another account is answered 403 AccessDenied unless it is signed and confirms the charge.",
		Sections: []string{"S3 GetObject: x-amz-request-payer"},
	}
	Denied = &Rule{
		ID: "access/denied", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "A read without the permission s3:GetObject, or s3:GetObjectVersion if it has a versionId, is answered 403 AccessDenied.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
	DeniedExplicitly = &Rule{
		ID: "access/denied-explicitly", Kind: KindRequired, Code: CodeAccessDenied,
		Sentence: "A read that a policy forbids is answered 403 AccessDenied, whatever else allows it.",
		Sections: []string{"IAM User Guide: Policy evaluation logic"},
	}
)
