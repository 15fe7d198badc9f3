package getobject

// signatureBase is where the rules of signatures begin, so that they can grow apart
// from the others.
const signatureBase Rule = 512

// The rules by which package sigv4 decides, in the order in which they are asked: of
// any claim, of the Authorization header, of a presigned URL, of either.
const (
	RuleSignatureTwice      Rule = iota + signatureBase // signature/twice
	RuleSignatureMechanisms                             // signature/mechanisms
	RuleSignatureVersion2                               // signature/version-2
	RuleSignatureAsymmetric                             // signature/asymmetric

	RuleAuthorizationBlank          // signature/header-blank
	RuleAuthorizationType           // signature/header-type
	RuleAuthorizationPayloadMissing // signature/header-payload-missing
	RuleAuthorizationPayload        // signature/header-payload
	RuleAuthorizationDate           // signature/header-date
	RuleAuthorizationYear           // signature/header-year
	RuleAuthorizationSkew           // signature/header-skew
	RuleAuthorizationComponents     // signature/header-components
	RuleAuthorizationCredential     // signature/header-credential
	RuleAuthorizationScopeDate      // signature/header-scope-date
	RuleAuthorizationRegionEmpty    // signature/header-region-empty
	RuleAuthorizationRegion         // signature/header-region
	RuleAuthorizationService        // signature/header-service
	RuleAuthorizationTerminal       // signature/header-terminal
	RuleAuthorizationDay            // signature/header-day

	RulePresignedAlgorithm   // signature/presigned-algorithm
	RulePresignedParameters  // signature/presigned-parameters
	RulePresignedDate        // signature/presigned-date
	RulePresignedExpires     // signature/presigned-expires
	RulePresignedNegative    // signature/presigned-expires-negative
	RulePresignedWeek        // signature/presigned-expires-week
	RulePresignedEarly       // signature/presigned-early
	RulePresignedExpired     // signature/presigned-expired
	RulePresignedCredential  // signature/presigned-credential
	RulePresignedScopeDate   // signature/presigned-scope-date
	RulePresignedRegionEmpty // signature/presigned-region-empty
	RulePresignedRegion      // signature/presigned-region
	RulePresignedService     // signature/presigned-service
	RulePresignedTerminal    // signature/presigned-terminal
	RulePresignedDay         // signature/presigned-day

	RuleUnsignedHeaders   // signature/unsigned-headers
	RuleAccessKey         // signature/access-key
	RuleTokenMissing      // signature/token-missing
	RuleTokenMalformed    // signature/token-malformed
	RuleTokenOther        // signature/token-other
	RuleTokenExpired      // signature/token-expired
	RuleSignatureMismatch // signature/mismatch
	RuleTokenUnexpected   // signature/token-unexpected

	signatureEnd
)

// The pages of the vendor's documentation on signatures.
const (
	pageHeader      = "S3 SigV4: Using the Authorization header"
	pageQuery       = "S3 SigV4: Using query parameters"
	pageCalculation = "S3 SigV4: Signature calculations for the Authorization header"
	pageToken       = "S3 SigV4: Making requests with temporary credentials"
)

var signatureRules = [signatureEnd - signatureBase]ruleText{
	RuleSignatureTwice - signatureBase: {id: "signature/twice", kind: Observed, code: NotImplemented,
		message:  "A header you provided implies functionality that is not implemented.",
		sentence: "A request has one Authorization line at most.",
		sections: []string{pageHeader}},
	RuleSignatureMechanisms - signatureBase: {id: "signature/mechanisms", kind: Observed, code: InvalidArgument,
		message:  "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
		sentence: "A request is signed in its header or in its query, and in one form of the query.",
		sections: []string{pageQuery}},
	RuleSignatureVersion2 - signatureBase: {id: "signature/version-2", kind: Required, code: InvalidRequest,
		message:  "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
		sentence: "Regions opened after January 2014 take no signature of version 2, and neither does any region here.",
		sections: []string{pageQuery}},
	RuleSignatureAsymmetric - signatureBase: {id: "signature/asymmetric", kind: Observed, code: InvalidArgument,
		message:  "Unsupported Authorization Type",
		sentence: "An asymmetric signature whose credential is well-formed is refused as one of an unknown type: it is not verified here.",
		sections: []string{pageHeader}},
	RuleAuthorizationBlank - signatureBase: {id: "signature/header-blank", kind: Observed, code: InvalidArgument,
		message:  "Authorization header is invalid -- one and only one ' ' (space) required",
		sentence: "A blank divides the scheme of Authorization from the rest.",
		sections: []string{pageHeader, "RFC 9110 §11.6.2"}},
	RuleAuthorizationType - signatureBase: {id: "signature/header-type", kind: Observed, code: InvalidArgument,
		message:  "Unsupported Authorization Type",
		sentence: "The scheme of Authorization is one of the vendor's three, in any letter case.",
		sections: []string{pageHeader, "RFC 9110 §11.1"}},
	RuleAuthorizationPayloadMissing - signatureBase: {id: "signature/header-payload-missing", kind: Required, code: InvalidRequest,
		message:  "Missing required header for this request: x-amz-content-sha256",
		sentence: "A request signed in its header names the hash of its payload, reads too.",
		sections: []string{pageCalculation}},
	RuleAuthorizationPayload - signatureBase: {id: "signature/header-payload", kind: Observed, code: InvalidArgument,
		message:  "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
		sentence: "The hash of the payload is 64 hexadecimal digits or one of six names.",
		sections: []string{pageCalculation}},
	RuleAuthorizationDate - signatureBase: {id: "signature/header-date", kind: Observed, code: AccessDenied,
		message:  "AWS authentication requires a valid Date or x-amz-date header",
		sentence: "A request signed in its header has a date since 1970, in x-amz-date or else in Date.",
		sections: []string{pageHeader, "RFC 9110 §5.6.7"}},
	RuleAuthorizationYear - signatureBase: {id: "signature/header-year", kind: Observed, code: InternalError,
		message:  "We encountered an internal error. Please try again.",
		sentence: "A date past the year 9999 breaks the service.",
		sections: []string{pageHeader}},
	RuleAuthorizationSkew - signatureBase: {id: "signature/header-skew", kind: Required, code: RequestTimeTooSkewed,
		message:  "The difference between the request time and the current time is too large.",
		sentence: "The date of a request is at most 15 minutes off, either way.",
		sections: []string{pageHeader}},
	RuleAuthorizationComponents - signatureBase: {id: "signature/header-components", kind: Observed, code: AuthorizationHeaderMalformed,
		message:  "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
		sentence: "Authorization has each of its three components once, and no other.",
		sections: []string{pageHeader}},
	RuleAuthorizationCredential - signatureBase: {id: "signature/header-credential", kind: Observed, code: AuthorizationHeaderMalformed,
		sentence: "The credential has five parts, or four for an asymmetric signature.",
		sections: []string{pageHeader}},
	RuleAuthorizationScopeDate - signatureBase: {id: "signature/header-scope-date", kind: Observed, code: AuthorizationHeaderMalformed,
		sentence: "The scope begins with a date of eight digits.",
		sections: []string{pageHeader}},
	RuleAuthorizationRegionEmpty - signatureBase: {id: "signature/header-region-empty", kind: Observed, code: AuthorizationHeaderMalformed,
		message:  "The authorization header is malformed; a non-empty region must be provided in the credential.",
		sentence: "The scope names a region.",
		sections: []string{pageHeader}},
	RuleAuthorizationRegion - signatureBase: {id: "signature/header-region", kind: Required, code: AuthorizationHeaderMalformed,
		sentence: "The region of the scope is the bucket's.",
		sections: []string{pageHeader}},
	RuleAuthorizationService - signatureBase: {id: "signature/header-service", kind: Required, code: AuthorizationHeaderMalformed,
		sentence: "The service of the scope is s3.",
		sections: []string{pageHeader}},
	RuleAuthorizationTerminal - signatureBase: {id: "signature/header-terminal", kind: Observed, code: AuthorizationHeaderMalformed,
		sentence: "The scope ends with aws4_request.",
		sections: []string{pageHeader}},
	RuleAuthorizationDay - signatureBase: {id: "signature/header-day", kind: Observed, code: AuthorizationHeaderMalformed,
		message:  "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.",
		sentence: "The date of the scope is the day of the request, in UTC.",
		sections: []string{pageHeader}},
	RulePresignedAlgorithm - signatureBase: {id: "signature/presigned-algorithm", kind: Observed, code: AuthorizationQueryParametersError,
		message:  `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"`,
		sentence: "X-Amz-Algorithm is one of two names, with their letter case.",
		sections: []string{pageQuery}},
	RulePresignedParameters - signatureBase: {id: "signature/presigned-parameters", kind: Required, code: AuthorizationQueryParametersError,
		message:  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
		sentence: "A presigned URL has all six parameters of a signature.",
		sections: []string{pageQuery}},
	RulePresignedDate - signatureBase: {id: "signature/presigned-date", kind: Observed, code: AuthorizationQueryParametersError,
		message:  `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
		sentence: "X-Amz-Date has the basic form of ISO 8601 and no other.",
		sections: []string{pageQuery}},
	RulePresignedExpires - signatureBase: {id: "signature/presigned-expires", kind: Observed, code: AuthorizationQueryParametersError,
		message:  "X-Amz-Expires should be a number",
		sentence: "X-Amz-Expires is a decimal integer of 64 bits.",
		sections: []string{pageQuery}},
	RulePresignedNegative - signatureBase: {id: "signature/presigned-expires-negative", kind: Required, code: AuthorizationQueryParametersError,
		message:  "X-Amz-Expires must be non-negative",
		sentence: "A presigned URL lives for a time that is not negative.",
		sections: []string{pageQuery}},
	RulePresignedWeek - signatureBase: {id: "signature/presigned-expires-week", kind: Required, code: AuthorizationQueryParametersError,
		message:  "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
		sentence: "A presigned URL lives for a week at most, a whole week included.",
		sections: []string{pageQuery}},
	RulePresignedEarly - signatureBase: {id: "signature/presigned-early", kind: Observed, code: AccessDenied,
		message:  "Request is not yet valid",
		sentence: "A presigned URL is dated at most 15 minutes ahead.",
		sections: []string{pageQuery}},
	RulePresignedExpired - signatureBase: {id: "signature/presigned-expired", kind: Required, code: AccessDenied,
		message:  "Request has expired",
		sentence: "A presigned URL ends when the seconds of X-Amz-Expires have passed since X-Amz-Date.",
		sections: []string{pageQuery}},
	RulePresignedCredential - signatureBase: {id: "signature/presigned-credential", kind: Required, code: AuthorizationQueryParametersError,
		sentence: "The credential has five parts, or four for an asymmetric signature.",
		sections: []string{pageQuery}},
	RulePresignedScopeDate - signatureBase: {id: "signature/presigned-scope-date", kind: Observed, code: AuthorizationQueryParametersError,
		sentence: "The scope begins with a date of eight digits.",
		sections: []string{pageQuery}},
	RulePresignedRegionEmpty - signatureBase: {id: "signature/presigned-region-empty", kind: Observed, code: AuthorizationQueryParametersError,
		message:  "Error parsing the X-Amz-Credential parameter; a non-empty region must be provided in the credential.",
		sentence: "The scope names a region.",
		sections: []string{pageQuery}},
	RulePresignedRegion - signatureBase: {id: "signature/presigned-region", kind: Required, code: AuthorizationQueryParametersError,
		sentence: "The region of the scope is the bucket's.",
		sections: []string{pageQuery}},
	RulePresignedService - signatureBase: {id: "signature/presigned-service", kind: Required, code: AuthorizationQueryParametersError,
		sentence: "The service of the scope is s3.",
		sections: []string{pageQuery}},
	RulePresignedTerminal - signatureBase: {id: "signature/presigned-terminal", kind: Observed, code: AuthorizationQueryParametersError,
		sentence: "The scope ends with aws4_request.",
		sections: []string{pageQuery}},
	RulePresignedDay - signatureBase: {id: "signature/presigned-day", kind: Observed, code: AuthorizationQueryParametersError,
		sentence: "The date of the scope is that of X-Amz-Date.",
		sections: []string{pageQuery}},
	RuleUnsignedHeaders - signatureBase: {id: "signature/unsigned-headers", kind: Required, code: AccessDenied,
		message:  "There were headers present in the request which were not signed",
		sentence: "Host, Content-MD5 and every x-amz- header that is sent are signed, x-amz-content-sha256 excepted.",
		sections: []string{pageCalculation}},
	RuleAccessKey - signatureBase: {id: "signature/access-key", kind: Required, code: InvalidAccessKeyID,
		message:  "The AWS Access Key Id you provided does not exist in our records.",
		sentence: "The access key is known.",
		sections: []string{pageCalculation}},
	RuleTokenMissing - signatureBase: {id: "signature/token-missing", kind: Observed, code: InvalidAccessKeyID,
		message:  "The AWS Access Key Id you provided does not exist in our records.",
		sentence: "Temporary credentials are unknown without their session token.",
		sections: []string{pageToken}},
	RuleTokenMalformed - signatureBase: {id: "signature/token-malformed", kind: Required, code: InvalidToken,
		message:  "The provided token is malformed or otherwise invalid.",
		sentence: "What comes as the token of temporary credentials has the form of one.",
		sections: []string{pageToken}},
	RuleTokenOther - signatureBase: {id: "signature/token-other", kind: Observed, code: InvalidAccessKeyID,
		message:  "The AWS Access Key Id you provided does not exist in our records.",
		sentence: "Temporary credentials are unknown with the token of another session.",
		sections: []string{pageToken}},
	RuleTokenExpired - signatureBase: {id: "signature/token-expired", kind: Required, code: ExpiredToken,
		message:  "The provided token has expired.",
		sentence: "Temporary credentials end with their session.",
		sections: []string{pageToken}},
	RuleSignatureMismatch - signatureBase: {id: "signature/mismatch", kind: Required, code: SignatureDoesNotMatch,
		message:  "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
		sentence: "The signature is the one that the secret key gives for the request as it arrived.",
		sections: []string{pageCalculation}},
	RuleTokenUnexpected - signatureBase: {id: "signature/token-unexpected", kind: Observed, code: InvalidToken,
		message:  "The provided token is malformed or otherwise invalid.",
		sentence: "Long-lived credentials have no session token.",
		sections: []string{pageToken}},
}
