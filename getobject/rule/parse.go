package rule

// Rules about the form of a request: its target, operation and query.
var (
	Host = &Rule{
		ID: "address/host", Kind: KindRequired, Code: CodeBadRequest,
		Message:  "An error occurred when parsing the HTTP request.",
		Sentence: "A host is a name or an address, with or without port.",
		Sections: []string{"RFC 3986 §3.2.2", "RFC 9110 §7.2", "S3 Error responses: BadRequest"},
	}
	TargetTooLong = &Rule{
		ID: "address/target", Kind: KindRequired, Code: CodeURITooLong,
		Message:  "The request target exceeds the maximum allowed size.",
		Sentence: "The path and the query have at most 8,192 bytes together.",
		Sections: []string{"RFC 9110 §15.5.15"},
	}
	OutsidePrefix = &Rule{
		ID: "address/prefix", Kind: KindGuess, Code: CodeInvalidURI,
		Message:  "Couldn't parse the specified URI.",
		Sentence: "A path that is not under the prefix of the handler is refused with 400, or passed to the next handler.",
		Sections: []string{"S3 Error responses: InvalidURI"},
	}
	BadRequest = &Rule{
		ID: "address/query", Kind: KindObserved, Code: CodeBadRequest,
		Message:  "An error occurred when parsing the HTTP request.",
		Sentence: "A query whose percent signs do not lead two hexadecimal digits cannot be parsed.",
		Sections: []string{"S3 Error responses: BadRequest"},
	}
	InvalidURI = &Rule{
		ID: "address/utf-8", Kind: KindObserved, Code: CodeInvalidURI,
		Message:  "Couldn't parse the specified URI.",
		Sentence: "A path that is not UTF-8 when it is decoded names no key.",
		Sections: []string{"S3 Error responses: InvalidURI"},
	}
	KeyTooLong = &Rule{
		ID: "address/key-length", Kind: KindRequired, Code: CodeKeyTooLong,
		Message:  "Your key is too long",
		Sentence: "A key has at most 1,024 bytes.",
		Sections: []string{"S3 Error responses: KeyTooLongError"},
	}
	HeaderTooLarge = &Rule{
		ID: "address/header-section", Kind: KindObserved, Code: CodeRequestHeaderSectionTooLarge,
		Message:  "Your request header section exceeds the maximum allowed size.",
		Sentence: "The names and values of the header fields have at most 8,192 bytes together.",
		Sections: []string{"S3 Error responses: RequestHeaderSectionTooLarge"},
	}
	ObjectLambda = &Rule{
		ID: "address/object-lambda", Kind: KindRequired, Code: CodeNotImplemented,
		Message:  "A header you provided implies functionality that is not implemented.",
		Sentence: "An Object Lambda access point whose function is not configured answers no read.",
		Sections: []string{"S3 GetObject: Object Lambda access points"},
	}
	NoAccessPoint = &Rule{
		ID: "address/access-point", Kind: KindRequired, Code: CodeNoSuchAccessPoint,
		Message:  "The specified accesspoint does not exist",
		Sentence: "A host that names an access point needs one of that name and account.",
		Sections: []string{"S3 GetObject: Access points"},
	}
	Method = &Rule{
		ID: "route/method", Kind: KindRequired, Code: CodeMethodNotAllowed,
		Message:  "The specified method is not allowed against this resource.",
		Sentence: "Only GET and HEAD read an object.",
		Sections: []string{"RFC 9110 §15.5.6", "S3 Error responses: MethodNotAllowed"},
	}
	MethodUnknown = &Rule{
		ID: "route/method-unknown", Kind: KindObserved, Code: CodeBadRequest,
		Message:  "An error occurred when parsing the HTTP request.",
		Sentence: "A method that S3 does not know is a request that it cannot parse.",
		Sections: []string{"S3 Error responses: BadRequest"},
	}
	NoKey = &Rule{
		ID: "route/no-key", Kind: KindRequired, Code: CodeNotImplemented,
		Message:  "A header you provided implies functionality that is not implemented.",
		Sentence: "A request without a key is an operation on a bucket or on the service.",
		Sections: []string{"S3 GetObject: Key"},
	}
	SubResource = &Rule{
		ID: "route/sub-resource", Kind: KindRequired, Code: CodeNotImplemented,
		Message:  "A header you provided implies functionality that is not implemented.",
		Sentence: "A GET with a sub-resource is another operation.",
		Sections: []string{"S3 Error responses: NotImplemented"},
	}
	SubResourceMethod = &Rule{
		ID: "route/sub-resource-method", Kind: KindObserved, Code: CodeMethodNotAllowed,
		Message:  "The specified method is not allowed against this resource.",
		Sentence: "A sub-resource is not read by this method.",
		Sections: []string{"S3 Error responses: MethodNotAllowed", "RFC 9110 §15.5.6"},
	}
	SelectorConflict = &Rule{
		ID: "query/conflict", Kind: KindObserved, Code: CodeInvalidArgument,
		Sentence: "A request names one sub-resource at most.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	AnnotationName = &Rule{
		ID: "query/annotation-name", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Unexpected query string parameter",
		Sentence: "An annotation's name belongs to requests for annotations.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	WebsiteValue = &Rule{
		ID: "query/website-value", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "The website parameter must not have a value",
		Sentence: "The website parameter is a bare name.",
		Sections: []string{"S3 Error responses: InvalidArgument"},
	}
	VersionEmpty = &Rule{
		ID: "query/version-empty", Kind: KindObserved, Code: CodeInvalidArgument,
		Message:  "Version id cannot be the empty string",
		Sentence: "A versionId without text is refused before the bucket is looked up.",
		Sections: []string{"S3 GetObject: versionId"},
	}
	OverrideUnknown = &Rule{
		ID: "query/override-unknown", Kind: KindObserved, Code: CodeInvalidArgument,
		Sentence: "Six response headers can be overridden and no other.",
		Sections: []string{"S3 GetObject: Overriding response header values through the request"},
	}
	ParameterRepeated = &Rule{
		ID: "query/repeated", Kind: KindRequired, Code: CodeInvalidArgument,
		Message:  "Conflicting values of one query string parameter",
		Sentence: "A parameter that selects what is sent has one value in a signed request, because the order of parameters is not signed.",
		Sections: []string{"S3 SigV4: Signature calculations for the Authorization header"},
	}
)
