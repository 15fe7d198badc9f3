package cors

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/internal/field"
)

// The limits of a configuration.
const (
	MaxRules    = 100 // rules of a bucket (S3 User Guide: Elements of a CORS configuration)
	MaxIDLength = 255 // characters of an ID (S3 PutBucketCors: ID)
)

// An InvalidError says what S3 does not store in a CORS configuration, and where.
type InvalidError struct {
	// Rule is the index of the rule, or -1 if the fault is not in one rule.
	Rule int

	// Element is the name of the element as S3 has it in XML, such as
	// "AllowedOrigin".
	Element string

	// Value is the text of the element. It may be empty.
	Value string

	// Reason says what is wrong with it.
	Reason string
}

// Error returns a sentence that names the place, such as
// `cors: rule 2: AllowedMethod "PATCH": is not GET, PUT, POST, DELETE or HEAD`.
// Rules count from 0.
func (e *InvalidError) Error() string {
	if e.Rule < 0 {
		return "cors: " + e.Element + ": " + e.Reason
	}
	return fmt.Sprintf("cors: rule %d: %s %q: %s", e.Rule, e.Element, e.Value, e.Reason)
}

// Validate returns an [*InvalidError] for the first thing that PutBucketCors
// refuses, and nil if S3 would store the rules (S3 PutBucketCors: Request Body):
//
//	CORSRule       more than MaxRules
//	ID             longer than MaxIDLength
//	AllowedOrigin  none, or more than one "*"; an empty one is stored
//	AllowedMethod  none, or not GET, PUT, POST, DELETE or HEAD
//	AllowedHeader  not a token (RFC 9110 §5.6.2), or more than one "*"
//	ExposeHeader   not a token, or a "*" in it
//	MaxAgeSeconds  negative
//
// No rules are valid: they mean that CORS is not enabled. S3 refuses to store a
// configuration without rules.
func (rules Rules) Validate() error {
	if len(rules) > MaxRules {
		return &InvalidError{-1, "CORSRule", "", fmt.Sprintf("%d rules are more than %d", len(rules), MaxRules)}
	}
	for i := range rules {
		if err := rules[i].validate(); err != nil {
			err.Rule = i
			return err
		}
	}
	return nil
}

func (rule *Rule) validate() *InvalidError {
	if utf8.RuneCountInString(rule.ID) > MaxIDLength {
		return &InvalidError{Element: "ID", Value: rule.ID, Reason: "is longer than 255 characters"}
	}
	for _, e := range []struct {
		name   string
		texts  []string
		needed bool
		reason func(string) string
	}{
		{"AllowedOrigin", rule.AllowedOrigins, true, originFault},
		{"AllowedMethod", rule.AllowedMethods, true, methodFault},
		{"AllowedHeader", rule.AllowedHeaders, false, headerFault},
		{"ExposeHeader", rule.ExposeHeaders, false, exposeFault},
	} {
		if e.needed && len(e.texts) == 0 {
			return &InvalidError{Element: e.name, Reason: "is missing"}
		}
		for _, text := range e.texts {
			if reason := e.reason(text); reason != "" {
				return &InvalidError{Element: e.name, Value: text, Reason: reason}
			}
		}
	}
	if age := rule.MaxAgeSeconds; age != nil && *age < 0 {
		return &InvalidError{Element: "MaxAgeSeconds", Value: fmt.Sprint(*age), Reason: "is negative"}
	}
	return nil
}

const severalWildcards = `has more than one "*"`

func originFault(origin string) string {
	if strings.Count(origin, "*") > 1 {
		return severalWildcards
	}
	return ""
}

func methodFault(method string) string {
	if !slices.Contains([]string{"GET", "PUT", "POST", "DELETE", "HEAD"}, method) {
		return "is not GET, PUT, POST, DELETE or HEAD"
	}
	return ""
}

func headerFault(name string) string {
	switch {
	case !field.IsToken(name):
		return "is not the name of a header field"
	case strings.Count(name, "*") > 1:
		return severalWildcards
	}
	return ""
}

func exposeFault(name string) string {
	switch {
	case !field.IsToken(name):
		return "is not the name of a header field"
	case strings.Contains(name, "*"):
		return `has a "*"`
	}
	return ""
}
