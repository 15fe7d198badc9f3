package sigv4

import "github.com/s3get/s3get/getobject/rule"

// The pages of the vendor's documentation on signatures.
const (
	pageHeader      = "S3 SigV4: Using the Authorization header"
	pageQuery       = "S3 SigV4: Using query parameters"
	pageCalculation = "S3 SigV4: Signature calculations for the Authorization header"
	pageToken       = "S3 SigV4: Making requests with temporary credentials"
)

// The rules of signatures, in the order in which they are asked: of any signed request, of
// the Authorization header, of a presigned URL, of either.
var (
	ruleSignatureTwice = &rule.Rule{
		ID: "signature/twice", Kind: rule.KindObserved, Code: rule.CodeNotImplemented,
		Message:  "A header you provided implies functionality that is not implemented.",
		Sentence: "A request has one Authorization line at most.",
		Sections: []string{pageHeader},
	}
	ruleSignatureMechanisms = &rule.Rule{
		ID: "signature/mechanisms", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
		Sentence: "A request is signed in its header or in its query, and in one form of the query.",
		Sections: []string{pageQuery},
	}
	ruleSignatureVersion2 = &rule.Rule{
		ID: "signature/version-2", Kind: rule.KindRequired, Code: rule.CodeInvalidRequest,
		Message:  "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
		Sentence: "Regions opened after January 2014 take no signature of version 2, and neither does any region here.",
		Sections: []string{pageQuery},
	}
	ruleSignatureAsymmetric = &rule.Rule{
		ID: "signature/asymmetric", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Unsupported Authorization Type",
		Sentence: "An asymmetric signature whose credential is well-formed is refused as one of an unknown type: it is not verified here.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationBlank = &rule.Rule{
		ID: "signature/header-blank", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Authorization header is invalid -- one and only one ' ' (space) required",
		Sentence: "A blank divides the scheme of Authorization from the rest.",
		Sections: []string{pageHeader, "RFC 9110 §11.6.2"},
	}
	ruleAuthorizationType = &rule.Rule{
		ID: "signature/header-type", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Unsupported Authorization Type",
		Sentence: "The scheme of Authorization is one of the vendor's three, in any letter case.",
		Sections: []string{pageHeader, "RFC 9110 §11.1"},
	}
	ruleAuthorizationPayloadMissing = &rule.Rule{
		ID: "signature/header-payload-missing", Kind: rule.KindRequired, Code: rule.CodeInvalidRequest,
		Message:  "Missing required header for this request: x-amz-content-sha256",
		Sentence: "A request signed in its header names the hash of its payload, reads too.",
		Sections: []string{pageCalculation},
	}
	ruleAuthorizationPayload = &rule.Rule{
		ID: "signature/header-payload", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
		Sentence: "The hash of the payload is 64 hexadecimal digits or one of six names.",
		Sections: []string{pageCalculation},
	}
	ruleAuthorizationDate = &rule.Rule{
		ID: "signature/header-date", Kind: rule.KindObserved, Code: rule.CodeAccessDenied,
		Message:  "AWS authentication requires a valid Date or x-amz-date header",
		Sentence: "A request signed in its header has a date since 1970, in x-amz-date or else in Date.",
		Sections: []string{pageHeader, "RFC 9110 §5.6.7"},
	}
	ruleAuthorizationYear = &rule.Rule{
		ID: "signature/header-year", Kind: rule.KindObserved, Code: rule.CodeInternalError,
		Message:  "We encountered an internal error. Please try again.",
		Sentence: "A date past the year 9999 breaks the service.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationSkew = &rule.Rule{
		ID: "signature/header-skew", Kind: rule.KindRequired, Code: rule.CodeRequestTimeTooSkewed,
		Message:  "The difference between the request time and the current time is too large.",
		Sentence: "The date of a request is at most 15 minutes off, either way.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationComponents = &rule.Rule{
		ID: "signature/header-components", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
		Sentence: "Authorization has each of its three components once, and no other.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationCredential = &rule.Rule{
		ID: "signature/header-credential", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Sentence: "The credential has five parts, or four for an asymmetric signature.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationScopeDate = &rule.Rule{
		ID: "signature/header-scope-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Sentence: "The scope begins with a date of eight digits.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationRegionEmpty = &rule.Rule{
		ID: "signature/header-region-empty", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; a non-empty region must be provided in the credential.",
		Sentence: "The scope names a region.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationRegion = &rule.Rule{
		ID: "signature/header-region", Kind: rule.KindRequired, Code: rule.CodeAuthorizationHeaderMalformed,
		Sentence: "The region of the scope is the bucket's.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationService = &rule.Rule{
		ID: "signature/header-service", Kind: rule.KindRequired, Code: rule.CodeAuthorizationHeaderMalformed,
		Sentence: "The service of the scope is s3.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationTerminal = &rule.Rule{
		ID: "signature/header-terminal", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Sentence: "The scope ends with aws4_request.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationDay = &rule.Rule{
		ID: "signature/header-day", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.",
		Sentence: "The date of the scope is the day of the request, in UTC.",
		Sections: []string{pageHeader},
	}
	rulePresignedAlgorithm = &rule.Rule{
		ID: "signature/presigned-algorithm", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"`,
		Sentence: "X-Amz-Algorithm is one of two names, with their letter case.",
		Sections: []string{pageQuery},
	}
	rulePresignedParameters = &rule.Rule{
		ID: "signature/presigned-parameters", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
		Sentence: "A presigned URL has all six parameters of a signature.",
		Sections: []string{pageQuery},
	}
	rulePresignedDate = &rule.Rule{
		ID: "signature/presigned-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
		Sentence: "X-Amz-Date has the basic form of ISO 8601 and no other.",
		Sections: []string{pageQuery},
	}
	rulePresignedExpires = &rule.Rule{
		ID: "signature/presigned-expires", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires should be a number",
		Sentence: "X-Amz-Expires is a decimal integer of 64 bits.",
		Sections: []string{pageQuery},
	}
	rulePresignedNegative = &rule.Rule{
		ID: "signature/presigned-expires-negative", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires must be non-negative",
		Sentence: "A presigned URL lives for a time that is not negative.",
		Sections: []string{pageQuery},
	}
	rulePresignedWeek = &rule.Rule{
		ID: "signature/presigned-expires-week", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
		Sentence: "A presigned URL lives for a week at most, a whole week included.",
		Sections: []string{pageQuery},
	}
	rulePresignedEarly = &rule.Rule{
		ID: "signature/presigned-early", Kind: rule.KindObserved, Code: rule.CodeAccessDenied,
		Message:  "Request is not yet valid",
		Sentence: "A presigned URL is dated at most 15 minutes ahead.",
		Sections: []string{pageQuery},
	}
	rulePresignedExpired = &rule.Rule{
		ID: "signature/presigned-expired", Kind: rule.KindRequired, Code: rule.CodeAccessDenied,
		Message:  "Request has expired",
		Sentence: "A presigned URL ends when the seconds of X-Amz-Expires have passed since X-Amz-Date.",
		Sections: []string{pageQuery},
	}
	rulePresignedCredential = &rule.Rule{
		ID: "signature/presigned-credential", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The credential has five parts, or four for an asymmetric signature.",
		Sections: []string{pageQuery},
	}
	rulePresignedScopeDate = &rule.Rule{
		ID: "signature/presigned-scope-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The scope begins with a date of eight digits.",
		Sections: []string{pageQuery},
	}
	rulePresignedRegionEmpty = &rule.Rule{
		ID: "signature/presigned-region-empty", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "Error parsing the X-Amz-Credential parameter; a non-empty region must be provided in the credential.",
		Sentence: "The scope names a region.",
		Sections: []string{pageQuery},
	}
	rulePresignedRegion = &rule.Rule{
		ID: "signature/presigned-region", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The region of the scope is the bucket's.",
		Sections: []string{pageQuery},
	}
	rulePresignedService = &rule.Rule{
		ID: "signature/presigned-service", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The service of the scope is s3.",
		Sections: []string{pageQuery},
	}
	rulePresignedTerminal = &rule.Rule{
		ID: "signature/presigned-terminal", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The scope ends with aws4_request.",
		Sections: []string{pageQuery},
	}
	rulePresignedDay = &rule.Rule{
		ID: "signature/presigned-day", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Sentence: "The date of the scope is that of X-Amz-Date.",
		Sections: []string{pageQuery},
	}
	ruleUnsignedHeaders = &rule.Rule{
		ID: "signature/unsigned-headers", Kind: rule.KindRequired, Code: rule.CodeAccessDenied,
		Message:  "There were headers present in the request which were not signed",
		Sentence: "Host, Content-MD5 and every x-amz- header that is sent are signed, x-amz-content-sha256 excepted.",
		Sections: []string{pageCalculation},
	}
	ruleAccessKey = &rule.Rule{
		ID: "signature/access-key", Kind: rule.KindRequired, Code: rule.CodeInvalidAccessKeyID,
		Message:  "The AWS Access Key Id you provided does not exist in our records.",
		Sentence: "The access key is known.",
		Sections: []string{pageCalculation},
	}
	ruleTokenMissing = &rule.Rule{
		ID: "signature/token-missing", Kind: rule.KindObserved, Code: rule.CodeInvalidAccessKeyID,
		Message:  "The AWS Access Key Id you provided does not exist in our records.",
		Sentence: "Temporary credentials are unknown without their session token.",
		Sections: []string{pageToken},
	}
	ruleTokenMalformed = &rule.Rule{
		ID: "signature/token-malformed", Kind: rule.KindRequired, Code: rule.CodeInvalidToken,
		Message:  "The provided token is malformed or otherwise invalid.",
		Sentence: "What comes as the token of temporary credentials has the form of one.",
		Sections: []string{pageToken},
	}
	ruleTokenOther = &rule.Rule{
		ID: "signature/token-other", Kind: rule.KindObserved, Code: rule.CodeInvalidAccessKeyID,
		Message:  "The AWS Access Key Id you provided does not exist in our records.",
		Sentence: "Temporary credentials are unknown with the token of another session.",
		Sections: []string{pageToken},
	}
	ruleTokenExpired = &rule.Rule{
		ID: "signature/token-expired", Kind: rule.KindRequired, Code: rule.CodeExpiredToken,
		Message:  "The provided token has expired.",
		Sentence: "Temporary credentials end with their session.",
		Sections: []string{pageToken},
	}
	ruleSignatureMismatch = &rule.Rule{
		ID: "signature/mismatch", Kind: rule.KindRequired, Code: rule.CodeSignatureDoesNotMatch,
		Message:  "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		Sentence: "The signature is the one that the secret key gives for the request as it arrived.",
		Sections: []string{pageCalculation},
	}
	ruleTokenUnexpected = &rule.Rule{
		ID: "signature/token-unexpected", Kind: rule.KindObserved, Code: rule.CodeInvalidToken,
		Message:  "The provided token is malformed or otherwise invalid.",
		Sentence: "Long-lived credentials have no session token.",
		Sections: []string{pageToken},
	}
)
