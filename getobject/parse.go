package getobject

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
)

// MaxHeaderBytes is how long the names and values of a request's header fields may be
// together.
const MaxHeaderBytes = 8192

// MaxTargetBytes is how long the path and the query of a request may be together, as
// they came, with the question mark between them.
const MaxTargetBytes = 8192

// MaxKeyLength is the length in bytes of the longest key.
const MaxKeyLength = 1024

// parsing lists the steps of [Parse], in S3's order. They see the shape of the request: not
// the bucket, the requester's permissions, or the values of arguments.
var parsing = [...]step[*Request]{
	{"host", (*Request).checkHost},
	{"target", (*Request).checkTarget},
	{"query encoding", (*Request).decodeTarget},
	{"operation", (*Request).route},
	{"address", (*Request).checkAddress},
	{"header section", (*Request).checkHeader},
	{"query", (*Request).checkQuery},
}

// checkHost refuses a host that is neither a name nor an address, with or without port.
func (r *Request) checkHost() error {
	if isHost(r.Wire.Host) {
		return nil
	}
	return Refuse(rule.Host)
}

// checkTarget refuses a target that is too long, before anything is made of it.
func (r *Request) checkTarget() error {
	r.Wire.RawQuery = r.url.RawQuery
	size := max(len(r.url.Path), len(r.url.RawPath)) + len("?") + len(r.url.RawQuery)
	if size <= MaxTargetBytes {
		r.Wire.Path = r.url.EscapedPath()
		size = len(r.Wire.Path) + len("?") + len(r.url.RawQuery)
	}
	if size > MaxTargetBytes {
		return Refuse(rule.TargetTooLong, "MaxSizeAllowed", strconv.Itoa(MaxTargetBytes))
	}
	return nil
}

// decodeTarget reads what the host, the path and the query name.
func (r *Request) decodeTarget() error {
	path, ok := strings.CutPrefix(r.url.Path, r.prefix)
	if !ok || r.prefix != "" && path != "" && path[0] != '/' {
		return Refuse(rule.OutsidePrefix)
	}
	r.Address = r.hosts.Parse(r.Wire.Host, path)
	q, err := ParseQuery(r.Wire.RawQuery)
	if err != nil {
		return Refuse(rule.BadRequest).withCause(err)
	}
	r.Query = q
	return nil
}

// checkAddress refuses a key that S3 does not have, and an endpoint that nothing is behind.
func (r *Request) checkAddress() error {
	switch {
	case r.IsPreflight():
		return nil
	case !utf8.ValidString(r.Bucket) || !utf8.ValidString(r.Key):
		return Refuse(rule.InvalidURI)
	case len(r.Key) > MaxKeyLength:
		return Refuse(rule.KeyTooLong,
			"Size", strconv.Itoa(len(r.Key)), "MaxSizeAllowed", strconv.Itoa(MaxKeyLength))
	case r.Endpoint == address.EndpointObjectLambda:
		return Refuse(rule.ObjectLambda)
	}
	return nil
}

// checkHeader refuses a header section that is too long.
func (r *Request) checkHeader() error {
	r.traits = scan(r.Header)
	if r.traits.bytes > MaxHeaderBytes {
		return Refuse(rule.HeaderTooLarge, "MaxSizeAllowed", strconv.Itoa(MaxHeaderBytes))
	}
	return nil
}

// checkQuery refuses parameters for what can be seen without the bucket, the client's
// rights and the values of arguments. It comes before the signature.
func (r *Request) checkQuery() error {
	if r.IsPreflight() {
		return nil
	}
	for _, p := range r.Query {
		if err := p.check(); err != nil {
			return err
		}
	}
	if r.claimsSignature() {
		return r.Query.checkRepeated()
	}
	return nil
}

// checkRepeated refuses a parameter that decides and stands in q with two values. A
// signature covers both and not their order, which would decide between them.
func (q Query) checkRepeated() error {
	for _, p := range q {
		if !p.decides() {
			continue
		}
		if first, _ := q.Get(p.Name); first != p.Value {
			return RefuseArgument(rule.ParameterRepeated, p.Name, p.Value)
		}
	}
	return nil
}

// decides reports whether p selects what of an object is sent, and how.
func (p Param) decides() bool {
	return p.Name == "versionId" || p.Name == "partNumber" || isOverride(p.Name)
}

// check refuses a parameter that no read has.
func (p Param) check() error {
	switch {
	case p.Name == "versionId" && p.Value == "":
		return RefuseArgument(rule.VersionEmpty, p.Name, "")
	case p.Name == "website" && p.HasValue:
		return RefuseArgument(rule.WebsiteValue, p.Name, p.Value)
	case p.Name == "annotationName":
		return RefuseArgument(rule.AnnotationName, "ResourceType", p.Name)
	case strings.HasPrefix(p.Name, overridePrefix) && !isOverride(p.Name):
		e := RefuseArgument(rule.OverrideUnknown, p.Name, p.Value)
		e.Message = p.Name + " is not in the set of overridable response headers. Please refer to the S3 API documentation for a complete list of overridable response headers."
		return e
	}
	return nil
}
