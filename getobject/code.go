package getobject

import "net/http"

// A Code is an S3 error code. The zero Code is InternalError.
type Code uint8

// The codes that GetObject and HeadObject answer with, in alphabetical order but for
// the zero Code. S3 Error responses: List of error codes.
const (
	InternalError                     Code = iota // 500
	AccessDenied                                  // 403
	AuthorizationHeaderMalformed                  // 400
	AuthorizationQueryParametersError             // 400
	BadRequest                                    // 400
	ExpiredToken                                  // 400
	InvalidAccessKeyID                            // 403
	InvalidArgument                               // 400
	InvalidBucketOwner                            // 400
	InvalidEncryptionAlgorithm                    // 400
	InvalidObjectState                            // 403
	InvalidPartNumber                             // 416
	InvalidRange                                  // 416, RFC 9110 §15.5.17
	InvalidRequest                                // 400
	InvalidToken                                  // 400
	InvalidURI                                    // 400
	KMSDisabled                                   // 400
	KMSInvalidState                               // 400
	KeyTooLong                                    // 400
	MethodNotAllowed                              // 405, RFC 9110 §15.5.6
	NoSuchAccessPoint                             // 404
	NoSuchBucket                                  // 404
	NoSuchKey                                     // 404
	NoSuchVersion                                 // 404
	NotImplemented                                // 501
	PermanentRedirect                             // 301
	PreconditionFailed                            // 412, RFC 9110 §15.5.13
	RequestHeaderSectionTooLarge                  // 400
	RequestTimeTooSkewed                          // 403
	SignatureDoesNotMatch                         // 403
	URITooLong                                    // 414, RFC 9110 §15.5.15

	codeCount
)

// codes says how each code is spelled and which status goes with it.
var codes = [codeCount]struct {
	name   string
	status int
}{
	InternalError:                     {"InternalError", http.StatusInternalServerError},
	AccessDenied:                      {"AccessDenied", http.StatusForbidden},
	AuthorizationHeaderMalformed:      {"AuthorizationHeaderMalformed", http.StatusBadRequest},
	AuthorizationQueryParametersError: {"AuthorizationQueryParametersError", http.StatusBadRequest},
	BadRequest:                        {"BadRequest", http.StatusBadRequest},
	ExpiredToken:                      {"ExpiredToken", http.StatusBadRequest},
	InvalidAccessKeyID:                {"InvalidAccessKeyId", http.StatusForbidden},
	InvalidArgument:                   {"InvalidArgument", http.StatusBadRequest},
	InvalidBucketOwner:                {"InvalidBucketOwnerAWSAccountID", http.StatusBadRequest},
	InvalidEncryptionAlgorithm:        {"InvalidEncryptionAlgorithmError", http.StatusBadRequest},
	InvalidObjectState:                {"InvalidObjectState", http.StatusForbidden},
	InvalidPartNumber:                 {"InvalidPartNumber", http.StatusRequestedRangeNotSatisfiable},
	InvalidRange:                      {"InvalidRange", http.StatusRequestedRangeNotSatisfiable},
	InvalidRequest:                    {"InvalidRequest", http.StatusBadRequest},
	InvalidToken:                      {"InvalidToken", http.StatusBadRequest},
	InvalidURI:                        {"InvalidURI", http.StatusBadRequest},
	KMSDisabled:                       {"KMS.DisabledException", http.StatusBadRequest},
	KMSInvalidState:                   {"KMS.KMSInvalidStateException", http.StatusBadRequest},
	KeyTooLong:                        {"KeyTooLongError", http.StatusBadRequest},
	MethodNotAllowed:                  {"MethodNotAllowed", http.StatusMethodNotAllowed},
	NoSuchAccessPoint:                 {"NoSuchAccessPoint", http.StatusNotFound},
	NoSuchBucket:                      {"NoSuchBucket", http.StatusNotFound},
	NoSuchKey:                         {"NoSuchKey", http.StatusNotFound},
	NoSuchVersion:                     {"NoSuchVersion", http.StatusNotFound},
	NotImplemented:                    {"NotImplemented", http.StatusNotImplemented},
	PermanentRedirect:                 {"PermanentRedirect", http.StatusMovedPermanently},
	PreconditionFailed:                {"PreconditionFailed", http.StatusPreconditionFailed},
	RequestHeaderSectionTooLarge:      {"RequestHeaderSectionTooLarge", http.StatusBadRequest},
	RequestTimeTooSkewed:              {"RequestTimeTooSkewed", http.StatusForbidden},
	SignatureDoesNotMatch:             {"SignatureDoesNotMatch", http.StatusForbidden},
	URITooLong:                        {"URITooLong", http.StatusRequestURITooLong},
}

// String returns the code as S3 spells it, such as "NoSuchKey".
func (c Code) String() string { return codes[c].name }

// Status returns the HTTP status that goes with c.
func (c Code) Status() int { return codes[c].status }
