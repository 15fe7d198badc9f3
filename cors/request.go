package cors

import "strings"

// The names of the request fields, in their canonical form.
const (
	originField         = "Origin"
	requestMethodField  = "Access-Control-Request-Method"
	requestHeadersField = "Access-Control-Request-Headers"
)

// A Request is what a request says about its origin. The zero Request has none.
//
// A Request may be used by several goroutines at once, as long as nobody changes
// the header that it was made from.
type Request struct {
	origin  string
	method  string   // that is asked for, or the request's own
	headers []string // field lines of the names that are asked for
}

// Parse returns what a request with a method, such as "GET", and with the fields
// h says about its origin. h has the form of an [net/http.Header]: the keys are
// canonical, and the values are the field lines in their order.
//
// Parse keeps slices of h. It allocates only if Origin or
// Access-Control-Request-Method has several lines.
func Parse(method string, h map[string][]string) Request {
	r := Request{method: method, origin: value(h[originField])}
	if r.origin == "" {
		return r
	}
	if asked := value(h[requestMethodField]); asked != "" {
		r.method = asked
	}
	r.headers = h[requestHeadersField]
	return r
}

// value returns the value of a field that is not a list (RFC 9110 §5.2), or "" if
// it is absent. It has no spaces and tabs at its ends (RFC 9110 §5.6.3).
func value(lines []string) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return strings.Trim(lines[0], " \t")
	}
	return strings.Trim(strings.Join(lines, ", "), " \t")
}

// CrossOrigin reports whether the request has an Origin. Without one, no rule
// applies: [Rules.Actual] has no answer, and [Rules.Preflight] fails with
// [NoOrigin].
func (r Request) CrossOrigin() bool { return r.origin != "" }

// Method returns the method that rules are matched with: the value of
// Access-Control-Request-Method, as it was sent, or else the method of the
// request itself. Without an Origin it is the latter.
func (r Request) Method() string { return r.method }
