package sigv4

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

// The pages of the vendor's documentation on signatures.
const (
	pageHeader      = "S3 SigV4: Using the Authorization header"
	pageQuery       = "S3 SigV4: Using query parameters"
	pageCalculation = "S3 SigV4: Signature calculations for the Authorization header"
	pageToken       = "S3 SigV4: Making requests with temporary credentials"
	pageRegionSet   = "IAM User Guide: AWS Signature Version 4 for API requests"
	pagePost        = "S3 SigV4: Authenticating requests in browser-based uploads using POST"
	pageVersion2    = "S3 SigV2: Signing and authenticating REST requests"
)

// The rules of signatures, in the order in which they are asked: of any signed request, of
// the Authorization header, of a presigned URL, of either.
var (
	ruleSignatureTwice = &rule.Rule{
		ID: "signature/twice", Kind: rule.KindObserved, Code: rule.CodeNotImplemented,
		Sentence: "A request with more than one Authorization field line is answered 501.",
		Sections: []string{pageHeader},
	}
	ruleSignatureMechanisms = &rule.Rule{
		ID: "signature/mechanisms", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
		Sentence: "A request signed both in Authorization and in its query, or in two forms in its query, is answered 400.",
		Sections: []string{pageQuery},
	}
	ruleSignatureVersion2 = &rule.Rule{
		ID: "signature/version-2", Kind: rule.KindRequired, Code: rule.CodeInvalidRequest,
		Message:  "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
		Sentence: "A signature of version 2 is answered 400, as in the regions opened after January 2014, unless the server accepts them.",
		Sections: []string{pageQuery},
	}
	ruleAuthorizationBlank = &rule.Rule{
		ID: "signature/header-blank", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Authorization header is invalid -- one and only one ' ' (space) required",
		Sentence: "An Authorization without a space after its scheme is answered 400.",
		Sections: []string{pageHeader, "RFC 9110 §11.6.2"},
	}
	ruleAuthorizationType = &rule.Rule{
		ID: "signature/header-type", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "Unsupported Authorization Type",
		Sentence: "An Authorization scheme other than AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256 or AWS, in any letter case, is answered 400.",
		Sections: []string{pageHeader, "RFC 9110 §11.1"},
	}
	ruleAuthorizationPayloadMissing = &rule.Rule{
		ID: "signature/header-payload-missing", Kind: rule.KindRequired, Code: rule.CodeInvalidRequest,
		Message:  "Missing required header for this request: x-amz-content-sha256",
		Sentence: "A request signed in Authorization without x-amz-content-sha256 is answered 400, even if it is a read.",
		Sections: []string{pageCalculation},
	}
	ruleAuthorizationPayload = &rule.Rule{
		ID: "signature/header-payload", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
		Sentence: "An x-amz-content-sha256 that is neither 64 hexadecimal digits nor one of the six names is answered 400.",
		Sections: []string{pageCalculation},
	}
	ruleAuthorizationDate = &rule.Rule{
		ID: "signature/header-date", Kind: rule.KindObserved, Code: rule.CodeAccessDenied,
		Message:  "AWS authentication requires a valid Date or x-amz-date header",
		Sentence: "A request signed in Authorization without a valid x-amz-date, or else Date, since 1970 is answered 403.",
		Sections: []string{pageHeader, "RFC 9110 §5.6.7"},
	}
	ruleAuthorizationYear = &rule.Rule{
		ID: "signature/header-year", Kind: rule.KindObserved, Code: rule.CodeInternalError,
		Sentence: "A request signed in Authorization with a date after the year 9999 is answered 500.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationSkew = &rule.Rule{
		ID: "signature/header-skew", Kind: rule.KindRequired, Code: rule.CodeRequestTimeTooSkewed,
		Sentence: "A request signed in Authorization with a date more than 15 minutes before or after the server time is answered 403.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationComponents = &rule.Rule{
		ID: "signature/header-components", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
		Sentence: "An Authorization without exactly one Credential, one SignedHeaders and one Signature, and no other component, is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationCredential = &rule.Rule{
		ID: "signature/header-credential", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed, Varies: true,
		Sentence: "A Credential in Authorization without five parts, or four for an asymmetric signature, is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationScopeDate = &rule.Rule{
		ID: "signature/header-scope-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed, Varies: true,
		Sentence: "A Credential in Authorization whose scope does not begin with a date of eight digits is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationRegionEmpty = &rule.Rule{
		ID: "signature/header-region-empty", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; a non-empty region must be provided in the credential.",
		Sentence: "A Credential in Authorization whose scope has an empty region is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationRegion = &rule.Rule{
		ID: "signature/header-region", Kind: rule.KindRequired, Code: rule.CodeAuthorizationHeaderMalformed, Varies: true,
		Sentence: "A Credential in Authorization whose scope has a region other than the bucket's is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationService = &rule.Rule{
		ID: "signature/header-service", Kind: rule.KindRequired, Code: rule.CodeAuthorizationHeaderMalformed, Varies: true,
		Sentence: "A Credential in Authorization whose scope has a service other than s3 or that of the endpoint is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationTerminal = &rule.Rule{
		ID: "signature/header-terminal", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed, Varies: true,
		Sentence: "A Credential in Authorization whose scope does not end with aws4_request is answered 400.",
		Sections: []string{pageHeader},
	}
	ruleAuthorizationDay = &rule.Rule{
		ID: "signature/header-day", Kind: rule.KindObserved, Code: rule.CodeAuthorizationHeaderMalformed,
		Message:  "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.",
		Sentence: "A Credential in Authorization whose scope has a date other than the UTC day of the request is answered 400.",
		Sections: []string{pageHeader},
	}
	rulePresignedAlgorithm = &rule.Rule{
		ID: "signature/presigned-algorithm", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"`,
		Sentence: "An X-Amz-Algorithm other than exactly AWS4-HMAC-SHA256 or AWS4-ECDSA-P256-SHA256 is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedParameters = &rule.Rule{
		ID: "signature/presigned-parameters", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
		Sentence: "A presigned URL without all six signature parameters is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedDate = &rule.Rule{
		ID: "signature/presigned-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
		Sentence: "An X-Amz-Date that is not in the ISO 8601 basic format is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedExpires = &rule.Rule{
		ID: "signature/presigned-expires", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires should be a number",
		Sentence: "An X-Amz-Expires that is not a 64-bit decimal integer is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedNegative = &rule.Rule{
		ID: "signature/presigned-expires-negative", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires must be non-negative",
		Sentence: "An X-Amz-Expires that is negative is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedWeek = &rule.Rule{
		ID: "signature/presigned-expires-week", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
		Sentence: "An X-Amz-Expires of more than 604,800 seconds, one week, is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedEarly = &rule.Rule{
		ID: "signature/presigned-early", Kind: rule.KindObserved, Code: rule.CodeAccessDenied,
		Message:  "Request is not yet valid",
		Sentence: "A presigned URL whose X-Amz-Date is more than 15 minutes in the future is answered 403.",
		Sections: []string{pageQuery},
	}
	rulePresignedExpired = &rule.Rule{
		ID: "signature/presigned-expired", Kind: rule.KindRequired, Code: rule.CodeAccessDenied,
		Message:  "Request has expired",
		Sentence: "A presigned URL used more than X-Amz-Expires seconds after its X-Amz-Date is answered 403.",
		Sections: []string{pageQuery},
	}
	rulePresignedCredential = &rule.Rule{
		ID: "signature/presigned-credential", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential without five parts, or four for an asymmetric signature, is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedScopeDate = &rule.Rule{
		ID: "signature/presigned-scope-date", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential whose scope does not begin with a date of eight digits is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedRegionEmpty = &rule.Rule{
		ID: "signature/presigned-region-empty", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "Error parsing the X-Amz-Credential parameter; a non-empty region must be provided in the credential.",
		Sentence: "An X-Amz-Credential whose scope has an empty region is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedRegion = &rule.Rule{
		ID: "signature/presigned-region", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential whose scope has a region other than the bucket's is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedService = &rule.Rule{
		ID: "signature/presigned-service", Kind: rule.KindRequired, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential whose scope has a service other than s3 or that of the endpoint is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedTerminal = &rule.Rule{
		ID: "signature/presigned-terminal", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential whose scope does not end with aws4_request is answered 400.",
		Sections: []string{pageQuery},
	}
	rulePresignedDay = &rule.Rule{
		ID: "signature/presigned-day", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError, Varies: true,
		Sentence: "An X-Amz-Credential whose scope has a date other than that of X-Amz-Date is answered 400.",
		Sections: []string{pageQuery},
	}
	ruleUnsignedHeaders = &rule.Rule{
		ID: "signature/unsigned-headers", Kind: rule.KindRequired, Code: rule.CodeAccessDenied,
		Message:  "There were headers present in the request which were not signed",
		Sentence: "A signature that does not cover Host and each Content-MD5 or x-amz- header sent, except x-amz-content-sha256, is answered 403.",
		Sections: []string{pageCalculation},
	}
	ruleAccessKey = &rule.Rule{
		ID: "signature/access-key", Kind: rule.KindRequired, Code: rule.CodeInvalidAccessKeyID,
		Sentence: "An access key ID that does not exist is answered 403 InvalidAccessKeyId.",
		Sections: []string{pageCalculation},
	}
	ruleTokenMissing = &rule.Rule{
		ID: "signature/token-missing", Kind: rule.KindObserved, Code: rule.CodeInvalidAccessKeyID,
		Sentence: "Temporary credentials without a session token are answered 403 InvalidAccessKeyId.",
		Sections: []string{pageToken},
	}
	ruleTokenMalformed = &rule.Rule{
		ID: "signature/token-malformed", Kind: rule.KindRequired, Code: rule.CodeInvalidToken,
		Sentence: "Temporary credentials with a malformed session token are answered 400 InvalidToken.",
		Sections: []string{pageToken},
	}
	ruleTokenOther = &rule.Rule{
		ID: "signature/token-other", Kind: rule.KindObserved, Code: rule.CodeInvalidAccessKeyID,
		Sentence: "Temporary credentials with the session token of another session are answered 403 InvalidAccessKeyId.",
		Sections: []string{pageToken},
	}
	ruleTokenExpired = &rule.Rule{
		ID: "signature/token-expired", Kind: rule.KindRequired, Code: rule.CodeExpiredToken,
		Sentence: "Temporary credentials whose session has expired are answered 400 ExpiredToken.",
		Sections: []string{pageToken},
	}
	ruleSessionBucket = &rule.Rule{
		ID: "signature/session-bucket", Kind: rule.KindGuess, Code: rule.CodeAccessDenied,
		Sentence: "The credentials of a session of a directory bucket are answered 403 for any other bucket.",
		Sections: []string{"S3 CreateSession: Response Elements"},
	}
	ruleSignatureMismatch = &rule.Rule{
		ID: "signature/mismatch", Kind: rule.KindRequired, Code: rule.CodeSignatureDoesNotMatch,
		Sentence: "A signature other than the one computed from the secret key and the request as received is answered 403 SignatureDoesNotMatch.",
		Sections: []string{pageCalculation},
	}
	ruleTokenUnexpected = &rule.Rule{
		ID: "signature/token-unexpected", Kind: rule.KindObserved, Code: rule.CodeInvalidToken,
		Sentence: "Long-term credentials with a session token are answered 400 InvalidToken.",
		Sections: []string{pageToken},
	}
)

// Rules returns the rules of signatures in the order in which they are asked.
func Rules() iter.Seq[*rule.Rule] { return slices.Values(rules[:]) }

var rules = [...]*rule.Rule{
	ruleSignatureTwice,
	ruleSignatureMechanisms,
	ruleSignatureVersion2,
	ruleAuthorizationBlank,
	ruleAuthorizationType,
	ruleAuthorizationPayloadMissing,
	ruleAuthorizationPayload,
	ruleAuthorizationDate,
	ruleAuthorizationYear,
	ruleAuthorizationSkew,
	ruleAuthorizationComponents,
	ruleAuthorizationCredential,
	ruleAuthorizationScopeDate,
	ruleAuthorizationRegionEmpty,
	ruleAuthorizationRegion,
	ruleAuthorizationService,
	ruleAuthorizationTerminal,
	ruleAuthorizationDay,
	rulePresignedAlgorithm,
	rulePresignedParameters,
	rulePresignedDate,
	rulePresignedExpires,
	rulePresignedNegative,
	rulePresignedWeek,
	rulePresignedEarly,
	rulePresignedExpired,
	rulePresignedCredential,
	rulePresignedScopeDate,
	rulePresignedRegionEmpty,
	rulePresignedRegion,
	rulePresignedService,
	rulePresignedTerminal,
	rulePresignedDay,
	ruleUnsignedHeaders,
	ruleRegionSetMissing,
	rulePresignedRegionSet,
	ruleRegionSetMismatch,
	ruleVersion2Form,
	ruleVersion2Parameters,
	ruleVersion2Expires,
	ruleVersion2Year,
	ruleVersion2Expired,
	rulePostFields,
	rulePostAlgorithm,
	ruleAccessKey,
	ruleTokenMissing,
	ruleTokenMalformed,
	ruleTokenOther,
	ruleTokenExpired,
	ruleSessionBucket,
	ruleSignatureMismatch,
	ruleTokenUnexpected,
}

// The rules of region sets.
var (
	ruleRegionSetMissing = &rule.Rule{
		ID: "signature/header-region-set", Kind: rule.KindObserved, Code: rule.CodeInvalidRequest,
		Message:  "Missing required header for this request: x-amz-region-set",
		Sentence: "A request with an asymmetric signature in Authorization and without x-amz-region-set is answered 400.",
		Sections: []string{pageRegionSet},
	}
	rulePresignedRegionSet = &rule.Rule{
		ID: "signature/presigned-region-set", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "SigV4a query auth requires a non empty x-amz-region-set parameter.",
		Sentence: "A presigned URL with an asymmetric signature and without X-Amz-Region-Set, or with an empty one, is answered 400.",
		Sections: []string{pageRegionSet},
	}
	ruleRegionSetMismatch = &rule.Rule{
		ID: "signature/region-set-mismatch", Kind: rule.KindObserved, Code: rule.CodeRegionSetMismatch,
		Sentence: "An asymmetric signature whose region set has no entry for the region of the bucket is answered 400 RegionSetMismatch; entries are compared without letter case, and * stands for any text.",
		Sections: []string{pageRegionSet},
	}
)
