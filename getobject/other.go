package getobject

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// otherParsing lists the steps of [ParseOther], which are those of [Parse] but for what only
// a read has.
var otherParsing = [...]step[*Request]{
	{"host", (*Request).checkHost},
	{"target", (*Request).checkTarget},
	{"query encoding", (*Request).decodeTarget},
	{"address", (*Request).checkAddress},
	{"header section", (*Request).checkHeader},
}

// ParseOther reads a request of any operation and any method, so that an [Authenticator] and
// an [Authorizer] can be asked about it: what an operation that is no read has of arguments
// is for its handler to read. The error is an [*Error].
//
// ParseOther keeps hr.Header and hr.URL and does not change them.
func ParseOther(hr *http.Request, opts ParseOptions) (*Request, error) {
	r := new(Request)
	if err := r.read(hr, opts, otherParsing[:], nil); err != nil {
		return nil, err
	}
	return r, nil
}

// NewRequest makes a read, GET or HEAD, of a version that a server reads for somebody else's request:
// the page of a website, or the object that a function transforms. hr is that request, whose
// connection, address and time it has; of header, nothing of signatures is read. The error is an
// [*Error].
func NewRequest(method string, ref store.Ref, header http.Header, hr *http.Request, opts ParseOptions) (*Request, error) {
	read := &http.Request{
		Method: method, URL: &url.URL{Path: "/" + ref.Bucket + "/" + ref.Key}, Header: make(http.Header, len(header)),
		RemoteAddr: hr.RemoteAddr, TLS: hr.TLS, Proto: hr.Proto, ProtoMajor: hr.ProtoMajor, ProtoMinor: hr.ProtoMinor,
	}
	if id, ok := ref.Version.ID(); ok {
		read.URL.RawQuery = url.Values{"versionId": {id}}.Encode()
	}
	for name, lines := range header {
		if name != "Authorization" && !strings.HasPrefix(name, "X-Amz-") {
			read.Header[name] = lines
		}
	}
	opts.Hosts, opts.Prefix = address.Hosts{}, ""
	return Parse(read, opts)
}

// Argument returns the value of an argument that is a header field of that canonical name
// beginning with X-Amz-, its lines joined by commas, or, in a presigned URL without the
// field, a parameter of the name in any letter case. It reports whether there is one.
func (r *Request) Argument(name string) (string, bool) {
	for value := range r.given(name) {
		return value, true
	}
	return "", false
}

// CustomerKey returns the customer's key that the request has, or the zero key. The error is
// an [*Error].
func (r *Request) CustomerKey() (sse.CustomerKey, error) {
	if r.keyErr != nil {
		return sse.CustomerKey{}, keyError(r.keyErr)
	}
	return r.key, nil
}

// AsError returns err as the [Handler] would answer it: an [*Error] with its fields filled
// in, an error of package store with its code, any other as an InternalError that has it as
// its cause. It is nil for a nil err.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	return asError(err)
}
