package s3write

import (
	"errors"
	"net/http"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// codes has the status and the message of the codes that only writes have. S3 Error
// responses: List of error codes.
var codes = map[rule.Code]struct {
	status  int
	message string
}{
	"IdempotencyParameterMismatch":               {http.StatusBadRequest, "The request uses the same client token as a previous, but non-identical request."},
	"InvalidBucketState":                         {http.StatusConflict, "The request is not valid with the current state of the bucket."},
	"InvalidRetentionPeriod":                     {http.StatusBadRequest, "The retention period specified is invalid."},
	"MalformedACLError":                          {http.StatusBadRequest, "The XML you provided was not well-formed or did not validate against our published schema"},
	"MalformedPolicy":                            {http.StatusBadRequest, "Policy has invalid syntax"},
	"MissingSecurityHeader":                      {http.StatusBadRequest, "Your request was missing a required header"},
	"NoSuchBucketPolicy":                         {http.StatusNotFound, "The bucket policy does not exist"},
	"NoSuchCORSConfiguration":                    {http.StatusNotFound, "The CORS configuration does not exist"},
	"NoSuchLifecycleConfiguration":               {http.StatusNotFound, "The lifecycle configuration does not exist"},
	"NoSuchObjectLockConfiguration":              {http.StatusNotFound, "The specified object does not have a ObjectLock configuration"},
	"NoSuchPublicAccessBlockConfiguration":       {http.StatusNotFound, "The public access block configuration was not found"},
	"NoSuchTagSet":                               {http.StatusNotFound, "The TagSet does not exist"},
	"ObjectLockConfigurationNotFoundError":       {http.StatusNotFound, "Object Lock configuration does not exist for this bucket"},
	"OwnershipControlsNotFoundError":             {http.StatusNotFound, "The bucket ownership controls were not found"},
	"ReplicationConfigurationNotFoundError":      {http.StatusNotFound, "The replication configuration was not found"},
	"RestoreAlreadyInProgress":                   {http.StatusConflict, "Object restore is already in progress"},
	"InvalidBucketAclWithObjectOwnership":        {http.StatusBadRequest, "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"},
	"InvalidBucketAclWithBlockPublicAccessError": {http.StatusBadRequest, "Bucket cannot have public ACLs set with BlockPublicAccess enabled"},
	"UnexpectedContent":                          {http.StatusBadRequest, "This request does not support content"},
	"ConditionalRequestConflict":                 {http.StatusConflict, "The conditional request cannot succeed due to a conflicting operation against this resource."},
	"AccessControlListNotSupported":              {http.StatusBadRequest, "The bucket does not allow ACLs"},
	"BadDigest":                                  {http.StatusBadRequest, "The Content-MD5 you specified did not match what we received."},
	"BucketAlreadyExists":                        {http.StatusConflict, "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again."},
	"BucketAlreadyOwnedByYou":                    {http.StatusConflict, "Your previous request to create the named bucket succeeded and you already own it."},
	"BucketNotEmpty":                             {http.StatusConflict, "The bucket you tried to delete is not empty"},
	"EntityTooLarge":                             {http.StatusBadRequest, "Your proposed upload exceeds the maximum allowed size"},
	"EntityTooSmall":                             {http.StatusBadRequest, "Your proposed upload is smaller than the minimum allowed size"},
	"IllegalLocationConstraintException":         {http.StatusBadRequest, "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."},
	"IllegalVersioningConfigurationException":    {http.StatusBadRequest, "The Versioning element must be specified"},
	"IncompleteBody":                             {http.StatusBadRequest, "You did not provide the number of bytes specified by the Content-Length HTTP header"},
	"InvalidChunkSizeError":                      {http.StatusForbidden, "Only the last chunk is allowed to have a size less than 8192 bytes"},
	"InvalidDigest":                              {http.StatusBadRequest, "The Content-MD5 you specified was invalid."},
	"InvalidLocationConstraint":                  {http.StatusBadRequest, "The specified location-constraint is not valid"},
	"InvalidPart":                                {http.StatusBadRequest, "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."},
	"InvalidPartOrder":                           {http.StatusBadRequest, "The list of parts was not in ascending order. Parts must be ordered by part number."},
	"InvalidRedirectLocation":                    {http.StatusBadRequest, "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."},
	"InvalidStorageClass":                        {http.StatusBadRequest, "The storage class you specified is not valid"},
	"InvalidTag":                                 {http.StatusBadRequest, "The tag provided was not a valid tag. This error can occur if the tag did not pass input validation."},
	"MalformedPOSTRequest":                       {http.StatusBadRequest, "The body of your POST request is not well-formed multipart/form-data."},
	"MaxPostPreDataLengthExceededError":          {http.StatusBadRequest, "Your POST request fields preceding the upload file were too large."},
	"InvalidPolicyDocument":                      {http.StatusBadRequest, "The content of the form does not meet the conditions specified in the policy document."},
	"MalformedTrailerError":                      {http.StatusBadRequest, "The request contained trailing data that was not well-formed or did not conform to our published schema."},
	"MalformedXML":                               {http.StatusBadRequest, "The XML you provided was not well-formed or did not validate against our published schema"},
	"MetadataTooLarge":                           {http.StatusBadRequest, "Your metadata headers exceed the maximum allowed metadata size"},
	"MissingContentLength":                       {http.StatusLengthRequired, "You must provide the Content-Length HTTP header."},
	"NoSuchUpload":                               {http.StatusNotFound, "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."},
	"XAmzContentSHA256Mismatch":                  {http.StatusBadRequest, "The provided 'x-amz-content-sha256' header does not match what was computed."},
}

// refuse makes the Error of a code, with elements as pairs of name and text.
func refuse(code rule.Code, elements ...string) *getobject.Error {
	e := &getobject.Error{Code: code, Status: codes[code].status, Message: codes[code].message}
	for i := 0; i+1 < len(elements); i += 2 {
		e.Detail = append(e.Detail, getobject.Element{Name: elements[i], Text: elements[i+1]})
	}
	return e
}

// say makes the Error of a code with a message of its own.
func say(code rule.Code, message string, elements ...string) *getobject.Error {
	e := refuse(code, elements...)
	e.Message = message
	return e
}

// badArgument makes the InvalidArgument of one argument.
func badArgument(message, name, value string) *getobject.Error {
	return say(rule.CodeInvalidArgument, message, "ArgumentName", name, "ArgumentValue", value)
}

// notImplemented makes the Error of an operation that is not answered, whose name the log has.
func notImplemented(operation string) *getobject.Error {
	return &getobject.Error{Code: rule.CodeNotImplemented, Err: errors.New("s3write: " + operation + " is not answered")}
}

// unsupported makes the Error of a header that S3 has and this package has not, or that S3
// does not have with that value or beside another. Why, if it is told, is an element with a small
// first letter.
func unsupported(header string, why ...string) *getobject.Error {
	e := say(rule.CodeNotImplemented, "A header you provided implies functionality that is not implemented", "Header", header)
	for _, text := range why {
		e.Detail = append(e.Detail, getobject.Element{Name: "additionalMessage", Text: text})
	}
	return e
}

// badValue makes the InvalidArgument of an argument whose value is not told.
func badValue(message, name string) *getobject.Error {
	return say(rule.CodeInvalidArgument, message, "ArgumentName", name)
}

// explain returns what a request is answered with that ended with err.
func (c *call) explain(err error) *getobject.Error {
	var e *getobject.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, store.ErrNoBucket):
		e = refuse(rule.CodeNoSuchBucket, "BucketName", c.request.Bucket)
	case errors.Is(err, store.ErrNoKey):
		e = refuse(rule.CodeNoSuchKey, "Key", c.request.Key)
	case errors.Is(err, store.ErrNoVersion):
		e = refuse(rule.CodeNoSuchVersion, "Key", c.request.Key, "VersionId", c.param("versionId"))
	case errors.Is(err, version.ErrMalformed), errors.Is(err, version.ErrEmpty):
		e = badArgument("Invalid version id specified", "versionId", c.param("versionId"))
	case errors.Is(err, errors.ErrUnsupported):
		e = notImplemented(c.op.name)
	case errors.Is(err, write.ErrNotEmpty):
		e = refuse("BucketNotEmpty", "BucketName", c.request.Bucket)
	case errors.Is(err, write.ErrNoUpload):
		e = refuse("NoSuchUpload", "UploadId", c.param("uploadId"))
	case errors.Is(err, write.ErrNoPart):
		e = refuse("InvalidPart")
	default:
		return getobject.AsError(err)
	}
	return getobject.AsError(e)
}
