package getobject

import (
	"crypto/tls"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
)

// A Request is a GetObject or HeadObject, read once from HTTP by [Parse]. It holds what the
// client asks for and what is wrong with it, and nothing that was decided. It may be kept,
// and is not to be changed.
//
// No verb of package fmt and no handler of package log/slog prints more of a Request than
// its method and address: the header may hold secrets.
type Request struct {
	Method     string               // "GET", "HEAD", or "OPTIONS" for a preflight request
	RemoteAddr string               // of the connection, as [net/http.Request] has it
	TLS        *tls.ConnectionState // nil without TLS to this very server
	Secure     bool                 // over a connection that keeps a customer's key secret
	Time       time.Time            // when the request came

	address.Address
	Query  Query       // decoded, in the order of the wire
	Header http.Header // as received; never changed
	Wire   Wire        // what a signature covers beside Header

	url         *url.URL
	hosts       address.Hosts
	lambdaRange bool // of ParseOptions
	prefix      string

	fields     http.Header // the fields that decide, as they are signed
	traits     traits
	conditions conditional.Conditions
	version    version.Selector
	selection  rangespec.Selection
	key        sse.CustomerKey
	sums       bool // checksums are wanted
	overrides  bool // a response header is overridden
	presigned  bool // the signature is in the query

	// What is wrong with arguments. It is told when their turn comes.
	versionErr, selectionErr, keyErr, sumsErr error
}

// A Wire is what a signature covers beside the header fields.
type Wire struct {
	Host     string // Host field or authority, with its port
	Path     string // percent-encoded path
	RawQuery string // query without its question mark

	// TransferEncoding is the value of that field, which [net/http] takes out of the
	// header. Some SDKs sign it.
	TransferEncoding string
}

// ParseOptions are what [Parse] has to know beside the request. The zero value reads the
// hosts of Amazon S3, and treats the connection as insecure.
type ParseOptions struct {
	// Hosts says which hosts name buckets.
	Hosts address.Hosts

	// Prefix is the path under which buckets and keys begin; see [Handler.Prefix].
	Prefix string

	// Secure says that the connection keeps a customer's key secret, as TLS does.
	Secure bool

	// Now is when the request came. The zero time means [time.Now].
	Now time.Time

	// ObjectLambdaRange says that Range and partNumber are allowed at an Object Lambda
	// access point, where they are for its function. False refuses them, as S3 does.
	ObjectLambdaRange bool
}

// Options returns what h tells [Parse] of hr.
func (h *Handler) Options(hr *http.Request) ParseOptions {
	secure := hr.TLS != nil
	if h.Secure != nil {
		secure = h.Secure(hr)
	}
	o := ParseOptions{Hosts: h.Hosts, Prefix: h.Prefix, Secure: secure, Now: time.Now()}
	if h.Now != nil {
		o.Now = h.Now()
	}
	return o
}

// Parse reads a request.
//
// The error is an [*Error]. One for which [Error.IsOtherOperation] reports true says that
// the request is another operation than GetObject and HeadObject; any other, that it is a
// malformed read. Errors in the values of arguments are not reported by Parse but by
// [Decide], in S3's order.
//
// A host that cannot be one, and a target of more than [MaxTargetBytes], are refused before
// anything else is read, for other operations as well.
//
// Parse keeps hr.Header and hr.URL and does not change them.
func Parse(hr *http.Request, opts ParseOptions) (*Request, error) {
	r := new(Request)
	if err := r.read(hr, opts, parsing[:], nil); err != nil {
		return nil, err
	}
	return r, nil
}

// read is Parse with the steps given, of which it tells an observer. What was received is in r
// whatever it returns.
func (r *Request) read(hr *http.Request, opts ParseOptions, steps []step[*Request], observe observer) error {
	r.Method, r.RemoteAddr, r.TLS = hr.Method, hr.RemoteAddr, hr.TLS
	r.Secure, r.Time = opts.Secure, opts.Now
	if r.Time.IsZero() {
		r.Time = time.Now()
	}
	r.Header, r.url, r.hosts, r.prefix = hr.Header, hr.URL, opts.Hosts, opts.Prefix
	r.lambdaRange = opts.ObjectLambdaRange
	r.Wire.Host, r.Wire.TransferEncoding = hr.Host, strings.Join(hr.TransferEncoding, ",")
	if err := walk("parse", steps, r, observe); err != nil {
		return err
	}
	// Values of arguments are read, and what is wrong with them is noted. Of a parameter that
	// is repeated the first counts.
	var part *string
	for i := range r.Query {
		switch p := &r.Query[i]; {
		case p.Name == "partNumber" && part == nil:
			part = &p.Value
		case p.Name == "versionId" && r.version.IsLatest() && r.versionErr == nil:
			r.version, r.versionErr = version.Parse(p.Value)
		case p.Name == algorithmParam:
			r.presigned = true
		case isOverride(p.Name):
			r.overrides = true
		}
	}
	r.fields = r.Header
	if r.traits.respelled {
		r.fields = signedForm(r.Header)
	}
	if r.traits.ranged || part != nil {
		r.selection, r.selectionErr = rangespec.Select(r.fields["Range"], part)
	}
	if r.traits.conditional {
		r.conditions = conditional.S3.Parse(r.fields)
	}
	if r.traits.amazon {
		r.key, r.keyErr = sse.ParseCustomer(r.fields, r.Secure)
		if mode := r.fields["X-Amz-Checksum-Mode"]; mode != nil {
			r.sums, r.sumsErr = checksum.Requested(mode)
		}
	}
	return nil
}

// IsHead reports whether the request is a HeadObject.
func (r *Request) IsHead() bool { return r.Method == http.MethodHead }

// IsPreflight reports whether the request is an OPTIONS, by which a browser asks what a page
// of another origin may do (S3 OPTIONS object).
func (r *Request) IsPreflight() bool { return r.Method == http.MethodOptions }

// Version returns the version that the request names. The error is that of
// [version.Parse].
func (r *Request) Version() (version.Selector, error) { return r.version, r.versionErr }

// Selection returns what the request selects of the object. The error is that of
// [rangespec.Select].
func (r *Request) Selection() (rangespec.Selection, error) { return r.selection, r.selectionErr }

// rangeAsSent returns the Range field, for an error document.
func (r *Request) rangeAsSent() string { return strings.Join(r.Header["Range"], ", ") }

// header returns the value of a field of S3's, its lines joined by commas (RFC 9110 §5.2).
func (r *Request) header(name string) (string, bool) {
	if !r.traits.amazon {
		return "", false
	}
	lines := r.fields[name]
	if len(lines) == 0 {
		return "", false
	}
	return lines[0], true
}

// given returns the values of an argument that SDKs move from the header to the query
// when they presign: that of the field, and in a presigned URL those of all parameters of
// that name in any letter case. A caller takes all of them into account, so that neither
// the order of parameters nor their spelling decides.
func (r *Request) given(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if value, ok := r.header(name); ok && !yield(value) {
			return
		}
		if !r.presigned {
			return
		}
		for i := range r.Query {
			if strings.EqualFold(r.Query[i].Name, name) && !yield(r.Query[i].Value) {
				return
			}
		}
	}
}

// Format writes the method and the address, whatever the verb: the header and the query
// hold what no log should. It implements [fmt.Formatter].
func (r Request) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, r.summary()) }

// LogValue returns the method and the address. It implements [slog.LogValuer].
func (r Request) LogValue() slog.Value { return slog.StringValue(r.summary()) }

// MarshalText returns the method and the address, and no error. There is no way back.
func (r Request) MarshalText() ([]byte, error) { return []byte(r.summary()), nil }

func (r *Request) summary() string {
	return r.Method + " " + strconv.Quote(r.Bucket+r.AccessPoint+"/"+r.Key)
}

// algorithmParam is the parameter by which a URL says that it is presigned.
const algorithmParam = "X-Amz-Algorithm"

// claimsSignature reports whether the request says that it is signed.
func (r *Request) claimsSignature() bool {
	lines := r.Header["Authorization"]
	return len(lines) > 0 && lines[0] != "" || r.Query.Has(algorithmParam) || r.Query.Has("Signature")
}

// A Query is the query of a request: its parameters in the order of the wire,
// decoded. A parameter may stand in it twice.
type Query []Param

// A Param is one parameter. HasValue tells "acl=" from "acl".
type Param struct {
	Name, Value string
	HasValue    bool
}

// ParseQuery reads a query without its question mark. A plus sign is a space, as in
// HTML forms. Empty items are skipped. The error says which item has a percent sign
// that is followed by anything but two hexadecimal digits.
func ParseQuery(raw string) (Query, error) {
	if raw == "" {
		return nil, nil
	}
	n := 0 // of items; empty ones must not cost memory
	for i := range len(raw) {
		if raw[i] != '&' && (i == 0 || raw[i-1] == '&') {
			n++
		}
	}
	q := make(Query, 0, n)
	for item := range strings.SplitSeq(raw, "&") {
		if item == "" {
			continue
		}
		name, value, has := strings.Cut(item, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		q = append(q, Param{name, value, has})
	}
	return q, nil
}

// Get returns the value of the first parameter of that name, and whether there is one.
func (q Query) Get(name string) (string, bool) {
	for _, p := range q {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// Has reports whether there is a parameter of that name.
func (q Query) Has(name string) bool {
	_, ok := q.Get(name)
	return ok
}
