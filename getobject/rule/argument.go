package rule

// Rules about the values of request parameters and encryption headers.
var (
	PayloadTrailer = &Rule{
		ID: "argument/payload-trailer", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "The value of x-amz-content-sha256 header is invalid.",
		Sentence: "A read has no body whose trailer a payload hash could announce.",
		Sections: []string{"S3 SigV4: Signature calculations for the Authorization header"},
	}
	VersionMalformed = &Rule{
		ID: "argument/version-malformed", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Invalid version id specified",
		Sentence: "A version id is null or has the form that the service gives out, and is known to a bucket that was versioned.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	DirectoryVersion = &Rule{
		ID: "argument/directory-version", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Invalid version id specified",
		Sentence: "A directory bucket has null versions only.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	RangeAndPart = &Rule{
		ID: "argument/range-and-part", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Cannot specify both Range header and partNumber query parameter",
		Sentence: "A Range, even an empty one, and a partNumber exclude each other.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartNumber = &Rule{
		ID: "argument/part-number", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Part number must be an integer between 1 and 10000, inclusive",
		Sentence: "A part number is written in digits and lies between 1 and 10,000.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	OverrideLatin1 = &Rule{
		ID: "argument/override-latin-1", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Header value cannot be represented using ISO-8859-1.",
		Sentence: "An override is text that a header can carry.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	SSEUploadHeader = &Rule{
		ID: "argument/sse-upload-header", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "x-amz-server-side-encryption header is not supported for this operation.",
		Sentence: "The header that chooses an encryption belongs to uploads.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
	SSEInsecure = &Rule{
		ID: "ssec/insecure", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.",
		Sentence: "A customer's key travels over TLS only.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSENoAlgorithm = &Rule{
		ID: "ssec/no-algorithm", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
		Sentence: "A customer's key or its digest comes with an algorithm.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"},
	}
	SSENoKey = &Rule{
		ID: "ssec/no-key", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
		Sentence: "An algorithm comes with a customer's key.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEKeyShort = &Rule{
		ID: "ssec/key-too-short", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "The secret key was invalid - too short.",
		Sentence: "A customer's key decodes to one byte at least.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key"},
	}
	SSEDigest = &Rule{
		ID: "ssec/digest", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "The calculated MD5 hash of the key did not match the hash that was provided.",
		Sentence: "The digest, if there is one, is the base64 text of the MD5 of the key.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-key-MD5"},
	}
	SSEAlgorithm = &Rule{
		ID: "ssec/algorithm", Kind: KindRequired, Code: CodeInvalidEncryptionAlgorithm,
		Message:  "The Encryption request you specified is not valid. Supported value: AES256.",
		Sentence: "The algorithm is AES256.",
		Sections: []string{"S3 GetObject: x-amz-server-side-encryption-customer-algorithm"},
	}
	DirectorySSEC = &Rule{
		ID: "ssec/directory", Kind: KindRequired, Code: CodeNotImplemented,
		Message:  "A header you provided implies functionality that is not implemented.",
		Sentence: "A directory bucket has no customer's keys.",
		Sections: []string{"S3 GetObject: Encryption"},
	}
)
