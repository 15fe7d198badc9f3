package getobject

import (
	"net/http"

	"github.com/s3get/s3get/sse"
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
