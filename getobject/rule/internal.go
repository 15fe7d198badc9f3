package rule

// Rules about failures of the server.
var (
	Internal = &Rule{
		ID: "internal/error", Kind: KindRequired, Code: CodeInternalError,
		Sentence: "A failure that the request did not cause is answered 500 InternalError, and its cause is only logged.",
		Sections: []string{"S3 Error responses: InternalError", "RFC 9110 §15.6.1"},
	}
	SlowDown = &Rule{
		ID: "internal/slow-down", Kind: KindRequired, Code: CodeSlowDown,
		Sentence: "A request that fails because the store is overloaded is answered 503 SlowDown, so that clients back off.",
		Sections: []string{"S3 Error responses: SlowDown", "RFC 9110 §15.6.4"},
	}
	Unavailable = &Rule{
		ID: "internal/unavailable", Kind: KindRequired, Code: CodeServiceUnavailable,
		Sentence: "A request that fails because the store is unreachable is answered 503 ServiceUnavailable, so that clients retry.",
		Sections: []string{"S3 Error responses: ServiceUnavailable", "RFC 9110 §15.6.4"},
	}
)
