package rule

// Rules about the form of a request: its target, operation and query.
var (
	Host = &Rule{
		ID: "address/host", Kind: KindGuess, Code: CodeBadRequest,
		Sentence: "A host other than a name or IP address with an optional port is answered 400.",
		Sections: []string{"RFC 3986 §3.2.2", "RFC 9110 §7.2", "S3 Error responses: BadRequest"},
	}
	TargetTooLong = &Rule{
		ID: "address/target", Kind: KindGuess, Code: CodeURITooLong,
		Sentence: "A request target whose path and query exceed 8,192 bytes together is answered 414.",
		Sections: []string{"RFC 9110 §15.5.15"},
	}
	OutsidePrefix = &Rule{
		ID: "address/prefix", Kind: KindGuess, Code: CodeInvalidURI,
		Sentence: "A path outside the prefix of the handler is answered 400, or passed to the next handler if there is one.",
		Sections: []string{"S3 Error responses: InvalidURI"},
	}
	BadRequest = &Rule{
		ID: "address/query", Kind: KindObserved, Code: CodeBadRequest,
		Sentence: "A query with a percent sign that is not followed by two hexadecimal digits is answered 400.",
		Sections: []string{"S3 Error responses: BadRequest"},
	}
	InvalidURI = &Rule{
		ID: "address/utf-8", Kind: KindObserved, Code: CodeInvalidURI,
		Sentence: "A path that is not valid UTF-8 after percent-decoding is answered 400.",
		Sections: []string{"S3 Error responses: InvalidURI"},
	}
	KeyTooLong = &Rule{
		ID: "address/key-length", Kind: KindRequired, Code: CodeKeyTooLong,
		Sentence: "A key longer than 1,024 bytes is answered 400.",
		Sections: []string{"S3 Error responses: KeyTooLongError"},
	}
	HeaderTooLarge = &Rule{
		ID: "address/header-section", Kind: KindObserved, Code: CodeRequestHeaderSectionTooLarge,
		Sentence: "A header section whose field names and values exceed 8,192 bytes together is answered 400.",
		Sections: []string{"S3 Error responses: RequestHeaderSectionTooLarge"},
	}
	PlainHTTP = &Rule{
		ID: "address/plain-http", Kind: KindObserved, Code: CodeTemporaryRedirect,
		Message:  "Please use HTTPS.",
		Sentence: "A request over plain HTTP to the host of an access point for a volume of Amazon FSx, whose alias ends with -ext-s3alias, is redirected to HTTPS with 307.",
		Sections: []string{"S3 User Guide: Access point aliases"},
	}
	ObjectLambda = &Rule{
		ID: "address/object-lambda", Kind: KindObserved, Code: CodeNotImplemented,
		Sentence: "A read with Range or partNumber through an Object Lambda access point is answered 501, unless the access point allows it for its function; without a function the answer is that of its supporting access point.",
		Sections: []string{"S3 GetObject: Object Lambda access points", "S3 User Guide: Working with Range and partNumber headers"},
	}
	NoAccessPoint = &Rule{
		ID: "address/access-point", Kind: KindRequired, Code: CodeNoSuchAccessPoint,
		Sentence: "A host that names an access point that does not exist in the account is answered 404.",
		Sections: []string{"S3 GetObject: Access points"},
	}
	Method = &Rule{
		ID: "route/method", Kind: KindRequired, Code: CodeMethodNotAllowed,
		Sentence: "A method that S3 supports, other than GET, HEAD, and OPTIONS of a bucket or an object, is answered 405.",
		Sections: []string{"RFC 9110 §15.5.6", "S3 Error responses: MethodNotAllowed"},
	}
	MethodUnknown = &Rule{
		ID: "route/method-unknown", Kind: KindObserved, Code: CodeBadRequest,
		Sentence: "A method that S3 does not support is answered 400, as a request that cannot be parsed.",
		Sections: []string{"S3 Error responses: BadRequest"},
	}
	NoKey = &Rule{
		ID: "route/no-key", Kind: KindRequired, Code: CodeNotImplemented,
		Sentence: "A request without a key is a bucket or service operation and is answered 501.",
		Sections: []string{"S3 GetObject: Key"},
	}
	SubResource = &Rule{
		ID: "route/sub-resource", Kind: KindRequired, Code: CodeNotImplemented,
		Sentence: "A GET of a sub-resource is another operation and is answered 501.",
		Sections: []string{"S3 Error responses: NotImplemented"},
	}
	SubResourceMethod = &Rule{
		ID: "route/sub-resource-method", Kind: KindObserved, Code: CodeMethodNotAllowed,
		Sentence: "A sub-resource that does not support the request method is answered 405.",
		Sections: []string{"S3 Error responses: MethodNotAllowed", "RFC 9110 §15.5.6"},
	}
	SelectorConflict = &Rule{
		ID: "query/conflict", Kind: KindObserved, Code: CodeInvalidArgument, Varies: true,
		Sentence: "A query that names more than one sub-resource is answered 400.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	AnnotationName = &Rule{
		ID: "query/annotation-name", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Unexpected query string parameter",
		Sentence: "A read of an object with the request parameter annotationName is answered 400.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	WebsiteValue = &Rule{
		ID: "query/website-value", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "The website parameter must not have a value",
		Sentence: "A website parameter with a value, even an empty one, is answered 400.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	VersionEmpty = &Rule{
		ID: "query/version-empty", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Version id cannot be the empty string",
		Sentence: "An empty versionId is answered 400 before the bucket is looked up.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	OverrideUnknown = &Rule{
		ID: "query/override-unknown", Kind: KindObserved, Code: CodeInvalidArgument, Varies: true,
		Sentence: "A response- parameter other than the six that override a response header is answered 400.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	ParameterRepeated = &Rule{
		ID: "query/repeated", Kind: KindGuess, Code: CodeInvalidArgument,
		Message:  "Conflicting values of one query string parameter",
		Sentence: "A signed request with two different values of versionId, partNumber or one override is answered 400.",
		Sections: []string{"S3 SigV4: Signature calculations for the Authorization header"},
	}
)
