package cors_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/cors"
)

func TestValidate(t *testing.T) {
	with := func(change func(*cors.Rule)) cors.Rules {
		r := first
		change(&r)
		return cors.Rules{second, r}
	}
	tests := []struct {
		rules cors.Rules
		want  string // "" means valid
	}{
		{nil, ""},
		{both, ""},
		{slices.Repeat(both, 50), ""},
		{append(slices.Repeat(both, 50), first), "cors: CORSRule: 101 rules are more than 100"},
		{with(func(r *cors.Rule) { r.ID = strings.Repeat("ü", 255) }), ""},
		{with(func(r *cors.Rule) { r.ID = strings.Repeat("i", 256) }),
			`cors: rule 1: ID "` + strings.Repeat("i", 256) + `": is longer than 255 characters`},
		{with(func(r *cors.Rule) { r.AllowedOrigins = []string{""} }), ""},
		{with(func(r *cors.Rule) { r.AllowedOrigins = nil }), `cors: rule 1: AllowedOrigin "": is missing`},
		{with(func(r *cors.Rule) { r.AllowedOrigins = []string{"*", "*a*"} }), `cors: rule 1: AllowedOrigin "*a*": has more than one "*"`},
		{with(func(r *cors.Rule) { r.AllowedMethods = []string{"GET", "PUT", "POST", "DELETE", "HEAD"} }), ""},
		{with(func(r *cors.Rule) { r.AllowedMethods = []string{} }), `cors: rule 1: AllowedMethod "": is missing`},
		{with(func(r *cors.Rule) { r.AllowedMethods = []string{"GET", "OPTIONS"} }),
			`cors: rule 1: AllowedMethod "OPTIONS": is not GET, PUT, POST, DELETE or HEAD`},
		{with(func(r *cors.Rule) { r.AllowedMethods = []string{"get"} }),
			`cors: rule 1: AllowedMethod "get": is not GET, PUT, POST, DELETE or HEAD`},
		{with(func(r *cors.Rule) { r.AllowedHeaders = nil }), ""},
		{with(func(r *cors.Rule) { r.AllowedHeaders = []string{"*"} }), ""},
		{with(func(r *cors.Rule) { r.AllowedHeaders = []string{""} }), `cors: rule 1: AllowedHeader "": is not the name of a header field`},
		{with(func(r *cors.Rule) { r.AllowedHeaders = []string{"a b"} }), `cors: rule 1: AllowedHeader "a b": is not the name of a header field`},
		{with(func(r *cors.Rule) { r.AllowedHeaders = []string{"x-*-*"} }), `cors: rule 1: AllowedHeader "x-*-*": has more than one "*"`},
		{with(func(r *cors.Rule) { r.ExposeHeaders = nil }), ""},
		{with(func(r *cors.Rule) { r.ExposeHeaders = []string{"*"} }), `cors: rule 1: ExposeHeader "*": has a "*"`},
		{with(func(r *cors.Rule) { r.ExposeHeaders = []string{"a\r\nb"} }), `cors: rule 1: ExposeHeader "a\r\nb": is not the name of a header field`},
		{with(func(r *cors.Rule) { r.MaxAgeSeconds = nil }), ""},
		{with(func(r *cors.Rule) { r.MaxAgeSeconds = seconds(0) }), ""},
		{with(func(r *cors.Rule) { r.MaxAgeSeconds = seconds(-1) }), `cors: rule 1: MaxAgeSeconds "-1": is negative`},
	}
	for _, tt := range tests {
		err := tt.rules.Validate()
		var invalid *cors.InvalidError
		switch {
		case err == nil && tt.want == "":
		case err == nil || err.Error() != tt.want || !errors.As(err, &invalid):
			t.Errorf("Validate(%d rules) = %v, want %q", len(tt.rules), err, tt.want)
		case invalid.Rule != 1 && (invalid.Rule != -1 || invalid.Element != "CORSRule"):
			t.Errorf("Validate: %v is of rule %d, want 1", err, invalid.Rule)
		}
	}
}
