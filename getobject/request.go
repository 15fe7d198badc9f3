package getobject

import (
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
)

// A Request is a GetObject or HeadObject, read once from HTTP by [Parse]. It holds
// what the client asks and what is wrong with it, and nothing that was decided.
type Request struct {
	Method string    // "GET" or "HEAD"
	Secure bool      // came over a connection that keeps a customer's key secret
	Time   time.Time // when it came

	Address
	Query  Query       // decoded, in the order of the wire
	Header http.Header // as received; never changed
	Wire   Wire        // what a signature covers beside Header

	traits     traits
	conditions conditional.Conditions
	version    version.Selector
	ask        rangespec.Selection
	key        sse.CustomerKey
	sums       bool // wants checksums
	overrides  bool // overrides a response header

	// What was wrong where. The checks of arguments tell it when its turn comes.
	versionErr, askErr, keyErr, sumsErr error
}

// A Wire is what a signature covers beside the header fields.
type Wire struct {
	Host     string // Host field or authority, with its port
	Path     string // percent-encoded path
	RawQuery string // query without its question mark
}

// Parse reads a request that came at the time now. secure says whether the
// connection keeps a customer's key secret, as TLS does.
//
// The error is an [*Error]. One for which [Error.NotRead] reports true says that the
// request is another operation than GetObject and HeadObject; any other, that it is a
// read of the wrong shape. Errors in the values of arguments are not reported by
// Parse but by [Decide], in S3's order.
//
// Parse keeps hr.Header and does not change it.
func Parse(hr *http.Request, a Addressing, secure bool, now time.Time) (*Request, error) {
	r := new(Request)
	if err := r.parse(hr, a, secure, now); err != nil {
		return nil, err
	}
	return r, nil
}

// parse is Parse into r, which is zero.
func (r *Request) parse(hr *http.Request, a Addressing, secure bool, now time.Time) error {
	if err := r.fill(hr, a, secure, now); err != nil {
		return err
	}
	for i := range shapes {
		if err := shapes[i].check(r); err != nil {
			return err
		}
	}
	r.read()
	return nil
}

// fill takes over what came, of which only the encoding of the query is checked.
func (r *Request) fill(hr *http.Request, a Addressing, secure bool, now time.Time) error {
	r.Method, r.Secure, r.Time = hr.Method, secure, now
	r.Header, r.traits = hr.Header, scan(hr.Header)
	r.Wire = Wire{Host: hr.Host, Path: hr.URL.EscapedPath(), RawQuery: hr.URL.RawQuery}
	r.Address = a.Resolve(hr.Host, hr.URL.Path)
	q, err := ParseQuery(hr.URL.RawQuery)
	if err != nil {
		return refuse(RuleBadRequest).because(err)
	}
	r.Query = q
	return nil
}

// shapes are the steps of [Parse] once the query is decoded, in S3's order.
var shapes = [...]struct {
	name  string
	check func(*Request) error
}{
	{"operation", (*Request).route},
	{"address", (*Request).checkAddress},
	{"header section", (*Request).checkHeader},
	{"query", (*Request).checkQuery},
}

// IsHead reports whether the request is a HeadObject.
func (r *Request) IsHead() bool { return r.Method == http.MethodHead }

// Version returns the version that the request names. It is the latest also if the
// request names what no store has, such as an empty id; an id that has not the form of
// this store's is returned as it is.
func (r *Request) Version() version.Selector { return r.version }

// Selection returns what the request asks for of the object, which is the whole object
// also where it asks malformedly.
func (r *Request) Selection() rangespec.Selection { return r.ask }

// read reads the values of arguments and notes what is wrong with them.
func (r *Request) read() {
	var part *string
	for i := range r.Query {
		r.readParam(&r.Query[i], &part)
	}
	r.ask, r.askErr = rangespec.Select(r.Header["Range"], part)
	if r.traits.conditional {
		r.conditions = conditional.S3.Parse(r.Header)
	}
	if r.traits.amazon {
		r.key, r.keyErr = sse.ParseCustomer(r.Header, r.Secure)
		r.sums, r.sumsErr = checksum.Requested(r.Header["X-Amz-Checksum-Mode"])
	}
}

// readParam reads one parameter. The first of a name counts.
func (r *Request) readParam(p *Param, part **string) {
	switch {
	case p.Name == "partNumber" && *part == nil:
		*part = &p.Value
	case p.Name == "versionId" && r.version.IsLatest() && r.versionErr == nil:
		r.version, r.versionErr = version.Parse(p.Value)
	case isOverride(p.Name):
		r.overrides = true
	}
}

// header returns the value of a field of S3's of one line; further lines are not looked
// at.
func (r *Request) header(name string) (string, bool) {
	if !r.traits.amazon {
		return "", false
	}
	lines := r.Header[name]
	if len(lines) == 0 {
		return "", false
	}
	return lines[0], true
}

// Traits are what one pass over a header finds, so that most requests need no look at
// the fields that they lack.
type traits struct {
	bytes       int  // length of all names and values
	conditional bool // has a field that begins with If-
	amazon      bool // has a field that begins with X-Amz-
}

func scan(h http.Header) traits {
	var t traits
	for name, lines := range h {
		for _, line := range lines {
			t.bytes += len(name) + len(line)
		}
		t.conditional = t.conditional || strings.HasPrefix(name, "If-")
		t.amazon = t.amazon || strings.HasPrefix(name, "X-Amz-")
	}
	return t
}
