package rule

import "net/http"

// A Code is an S3 error code as it stands in an error document, such as "NoSuchKey". Any
// text may be one; the constants are those that S3 answers a read with. The zero Code
// means [CodeInternalError] wherever an answer needs one.
type Code string

// The codes that GetObject and HeadObject are answered with. S3 Error responses: List of
// error codes.
const (
	CodeAccessDenied                      Code = "AccessDenied"                      // 403
	CodeAccessForbidden                   Code = "AccessForbidden"                   // 403
	CodeAccountProblem                    Code = "AccountProblem"                    // 403
	CodeAllAccessDisabled                 Code = "AllAccessDisabled"                 // 403
	CodeAuthorizationHeaderMalformed      Code = "AuthorizationHeaderMalformed"      // 400
	CodeAuthorizationQueryParametersError Code = "AuthorizationQueryParametersError" // 400
	CodeBadRequest                        Code = "BadRequest"                        // 400
	CodeExpiredToken                      Code = "ExpiredToken"                      // 400
	CodeInternalError                     Code = "InternalError"                     // 500
	CodeInvalidAccessKeyID                Code = "InvalidAccessKeyId"                // 403
	CodeInvalidArgument                   Code = "InvalidArgument"                   // 400
	CodeInvalidBucketName                 Code = "InvalidBucketName"                 // 400
	CodeInvalidBucketOwner                Code = "InvalidBucketOwnerAWSAccountID"    // 400
	CodeInvalidEncryptionAlgorithm        Code = "InvalidEncryptionAlgorithmError"   // 400
	CodeInvalidObjectState                Code = "InvalidObjectState"                // 403
	CodeInvalidPartNumber                 Code = "InvalidPartNumber"                 // 416
	CodeInvalidRange                      Code = "InvalidRange"                      // 416, RFC 9110 §15.5.17
	CodeInvalidRequest                    Code = "InvalidRequest"                    // 400
	CodeInvalidSecurity                   Code = "InvalidSecurity"                   // 403
	CodeInvalidToken                      Code = "InvalidToken"                      // 400
	CodeInvalidURI                        Code = "InvalidURI"                        // 400
	CodeKMSDisabled                       Code = "KMS.DisabledException"             // 400
	CodeKMSInvalidState                   Code = "KMS.KMSInvalidStateException"      // 400
	CodeKeyTooLong                        Code = "KeyTooLongError"                   // 400
	CodeLambdaInvalidResponse             Code = "LambdaInvalidResponse"             // 400
	CodeLambdaInvocationFailed            Code = "LambdaInvocationFailed"            // 400
	CodeLambdaNotFound                    Code = "LambdaNotFound"                    // 404
	CodeLambdaResponseNotReceived         Code = "LambdaResponseNotReceived"         // 500
	CodeLambdaRuntimeError                Code = "LambdaRuntimeError"                // 500
	CodeLambdaTimeout                     Code = "LambdaTimeout"                     // 500
	CodeMethodNotAllowed                  Code = "MethodNotAllowed"                  // 405, RFC 9110 §15.5.6
	CodeNoSuchAccessPoint                 Code = "NoSuchAccessPoint"                 // 404
	CodeNoSuchBucket                      Code = "NoSuchBucket"                      // 404
	CodeNoSuchKey                         Code = "NoSuchKey"                         // 404
	CodeNoSuchVersion                     Code = "NoSuchVersion"                     // 404
	CodeNoSuchWebsiteConfiguration        Code = "NoSuchWebsiteConfiguration"        // 404
	CodeNotImplemented                    Code = "NotImplemented"                    // 501
	CodeNotSignedUp                       Code = "NotSignedUp"                       // 403
	CodeOperationAborted                  Code = "OperationAborted"                  // 409
	CodePermanentRedirect                 Code = "PermanentRedirect"                 // 301
	CodePreconditionFailed                Code = "PreconditionFailed"                // 412, RFC 9110 §15.5.13
	CodeRegionSetMismatch                 Code = "RegionSetMismatch"                 // 400
	CodeRequestHeaderSectionTooLarge      Code = "RequestHeaderSectionTooLarge"      // 400
	CodeRequestTimeTooSkewed              Code = "RequestTimeTooSkewed"              // 403
	CodeRequestTimeout                    Code = "RequestTimeout"                    // 400
	CodeServiceUnavailable                Code = "ServiceUnavailable"                // 503
	CodeSignatureDoesNotMatch             Code = "SignatureDoesNotMatch"             // 403
	CodeSlowDown                          Code = "SlowDown"                          // 503
	CodeTemporaryRedirect                 Code = "TemporaryRedirect"                 // 307
	CodeTokenRefreshRequired              Code = "TokenRefreshRequired"              // 400
	CodeURITooLong                        Code = "URITooLong"                        // 414, RFC 9110 §15.5.15
)

// codes has the status of each code and the message that it has unless a rule says
// another.
var codes = map[Code]struct {
	status  int
	message string
}{
	CodeAccessDenied:                      {http.StatusForbidden, "Access Denied"},
	CodeAccessForbidden:                   {http.StatusForbidden, "Access Forbidden"},
	CodeAccountProblem:                    {http.StatusForbidden, "There is a problem with your AWS account that prevents the action from completing successfully."},
	CodeAllAccessDisabled:                 {http.StatusForbidden, "All access to this Amazon S3 resource has been disabled."},
	CodeAuthorizationHeaderMalformed:      {http.StatusBadRequest, "The authorization header that you provided is not valid."},
	CodeAuthorizationQueryParametersError: {http.StatusBadRequest, "The authorization query parameters that you provided are not valid."},
	CodeBadRequest:                        {http.StatusBadRequest, "An error occurred when parsing the HTTP request."},
	CodeExpiredToken:                      {http.StatusBadRequest, "The provided token has expired."},
	CodeInternalError:                     {http.StatusInternalServerError, "We encountered an internal error. Please try again."},
	CodeInvalidAccessKeyID:                {http.StatusForbidden, "The AWS Access Key Id you provided does not exist in our records."},
	CodeInvalidArgument:                   {http.StatusBadRequest, "Invalid Argument"},
	CodeInvalidBucketName:                 {http.StatusBadRequest, "The specified bucket is not valid."},
	CodeInvalidBucketOwner:                {http.StatusBadRequest, "The value of the expected bucket owner parameter must be an AWS account ID."},
	CodeInvalidEncryptionAlgorithm:        {http.StatusBadRequest, "The Encryption request you specified is not valid. Supported value: AES256."},
	CodeInvalidObjectState:                {http.StatusForbidden, "The operation is not valid for the object's storage class"},
	CodeInvalidPartNumber:                 {http.StatusRequestedRangeNotSatisfiable, "The requested partnumber is not satisfiable"},
	CodeInvalidRange:                      {http.StatusRequestedRangeNotSatisfiable, "The requested range is not satisfiable"},
	CodeInvalidRequest:                    {http.StatusBadRequest, "Invalid Request"},
	CodeInvalidSecurity:                   {http.StatusForbidden, "The provided security credentials are not valid."},
	CodeInvalidToken:                      {http.StatusBadRequest, "The provided token is malformed or otherwise invalid."},
	CodeInvalidURI:                        {http.StatusBadRequest, "Couldn't parse the specified URI."},
	CodeKMSDisabled:                       {http.StatusBadRequest, "The KMS key is disabled."},
	CodeKMSInvalidState:                   {http.StatusBadRequest, "The KMS key is not in a state in which it can be used."},
	CodeKeyTooLong:                        {http.StatusBadRequest, "Your key is too long"},
	CodeLambdaInvalidResponse:             {http.StatusBadRequest, "The response from the AWS Lambda function is malformed."},
	CodeLambdaInvocationFailed:            {http.StatusBadRequest, "AWS Lambda function invocation failed."},
	CodeLambdaNotFound:                    {http.StatusNotFound, "The AWS Lambda function was not found."},
	CodeLambdaResponseNotReceived:         {http.StatusInternalServerError, "The Lambda exited without successfully calling WriteGetObjectResponse."},
	CodeLambdaRuntimeError:                {http.StatusInternalServerError, "The Lambda function failed during execution."},
	CodeLambdaTimeout:                     {http.StatusInternalServerError, "The Lambda function did not respond in the allowed time."},
	CodeMethodNotAllowed:                  {http.StatusMethodNotAllowed, "The specified method is not allowed against this resource."},
	CodeNoSuchAccessPoint:                 {http.StatusNotFound, "The specified accesspoint does not exist"},
	CodeNoSuchBucket:                      {http.StatusNotFound, "The specified bucket does not exist"},
	CodeNoSuchKey:                         {http.StatusNotFound, "The specified key does not exist."},
	CodeNoSuchVersion:                     {http.StatusNotFound, "The specified version does not exist."},
	CodeNoSuchWebsiteConfiguration:        {http.StatusNotFound, "The specified bucket does not have a website configuration"},
	CodeNotImplemented:                    {http.StatusNotImplemented, "A header you provided implies functionality that is not implemented."},
	CodeNotSignedUp:                       {http.StatusForbidden, "Your account is not signed up for the Amazon S3 service."},
	CodeOperationAborted:                  {http.StatusConflict, "A conflicting conditional operation is currently in progress against this resource. Please try again."},
	CodePermanentRedirect:                 {http.StatusMovedPermanently, "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint."},
	CodePreconditionFailed:                {http.StatusPreconditionFailed, "At least one of the pre-conditions you specified did not hold"},
	CodeRegionSetMismatch:                 {http.StatusBadRequest, "The provided X-Amz-Region-Set doesn't match against the requested S3 region."},
	CodeRequestHeaderSectionTooLarge:      {http.StatusBadRequest, "Your request header section exceeds the maximum allowed size."},
	CodeRequestTimeTooSkewed:              {http.StatusForbidden, "The difference between the request time and the current time is too large."},
	CodeRequestTimeout:                    {http.StatusBadRequest, "Your socket connection to the server was not read from or written to within the timeout period."},
	CodeServiceUnavailable:                {http.StatusServiceUnavailable, "Service is unable to handle request."},
	CodeSignatureDoesNotMatch:             {http.StatusForbidden, "The request signature we calculated does not match the signature you provided. Check your key and signing method."},
	CodeSlowDown:                          {http.StatusServiceUnavailable, "Please reduce your request rate."},
	CodeTemporaryRedirect:                 {http.StatusTemporaryRedirect, "You are being redirected to the bucket while DNS updates."},
	CodeTokenRefreshRequired:              {http.StatusBadRequest, "The provided token must be refreshed."},
	CodeURITooLong:                        {http.StatusRequestURITooLong, "The request target exceeds the maximum allowed size."},
}

// Status returns the HTTP status that goes with c, and 500 for a code that is not among
// the constants.
func (c Code) Status() int {
	if known, ok := codes[c]; ok {
		return known.status
	}
	return http.StatusInternalServerError
}

// Message returns the usual message of c, and that of [CodeInternalError] for a code that
// is not among the constants.
func (c Code) Message() string {
	if known, ok := codes[c]; ok {
		return known.message
	}
	return codes[CodeInternalError].message
}
