package cors_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3get/s3get/cors"
)

const vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"

// first allows one origin much, second allows all origins little.
var (
	first = cors.Rule{
		ID:             "first",
		AllowedOrigins: []string{"https://a.example", "https://*.a.example"},
		AllowedMethods: []string{"GET", "PUT"},
		AllowedHeaders: []string{"X-Amz-*", "range"},
		ExposeHeaders:  []string{"ETag", "x-amz-version-id"},
		MaxAgeSeconds:  seconds(3000),
	}
	second = cors.Rule{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"HEAD", "GET"}}
	both   = cors.Rules{first, second}
)

// firstFields are the fields of the first rule for an origin, without those that
// depend on the request.
func firstFields(origin, headers string) []cors.Field {
	fields := []cors.Field{
		{Name: "Access-Control-Allow-Origin", Value: origin},
		{Name: "Access-Control-Allow-Methods", Value: "GET, PUT"},
	}
	if headers != "" {
		fields = append(fields, cors.Field{Name: "Access-Control-Allow-Headers", Value: headers})
	}
	return append(fields,
		cors.Field{Name: "Access-Control-Expose-Headers", Value: "ETag, x-amz-version-id"},
		cors.Field{Name: "Access-Control-Max-Age", Value: "3000"},
		cors.Field{Name: "Access-Control-Allow-Credentials", Value: "true"},
		cors.Field{Name: "Vary", Value: vary})
}

var secondFields = []cors.Field{
	{Name: "Access-Control-Allow-Origin", Value: "*"},
	{Name: "Access-Control-Allow-Methods", Value: "HEAD, GET"},
	{Name: "Vary", Value: vary},
}

// header makes a header of "Name: value" lines.
func header(lines ...string) http.Header {
	h := http.Header{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return h
}

const (
	fromA  = "Origin: https://a.example"
	askGET = "Access-Control-Request-Method: GET"
)

func TestAnswers(t *testing.T) {
	allow := func(rule int, fields []cors.Field) cors.Answer { return cors.Answer{Rule: rule, Fields: fields} }
	tests := []struct {
		rules  cors.Rules
		method string
		lines  []string
		want   cors.Answer
		ok     bool
	}{
		// No rules, no origin, no match.
		{nil, "GET", []string{fromA}, cors.Answer{}, false},
		{cors.Rules{}, "GET", []string{fromA}, cors.Answer{}, false},
		{both, "GET", nil, cors.Answer{}, false},
		{both, "GET", []string{"Origin: "}, cors.Answer{}, false},
		{both, "GET", []string{"Referer: https://a.example/"}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: http://a.example"}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: https://a.example/"}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: https://A.example"}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: https://a.example\x01"}, cors.Answer{}, false},
		{both[1:], "GET", []string{"Origin: https://a.example\x7f"}, cors.Answer{}, false},
		{both[1:], "GET", []string{"Origin: a\x1fb"}, cors.Answer{}, false},
		{both[1:], "GET", []string{"Origin: a\nb"}, cors.Answer{}, false},
		{both[1:], "GET", []string{"Origin: a\bb"}, cors.Answer{}, false},
		{both[:1], "HEAD", []string{fromA}, cors.Answer{}, false},
		{both[:1], "get", []string{fromA}, cors.Answer{}, false},
		{cors.Rules{{}}, "GET", []string{fromA}, cors.Answer{}, false},

		// The first rule that matches.
		{both, "GET", []string{fromA}, allow(0, firstFields("https://a.example", "")), true},
		{both, "GET", []string{"Origin:  https://a.example \t"}, allow(0, firstFields("https://a.example", "")), true},
		{both, "GET", []string{"Origin: https://x.a.example"}, allow(0, firstFields("https://x.a.example", "")), true},
		{both, "GET", []string{"Origin: https://.a.example"}, allow(0, firstFields("https://.a.example", "")), true},
		{both, "GET", []string{"Origin: https://x.a.example.b"}, allow(1, secondFields), true},
		{both, "HEAD", []string{fromA}, allow(1, secondFields), true},
		{both, "GET", []string{"Origin: null"}, allow(1, secondFields), true},
		{both, "GET", []string{"Origin: a \tb\x80"}, allow(1, secondFields), true},
		{cors.Rules{second, first}, "GET", []string{fromA}, allow(0, secondFields), true},

		// The method that is asked for counts, whatever the request's own is.
		{both, "GET", []string{fromA, "Access-Control-Request-Method: PUT"}, allow(0, firstFields("https://a.example", "")), true},
		{both[1:], "GET", []string{fromA, "Access-Control-Request-Method: PUT"}, cors.Answer{}, false},
		{both[:1], "HEAD", []string{fromA, askGET}, allow(0, firstFields("https://a.example", "")), true},
		{both[:1], "GET", []string{fromA, "Access-Control-Request-Method: "}, allow(0, firstFields("https://a.example", "")), true},
		{both[:1], "GET", []string{fromA, "Access-Control-Request-Method: get"}, cors.Answer{}, false},
		{both[:1], "GET", []string{fromA, askGET, askGET}, cors.Answer{}, false},
		{both[:1], "OPTIONS", []string{fromA, "Access-Control-Request-Method:  GET\t"}, allow(0, firstFields("https://a.example", "")), true},
		{both, "OPTIONS", []string{fromA}, cors.Answer{}, false},
		{both, "OPTIONS", []string{fromA, "Access-Control-Request-Method: PATCH"}, cors.Answer{}, false},
		{both, "OPTIONS", []string{fromA, "Access-Control-Request-Method: *"}, cors.Answer{}, false},

		// Fields that are asked for, in their order and in lower case.
		{both, "OPTIONS", []string{fromA, askGET, "Access-Control-Request-Headers: Range"},
			allow(0, firstFields("https://a.example", "range")), true},
		{both, "OPTIONS", []string{fromA, askGET, "Access-Control-Request-Headers: x-AMZ-b ,\tRANGE,x-amz-,,x-amz-b"},
			allow(0, firstFields("https://a.example", "x-amz-b, range, x-amz-, x-amz-b")), true},
		{both, "OPTIONS", []string{fromA, askGET, "Access-Control-Request-Headers: range", "Access-Control-Request-Headers: x-amz-a"},
			allow(0, firstFields("https://a.example", "range, x-amz-a")), true},
		{both, "OPTIONS", []string{fromA, askGET, "Access-Control-Request-Headers: , "},
			allow(0, firstFields("https://a.example", "")), true},
		{both, "GET", []string{fromA, "Access-Control-Request-Headers: range"},
			allow(0, firstFields("https://a.example", "range")), true},
		{both, "GET", []string{fromA, "Access-Control-Request-Headers: range, x-other"}, cors.Answer{}, false},
		{both, "GET", []string{fromA, "X-Other: 1"}, allow(0, firstFields("https://a.example", "")), true},
		{both[1:], "OPTIONS", []string{fromA, askGET, "Access-Control-Request-Headers: range"}, cors.Answer{}, false},
		{cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: []string{"*"}}}, "OPTIONS",
			[]string{fromA, askGET, `Access-Control-Request-Headers: x y`}, cors.Answer{}, false},

		// Several lines of Origin are one value.
		{both[:1], "GET", []string{fromA, fromA}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: https://x.a.example", fromA}, cors.Answer{}, false},
		{both[:1], "GET", []string{"Origin: https://e", "Origin: https://x.a.example"},
			allow(0, firstFields("https://e, https://x.a.example", "")), true},

		// "*" beside others, a "*" that is not the whole, an age of 0, a second "*".
		{cors.Rules{{AllowedOrigins: []string{"https://a.example", "*"}, AllowedMethods: []string{"GET"}}}, "GET", []string{fromA},
			allow(0, []cors.Field{{Name: "Access-Control-Allow-Origin", Value: "*"},
				{Name: "Access-Control-Allow-Methods", Value: "GET"}, {Name: "Vary", Value: vary}}), true},
		{cors.Rules{{AllowedOrigins: []string{"https*"}, AllowedMethods: []string{"GET"}, MaxAgeSeconds: seconds(0)}}, "GET", []string{fromA},
			allow(0, []cors.Field{{Name: "Access-Control-Allow-Origin", Value: "https://a.example"},
				{Name: "Access-Control-Allow-Methods", Value: "GET"}, {Name: "Access-Control-Max-Age", Value: "0"},
				{Name: "Access-Control-Allow-Credentials", Value: "true"}, {Name: "Vary", Value: vary}}), true},
		{cors.Rules{{AllowedOrigins: []string{"https*a*"}, AllowedMethods: []string{"GET"}}}, "GET", []string{fromA}, cors.Answer{}, false},
	}
	for _, tt := range tests {
		r := cors.Parse(tt.method, header(tt.lines...))
		got, ok := tt.rules.Actual(r)
		if diff := cmp.Diff(tt.want, got); diff != "" || ok != tt.ok {
			t.Errorf("Actual(%s, %q) = _, %v, want %v; (-want +got)\n%s", tt.method, tt.lines, ok, tt.ok, diff)
		}
		got, err := tt.rules.Preflight(r)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != tt.ok {
			t.Errorf("Preflight(%s, %q) = _, %v, want ok %v; (-want +got)\n%s", tt.method, tt.lines, err, tt.ok, diff)
		}
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		rules cors.Rules
		lines []string
		want  cors.Refusal
		text  string
	}{
		{nil, nil, cors.NoOrigin, "cors: preflight request without Origin"},
		{both, []string{askGET}, cors.NoOrigin, "cors: preflight request without Origin"},
		{both, []string{"Origin: \t", askGET}, cors.NoOrigin, "cors: preflight request without Origin"},
		{nil, []string{fromA}, cors.NotEnabled, "cors: bucket without rules"},
		{nil, []string{fromA, askGET}, cors.NotEnabled, "cors: bucket without rules"},
		{cors.Rules{}, []string{fromA, askGET}, cors.NotEnabled, "cors: bucket without rules"},
		{both, []string{fromA}, cors.NotAllowed, "cors: no rule allows the request"},
		{both, []string{fromA, "Access-Control-Request-Method: DELETE"}, cors.NotAllowed, "cors: no rule allows the request"},
	}
	for _, tt := range tests {
		_, err := tt.rules.Preflight(cors.Parse("OPTIONS", header(tt.lines...)))
		if !errors.Is(err, tt.want) || err.Error() != tt.text {
			t.Errorf("Preflight(%q) = %v, want %v", tt.lines, err, tt.want)
		}
	}
	for f, want := range map[cors.Refusal]string{0: "cors: Refusal(0)", 9: "cors: Refusal(9)"} {
		if got := f.Error(); got != want {
			t.Errorf("Refusal.Error() = %q, want %q", got, want)
		}
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		method string
		lines  []string
		cross  bool
		want   string
	}{
		{"GET", nil, false, "GET"},
		{"", nil, false, ""},
		{"GET", []string{fromA}, true, "GET"},
		{"GET", []string{"Origin: x"}, true, "GET"},
		{"GET", []string{"Origin: ", "Origin: "}, true, "GET"},
		{"GET", []string{"Origin: x", "Access-Control-Request-Method: PUT"}, true, "PUT"},
		{"GET", []string{"Access-Control-Request-Method: PUT"}, false, "GET"},
		{"OPTIONS", []string{fromA}, true, "OPTIONS"},
		{"OPTIONS", []string{fromA, "Access-Control-Request-Method: \t"}, true, "OPTIONS"},
		{"OPTIONS", []string{fromA, "Access-Control-Request-Method: put"}, true, "put"},
		{"OPTIONS", []string{fromA, "Access-Control-Request-Method: PUT", "Access-Control-Request-Method: GET"}, true, "PUT, GET"},
	}
	for _, tt := range tests {
		r := cors.Parse(tt.method, header(tt.lines...))
		if r.CrossOrigin() != tt.cross || r.Method() != tt.want {
			t.Errorf("Parse(%q, %q) = cross origin %v, method %q; want %v, %q",
				tt.method, tt.lines, r.CrossOrigin(), r.Method(), tt.cross, tt.want)
		}
	}
	if r := (cors.Request{}); r.CrossOrigin() || r.Method() != "" {
		t.Errorf("zero Request = cross origin %v, method %q", r.CrossOrigin(), r.Method())
	}
}

// seconds returns a pointer to n.
func seconds(n int) *int { return &n }
