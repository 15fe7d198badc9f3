// Package cors evaluates the cross-origin resource sharing (CORS) rules of a
// bucket: which fields an answer carries for a page of another origin, and
// whether a preflight request is allowed.
//
// # Rules
//
// [Parse] reads what a request says about its origin. [Rules] then decide: for
// a GET or HEAD by [Rules.Actual], and for an OPTIONS by [Rules.Preflight]. The
// first rule that matches in all of these applies, and no other (S3 User Guide:
// How does Amazon S3 evaluate the CORS configuration on a bucket?):
//
//	Origin                          matches an AllowedOrigin
//	Access-Control-Request-Method,  is an AllowedMethod
//	or else the request's method
//	Access-Control-Request-Headers  each name matches an AllowedHeader
//
// An AllowedOrigin and an AllowedHeader may have one "*", which stands for any
// characters or none. Everything else has to be equal, from the first character
// to the last: "https://a.example" does not match "https://a.example/". Names of
// header fields have no letter case. Origins and methods do. A rule without an
// AllowedHeader matches no request that asks for a field.
//
// The same rules hold for a GET and for an OPTIONS. So a GET with
// "Access-Control-Request-Method: PUT" is matched as a PUT, and a GET that asks
// for a field that is not allowed matches no rule. The fields that a GET really
// has are not looked at. GET does not include HEAD.
//
// # Answers
//
// The fields of an [Answer] are those of the rule that matched, in this order
// and spelling (S3 OPTIONS object: Response Headers):
//
//	Access-Control-Allow-Origin       "*" if an AllowedOrigin is "*", otherwise the
//	                                  Origin of the request
//	Access-Control-Allow-Methods      every AllowedMethod
//	Access-Control-Allow-Headers      the names that were asked for, in lower case,
//	                                  in their order; absent if there were none
//	Access-Control-Expose-Headers     every ExposeHeader; absent if there is none
//	Access-Control-Max-Age            MaxAgeSeconds; absent if there is none
//	Access-Control-Allow-Credentials  "true"; absent if an AllowedOrigin is "*"
//	Vary                              Origin, Access-Control-Request-Headers,
//	                                  Access-Control-Request-Method
//
// Lists are joined by a comma and a space. S3 sends the fields with every answer
// to a GET or HEAD, also with 304, 403, 404, 412 and 416, between Date and
// Last-Modified. Without a rule that matches, S3 answers the GET as if there
// were no rules, and sends none of the fields, not even Vary (RFC 9110 §12.5.5).
//
// A preflight request needs no signature, and its body and the key that it names
// are not looked at. Its answer is 200 with the fields and without content, or
// an error document. The first of these decides:
//
//	NoOrigin    400 BadRequest       Insufficient information. Origin request
//	                                 header needed.
//	no bucket   403 AccessForbidden  CORSResponse: Bucket not found
//	NotEnabled  403 AccessForbidden  CORSResponse: CORS is not enabled for this
//	                                 bucket.
//	NotAllowed  403 AccessForbidden  CORSResponse: This CORS request is not
//	                                 allowed. This is usually because the
//	                                 evalution of Origin, request method /
//	                                 Access-Control-Request-Method or
//	                                 Access-Control-Request-Headers are not
//	                                 whitelisted by the resource's CORS spec.
//
// ("evalution" is how S3 spells it.) That the bucket is missing is for the caller
// to know; it comes after [Request.CrossOrigin] was asked. The documents of 403
// have the elements Code, Message, Method, ResourceType, RequestId and HostId.
// Method is [Request.Method], which is OPTIONS if the request asks for no method.
// ResourceType is BUCKET, or OBJECT for NotAllowed at the URL of an object.
//
// # Choices
//
// Where no document and no recording says what S3 does, this package has chosen:
//
//   - A field without a value counts as absent. Several lines of Origin or of
//     Access-Control-Request-Method are one value, joined by a comma and a space
//     (RFC 9110 §5.2), which no browser sends and only a "*" matches.
//   - An Origin with a control character (RFC 9110 §5.5), and a requested name that
//     is not a token (RFC 9110 §5.6.2), match nothing, so that an answer repeats
//     neither.
//   - Empty elements of Access-Control-Request-Headers do not count
//     (RFC 9110 §5.6.1.2).
//   - A "*" among the origins of a rule decides Access-Control-Allow-Origin even if
//     another of its origins matches too. That is the answer that grants less.
//   - A MaxAgeSeconds of 0 is sent.
//   - A preflight request without a method that S3 knows is NotAllowed, like any
//     other that no rule matches.
//   - The answer to a GET has Access-Control-Allow-Headers like that to a preflight
//     request, if it asks for fields.
//
// No function of this package does I/O or keeps anything, and all may be called
// concurrently. A request without Origin costs one map access, and Rules without
// a rule cost a comparison.
package cors
