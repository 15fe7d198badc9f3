package objectlambda

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

const pageErrors = "S3 Error responses: S3 Object Lambda error codes"

// The rules of functions. S3 Error responses: S3 Object Lambda error codes.
var (
	ruleInvalidResponse = &rule.Rule{
		ID: "lambda/invalid-response", Kind: rule.KindRequired, Code: rule.CodeLambdaInvalidResponse,
		Sentence: "An answer of a function with a status, an error code or a field that S3 does not take is answered 400 LambdaInvalidResponse.",
		Sections: []string{pageErrors, "S3 WriteGetObjectResponse"},
	}
	ruleNotFound = &rule.Rule{
		ID: "lambda/not-found", Kind: rule.KindRequired, Code: rule.CodeLambdaNotFound,
		Sentence: "A read whose function is not there is answered 404 LambdaNotFound.",
		Sections: []string{pageErrors},
	}
	ruleInvocationFailed = &rule.Rule{
		ID: "lambda/invocation-failed", Kind: rule.KindRequired, Code: rule.CodeLambdaInvocationFailed,
		Sentence: "A read whose function cannot be called is answered 400 LambdaInvocationFailed.",
		Sections: []string{pageErrors},
	}
	ruleNotReceived = &rule.Rule{
		ID: "lambda/response-not-received", Kind: rule.KindObserved, Code: rule.CodeLambdaResponseNotReceived,
		Sentence: "A read whose function ends without an answer is answered 500 LambdaResponseNotReceived.",
		Sections: []string{pageErrors},
	}
	ruleRuntimeError = &rule.Rule{
		ID: "lambda/runtime-error", Kind: rule.KindRequired, Code: rule.CodeLambdaRuntimeError,
		Sentence: "A read whose function fails is answered 500 LambdaRuntimeError.",
		Sections: []string{pageErrors},
	}
	ruleTimeout = &rule.Rule{
		ID: "lambda/timeout", Kind: rule.KindRequired, Code: rule.CodeLambdaTimeout,
		Sentence: "A read whose function has not answered after 60 seconds is answered 500 LambdaTimeout.",
		Sections: []string{pageErrors},
	}
)

// Rules returns the rules of functions.
func Rules() iter.Seq[*rule.Rule] {
	return slices.Values([]*rule.Rule{
		ruleNotFound, ruleInvocationFailed, ruleTimeout, ruleRuntimeError, ruleNotReceived, ruleInvalidResponse,
	})
}
