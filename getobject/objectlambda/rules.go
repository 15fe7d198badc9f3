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
		ID: "lambda/invalid-response", Kind: rule.KindRequired, Code: "LambdaInvalidResponse",
		Message:  "The response from the AWS Lambda function is malformed.",
		Sentence: "An answer of a function with a status, an error code or a field that S3 does not take is answered 400 LambdaInvalidResponse.",
		Sections: []string{pageErrors, "S3 WriteGetObjectResponse"},
	}
	ruleNotFound = &rule.Rule{
		ID: "lambda/not-found", Kind: rule.KindRequired, Code: "LambdaNotFound",
		Message:  "The AWS Lambda function was not found.",
		Sentence: "A read whose function is not there is answered 404 LambdaNotFound.",
		Sections: []string{pageErrors},
	}
	ruleInvocationFailed = &rule.Rule{
		ID: "lambda/invocation-failed", Kind: rule.KindRequired, Code: "LambdaInvocationFailed",
		Message:  "AWS Lambda function invocation failed.",
		Sentence: "A read whose function cannot be called is answered 400 LambdaInvocationFailed.",
		Sections: []string{pageErrors},
	}
	ruleNotReceived = &rule.Rule{
		ID: "lambda/response-not-received", Kind: rule.KindObserved, Code: "LambdaResponseNotReceived",
		Message:  "The Lambda exited without successfully calling WriteGetObjectResponse.",
		Sentence: "A read whose function ends without an answer is answered 500 LambdaResponseNotReceived.",
		Sections: []string{pageErrors},
	}
	ruleRuntimeError = &rule.Rule{
		ID: "lambda/runtime-error", Kind: rule.KindRequired, Code: "LambdaRuntimeError",
		Message:  "The Lambda function failed during execution.",
		Sentence: "A read whose function fails is answered 500 LambdaRuntimeError.",
		Sections: []string{pageErrors},
	}
	ruleTimeout = &rule.Rule{
		ID: "lambda/timeout", Kind: rule.KindRequired, Code: "LambdaTimeout",
		Message:  "The Lambda function did not respond in the allowed time.",
		Sentence: "A read whose function has not answered after 60 seconds is answered 500 LambdaTimeout.",
		Sections: []string{pageErrors},
	}
)

// statusOf has the statuses of the codes that are not 500.
var statusOf = map[*rule.Rule]int{ruleInvalidResponse: 400, ruleInvocationFailed: 400, ruleNotFound: 404}

// Rules returns the rules of functions.
func Rules() iter.Seq[*rule.Rule] {
	return slices.Values([]*rule.Rule{
		ruleNotFound, ruleInvocationFailed, ruleTimeout, ruleRuntimeError, ruleNotReceived, ruleInvalidResponse,
	})
}
