package rule

// Rules about failures of the server.
var (
	Internal = &Rule{
		ID: "internal/error", Kind: KindRequired, Code: CodeInternalError,
		Message:  "We encountered an internal error. Please try again.",
		Sentence: "A failure that the request is not to blame for is a 500, and its cause stays in the log.",
		Sections: []string{"S3 Error responses: InternalError", "RFC 9110 §15.6.1"},
	}
	SlowDown = &Rule{
		ID: "internal/slow-down", Kind: KindRequired, Code: CodeSlowDown,
		Message:  "Please reduce your request rate.",
		Sentence: "A store that is overloaded answers 503 SlowDown, on which clients back off.",
		Sections: []string{"S3 Error responses: SlowDown", "RFC 9110 §15.6.4"},
	}
	Unavailable = &Rule{
		ID: "internal/unavailable", Kind: KindRequired, Code: CodeServiceUnavailable,
		Message:  "Service is unable to handle request.",
		Sentence: "A store that cannot be reached answers 503 ServiceUnavailable, which clients retry.",
		Sections: []string{"S3 Error responses: ServiceUnavailable", "RFC 9110 §15.6.4"},
	}
)
