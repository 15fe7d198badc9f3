package cors

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// A Field is a header field of an answer, with its name as S3 spells it.
type Field struct{ Name, Value string }

// An Answer is what the rule that matched a request adds to the answer.
type Answer struct {
	// Rule is the index of the rule in the Rules.
	Rule int

	// Fields are the header fields in the order in which S3 sends them. Each is
	// one line. The caller may change the slice.
	Fields []Field
}

// A Refusal says why a preflight request is refused. A Refusal is an error, so
// that errors.Is(err, cors.NotAllowed) asks for it. The zero Refusal is none of
// the constants. The package comment has the code and the message that S3 answers
// with.
type Refusal uint8

const (
	// NoOrigin means that the request has no Origin. It is also the refusal if
	// the bucket is missing, which the caller finds out (S3 OPTIONS object: Origin).
	NoOrigin Refusal = iota + 1

	// NotEnabled means that the bucket has no rules
	// (S3 OPTIONS object: Description).
	NotEnabled

	// NotAllowed means that no rule matches the origin, the method and the fields
	// that are asked for (S3 User Guide: How does Amazon S3 evaluate the CORS
	// configuration on a bucket?).
	NotAllowed
)

// Error returns the reason, such as "cors: no rule allows the request".
func (f Refusal) Error() string {
	switch f {
	case NoOrigin:
		return "cors: preflight request without Origin"
	case NotEnabled:
		return "cors: bucket without rules"
	case NotAllowed:
		return "cors: no rule allows the request"
	}
	return "cors: Refusal(" + strconv.Itoa(int(f)) + ")"
}

// Actual returns what a GET or HEAD is answered with beside everything else,
// whatever its status, and false if that is nothing: there are no rules, the
// request has no Origin, or no rule matches it. It does not allocate then.
func (rules Rules) Actual(r Request) (Answer, bool) {
	if len(rules) == 0 || !r.CrossOrigin() {
		return Answer{}, false
	}
	i := rules.match(&r)
	if i < 0 {
		return Answer{}, false
	}
	return Answer{i, rules[i].fields(&r)}, true
}

// Preflight returns what an OPTIONS request is answered with, which is 200 and no
// content. The error is always a [Refusal]. It does not allocate if it fails.
func (rules Rules) Preflight(r Request) (Answer, error) {
	a, ok := rules.Actual(r)
	switch {
	case ok:
		return a, nil
	case !r.CrossOrigin():
		return a, NoOrigin
	case len(rules) == 0:
		return a, NotEnabled
	}
	return a, NotAllowed
}

// fields returns the fields of the answer to r, which the rule matches.
func (rule *Rule) fields(r *Request) []Field {
	origin := r.origin
	open := slices.Contains(rule.AllowedOrigins, "*")
	if open {
		origin = "*"
	}
	fields := append(make([]Field, 0, 7),
		Field{"Access-Control-Allow-Origin", origin},
		Field{"Access-Control-Allow-Methods", strings.Join(rule.AllowedMethods, ", ")})
	if names := lowerList(r.headers); names != "" {
		fields = append(fields, Field{"Access-Control-Allow-Headers", names})
	}
	if len(rule.ExposeHeaders) > 0 {
		fields = append(fields, Field{"Access-Control-Expose-Headers", strings.Join(rule.ExposeHeaders, ", ")})
	}
	if rule.MaxAgeSeconds != nil {
		fields = append(fields, Field{"Access-Control-Max-Age", strconv.Itoa(*rule.MaxAgeSeconds)})
	}
	if !open {
		fields = append(fields, Field{"Access-Control-Allow-Credentials", "true"})
	}
	return append(fields, Field{"Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"})
}

// lowerList returns the elements of a list in lower case, joined, given its lines.
func lowerList(lines []string) string {
	var b strings.Builder
	for name := range field.Elements(lines) {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strings.ToLower(name))
	}
	return b.String()
}
