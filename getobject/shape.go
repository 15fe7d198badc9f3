package getobject

import (
	"strconv"
	"strings"
)

// MaxHeaderBytes is how long the names and values of a request's header fields may be
// together.
const MaxHeaderBytes = 8192

// checkAddress refuses a key that S3 does not have, and an endpoint that nothing is
// behind.
func (r *Request) checkAddress() error { return r.Address.check() }

// checkHeader refuses a header section that is too long.
func (r *Request) checkHeader() error {
	if r.traits.bytes > MaxHeaderBytes {
		return refuse(RuleHeaderTooLarge, "MaxSizeAllowed", strconv.Itoa(MaxHeaderBytes))
	}
	return nil
}

// checkQuery refuses parameters for what can be seen without the bucket, the client's
// rights and the values of arguments. It comes before the signature.
func (r *Request) checkQuery() error {
	for _, p := range r.Query {
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}

// check refuses a parameter that no read has.
func (p Param) check() error {
	switch {
	case p.Name == "versionId" && p.Value == "":
		return argument(RuleVersionEmpty, p.Name, "")
	case p.Name == "website" && p.HasValue:
		return argument(RuleWebsiteValue, p.Name, p.Value)
	case p.Name == "annotationName":
		return argument(RuleAnnotationName, "ResourceType", p.Name)
	case strings.HasPrefix(p.Name, overridePrefix) && !isOverride(p.Name):
		e := argument(RuleOverrideUnknown, p.Name, p.Value)
		e.Message = p.Name + " is not in the set of overridable response headers. Please refer to the S3 API documentation for a complete list of overridable response headers."
		return e
	}
	return nil
}
