package rule

// Rules about the values of request parameters and encryption headers.
var (
	PayloadTrailer = &Rule{
		ID: "argument/payload-trailer", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "The value of x-amz-content-sha256 header is invalid.",
		Sentence: "An x-amz-content-sha256 that announces a trailer is answered 400, because a read has no body.",
		Sections: []string{"S3 SigV4: Signature calculations for the Authorization header"},
	}
	VersionMalformed = &Rule{
		ID: "argument/version-malformed", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Invalid version id specified",
		Sentence: "A versionId that is malformed, or other than null in a bucket that never had versioning, is answered 400.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	DirectoryVersion = &Rule{
		ID: "argument/directory-version", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Invalid version id specified",
		Sentence: "A versionId other than null is answered 400 for a directory bucket.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	RangeAndPart = &Rule{
		ID: "argument/range-and-part", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Cannot specify both Range header and partNumber query parameter",
		Sentence: "A Range, even an empty one, together with a partNumber is answered 400.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartNumber = &Rule{
		ID: "argument/part-number", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Part number must be an integer between 1 and 10000, inclusive",
		Sentence: "A partNumber that is not an integer from 1 to 10,000 in decimal digits is answered 400.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	OverrideLatin1 = &Rule{
		ID: "argument/override-latin-1", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Header value cannot be represented using ISO-8859-1.",
		Sentence: "An override that has control characters or cannot be encoded in ISO-8859-1 is answered 400.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	SSEUploadHeader = &Rule{
		ID: "argument/sse-upload-header", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "x-amz-server-side-encryption header is not supported for this operation.",
		Sentence: "A read with x-amz-server-side-encryption, a request header for uploads, is answered 400.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	SSEInsecure = &Rule{
		ID: "ssec/insecure", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.",
		Sentence: "An SSE-C header in a request that is not made over TLS is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSENoAlgorithm = &Rule{
		ID: "ssec/no-algorithm", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
		Sentence: "An SSE-C key or key MD5 without an algorithm is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"},
	}
	SSENoKey = &Rule{
		ID: "ssec/no-key", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
		Sentence: "An SSE-C algorithm without a key is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEKeyShort = &Rule{
		ID: "ssec/key-too-short", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "The secret key was invalid - too short.",
		Sentence: "An SSE-C key that decodes to zero bytes is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEDigest = &Rule{
		ID: "ssec/digest", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "The calculated MD5 hash of the key did not match the hash that was provided.",
		Sentence: "An SSE-C key MD5 that is not the base64 text of the MD5 digest of the key is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key-MD5"},
	}
	SSEAlgorithm = &Rule{
		ID: "ssec/algorithm", Kind: KindRequired, Code: CodeInvalidEncryptionAlgorithm,
		Sentence: "An SSE-C algorithm other than AES256 is answered 400.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"},
	}
	DirectorySSEC = &Rule{
		ID: "ssec/directory", Kind: KindRequired, Code: CodeNotImplemented,
		Sentence: "An SSE-C key in a request to a directory bucket is answered 501.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
)
