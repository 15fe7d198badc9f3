package getobject

import (
	"fmt"
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

// maxHost is how long a Host field may be: a name of the domain name system, a colon and a
// port (RFC 1035 §2.3.4).
const maxHost = 255 + len(":65535")

// checkHost refuses what no Host field has, which is nothing, or a name or an address with or
// without a port (RFC 9110 §7.2). A name has letters, digits, "-", "_", "~" and dots: RFC 3986
// §3.2.2 also has percent-encoding and delimiters such as "," and "'", which no name of a server
// has. An address of version 6 stands in brackets, and may have a zone. A port is a colon and
// digits, of which there may be none.
func (r *Request) checkHost() error {
	host := r.Wire.Host
	name, port, hasPort := strings.Cut(host, ":")
	ok := len(host) <= maxHost && (name != "" || !hasPort)
	literal := strings.HasPrefix(host, "[")
	if literal {
		end := strings.IndexByte(host, ']')
		if ok = ok && end >= len("[1") && (end+1 == len(host) || host[end+1] == ':'); ok {
			name, port = host[1:end], strings.TrimPrefix(host[end+1:], ":")
		}
	}
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~':
		case literal && (c == ':' || c == '%'):
		default:
			ok = false
		}
	}
	if !ok || strings.Trim(port, "0123456789") != "" {
		return Refuse(rule.Host)
	}
	return nil
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
	path, ok := below(r.prefix, r.url.Path)
	if !ok {
		return Refuse(rule.OutsidePrefix).withCause(fmt.Errorf("getobject: path %.80q is not under prefix %q", r.url.Path, r.prefix))
	}
	r.Address = r.hosts.Parse(r.Wire.Host, path)
	q, err := ParseQuery(r.Wire.RawQuery)
	if err != nil {
		return Refuse(rule.BadRequest).withCause(err)
	}
	r.Query = q
	return nil
}

// below returns what a path has below a prefix, and false if it is not under it.
func below(prefix, path string) (string, bool) {
	path, ok := strings.CutPrefix(path, prefix)
	return path, ok && (prefix == "" || path == "" || path[0] == '/')
}

// checkAddress refuses a key that S3 does not have, and a range or part of what a function
// makes, unless it says that it can.
func (r *Request) checkAddress() error {
	switch {
	case r.IsPreflight():
		return nil
	case !utf8.ValidString(r.Bucket) || !utf8.ValidString(r.Key):
		return Refuse(rule.InvalidURI)
	case len(r.Key) > MaxKeyLength:
		return Refuse(rule.KeyTooLong,
			"Size", strconv.Itoa(len(r.Key)), "MaxSizeAllowed", strconv.Itoa(MaxKeyLength))
	case !r.Secure && r.Region != "" && address.IsVolumeAlias(r.Bucket):
		e := Refuse(rule.PlainHTTP, "Endpoint", r.Wire.Host, "Bucket", r.Bucket)
		e.Header = []Field{{Name: "Location", Value: "https://" + r.Wire.Host + r.url.RequestURI()}}
		return e
	case r.Endpoint == address.EndpointObjectLambda && !r.lambdaRange && (r.Header["Range"] != nil || r.Query.Has("partNumber")):
		return Refuse(rule.ObjectLambda)
	}
	return nil
}

// Traits are what one pass over a header finds, so that most requests need no look at
// the fields that they lack.
type traits struct {
	conditional bool // has a field that begins with If-
	amazon      bool // has a field that begins with X-Amz-
	ranged      bool // has a Range
	respelled   bool // has a field that decides and is not in its signed form
}

// checkHeader refuses a header section that is too long, and notes its traits.
func (r *Request) checkHeader() error {
	size := 0
	for name, lines := range r.Header {
		for _, line := range lines {
			size += len(name) + len(line)
		}
		switch {
		case strings.HasPrefix(name, "If-"):
			r.traits.conditional = true
		case strings.HasPrefix(name, "X-Amz-"):
			r.traits.amazon = true
		case name == "Range":
			r.traits.ranged = true
		default:
			continue
		}
		if !inSignedForm(name, lines) {
			r.traits.respelled = true
		}
	}
	if size > MaxHeaderBytes {
		return Refuse(rule.HeaderTooLarge, "MaxSizeAllowed", strconv.Itoa(MaxHeaderBytes))
	}
	return nil
}

// inSignedForm reports whether the lines of a field are what signedForm makes of them.
func inSignedForm(name string, lines []string) bool {
	if len(lines) != 1 {
		return false
	}
	line := lines[0]
	if strings.IndexByte(line, ' ') < 0 && strings.IndexByte(line, '\t') < 0 {
		return true // as entity tags and ranges
	}
	for i := range len(line) {
		outer := i == 0 || i == len(line)-1 || line[i-1] == ' ' || line[i-1] == '\t'
		if line[i] == '\t' || line[i] == ' ' && outer {
			return false
		}
	}
	return len(line) != len(shortAsctime) || !isShortAsctime(name, line)
}

// checkQuery refuses parameters for what can be seen without the bucket, the client's
// rights and the values of arguments. It comes before the signature.
func (r *Request) checkQuery() error {
	if r.IsPreflight() {
		return nil
	}
	for _, p := range r.Query {
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
	}
	// A signature covers both values of a parameter that is repeated, and not their order,
	// which would decide between them.
	for _, p := range r.Query {
		selects := p.Name == "versionId" || p.Name == "partNumber" || isOverride(p.Name)
		if first, _ := r.Query.Get(p.Name); selects && first != p.Value && r.claimsSignature() {
			return RefuseArgument(rule.ParameterRepeated, p.Name, p.Value)
		}
	}
	return nil
}
