package cors

import (
	"slices"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// A Rule lets pages of some origins send some requests to a bucket
// (S3 User Guide: Elements of a CORS configuration). The zero Rule matches no
// request.
type Rule struct {
	// ID names the rule for those who wrote it. It decides nothing.
	ID string

	// AllowedOrigins are the origins of pages, such as "https://www.example.com",
	// each with at most one "*". An empty one matches nothing.
	AllowedOrigins []string

	// AllowedMethods are the methods that a page may use: GET, PUT, POST, DELETE
	// and HEAD. They are sent in this order.
	AllowedMethods []string

	// AllowedHeaders are the names of the header fields that a page may ask for,
	// each with at most one "*". Without any, a page may ask for none.
	AllowedHeaders []string

	// ExposeHeaders are the names of the header fields of an answer that a page
	// may read. They are sent in this order.
	ExposeHeaders []string

	// MaxAgeSeconds is how long a browser may remember the answer to a preflight
	// request. Nil means that the answer does not say; 0 is sent.
	MaxAgeSeconds *int
}

// Rules are the CORS configuration of a bucket, in the order in which they are
// asked. No rules, or nil, mean that CORS is not enabled.
//
// All methods take Rules that [Rules.Validate] refuses, too: a second "*" of a
// pattern then stands for itself.
type Rules []Rule

// maxNames is how many fields a request may ask for. No limit of S3's is known; a page that
// asks for more gets no answer, so that nobody makes a server compare thousands of names with
// thousands of patterns.
const maxNames = 256

// match returns the index of the first rule that matches r, or -1.
func (rules Rules) match(r *Request) int {
	if strings.ContainsFunc(r.origin, isControl) {
		return -1
	}
	names := 0
	for range field.Elements(r.headers) {
		names++
	}
	if names > maxNames {
		return -1
	}
	for i := range rules {
		if rules[i].matches(r) {
			return i
		}
	}
	return -1
}

func (rule *Rule) matches(r *Request) bool {
	return slices.Contains(rule.AllowedMethods, r.method) &&
		rule.allowsOrigin(r.origin) && rule.allowsHeaders(r.headers)
}

func (rule *Rule) allowsOrigin(origin string) bool {
	for _, pattern := range rule.AllowedOrigins {
		if matches(pattern, origin, equal) {
			return true
		}
	}
	return false
}

// allowsHeaders reports whether each name in the lines of a list is allowed.
func (rule *Rule) allowsHeaders(lines []string) bool {
	for name := range field.Elements(lines) {
		if !field.IsToken(name) || !rule.allowsHeader(name) {
			return false
		}
	}
	return true
}

func (rule *Rule) allowsHeader(name string) bool {
	for _, pattern := range rule.AllowedHeaders {
		if matches(pattern, name, strings.EqualFold) {
			return true
		}
	}
	return false
}

// matches reports whether s is pattern, in which the first "*" stands for any
// characters or none. What is not behind a "*" is compared by same.
func matches(pattern, s string, same func(a, b string) bool) bool {
	prefix, suffix, found := strings.Cut(pattern, "*")
	if !found {
		return same(pattern, s)
	}
	return len(s) >= len(prefix)+len(suffix) &&
		same(prefix, s[:len(prefix)]) && same(suffix, s[len(s)-len(suffix):])
}

func equal(a, b string) bool { return a == b }

// isControl reports whether a field value must not have r (RFC 9110 §5.5).
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
