package rule

// Rules about the bucket and the requester.
var (
	OverrideAnonymous = &Rule{
		ID: "access/override-anonymous", Kind: KindRequired, Code: CodeInvalidRequest,
		Message:  "Request specific response headers cannot be used for anonymous GET requests.",
		Sentence: "Only a signed request overrides response headers.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	NoSuchBucket = &Rule{
		ID: "access/no-bucket", Kind: KindRequired, Code: CodeNoSuchBucket,
		Message:  "The specified bucket does not exist",
		Sentence: "The bucket has to be there, whoever asks.",
		Sections: []string{"S3 Error responses: NoSuchBucket"},
	}
	PermanentRedirect = &Rule{
		ID: "access/region", Kind: KindRequired, Code: CodePermanentRedirect,
		Message:  "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
		Sentence: "A host that names a region has to name the bucket's.",
		Sections: []string{"S3 Error responses: PermanentRedirect", "RFC 9110 §15.4.2"},
	}
	OwnerMalformed = &Rule{
		ID: "access/owner-malformed", Kind: KindObserved, Code: CodeInvalidBucketOwner,
		Sentence: "An expected owner is an account id of twelve digits.",
		Sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"},
	}
	OwnerDiffers = &Rule{
		ID: "access/owner-differs", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Access Denied",
		Sentence: "The bucket has to be the expected owner's.",
		Sections: []string{"S3 GetObject: x-amz-expected-bucket-owner"},
	}
	RequesterPays = &Rule{
		ID: "access/requester-pays", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Access Denied",
		Sentence: "Whoever reads a bucket of another account that is Requester Pays signs and confirms the charge.",
		Sections: []string{"S3 GetObject: x-amz-request-payer"},
	}
	Denied = &Rule{
		ID: "access/denied", Kind: KindRequired, Code: CodeAccessDenied,
		Message:  "Access Denied",
		Sentence: "A read without versionId needs s3:GetObject, and one with it s3:GetObjectVersion.",
		Sections: []string{"S3 GetObject: Permissions"},
	}
)
