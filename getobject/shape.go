package getobject

import (
	"strconv"
	"strings"
)

// MaxHeaderBytes is how long the names and values of a request's header fields may be
// together.
const MaxHeaderBytes = 8192

// MaxTargetBytes is how long the path and the query of a request may be together, as
// they came, with the question mark between them.
const MaxTargetBytes = 8192

// shapes are the steps of [Parse], in S3's order.
var shapes = [...]struct {
	name  string
	check func(*Request) error
}{
	{"host", (*Request).checkHost},
	{"target", (*Request).checkTarget},
	{"query encoding", (*Request).decodeQuery},
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
	return refuse(RuleHost)
}

// checkTarget refuses a target that is too long, before memory is taken for it.
func (r *Request) checkTarget() error {
	if r.targetSize > MaxTargetBytes {
		return refuse(RuleTargetTooLong, "MaxSizeAllowed", strconv.Itoa(MaxTargetBytes))
	}
	return nil
}

// decodeQuery reads the query.
func (r *Request) decodeQuery() error {
	q, err := ParseQuery(r.Wire.RawQuery)
	if err != nil {
		return refuse(RuleBadRequest).because(err)
	}
	r.Query = q
	return nil
}

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
			return argument(RuleParameterRepeated, p.Name, p.Value)
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
