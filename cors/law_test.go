package cors_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/s3get/s3get/cors"
	"pgregory.net/rapid"
)

var (
	// origin draws texts over few letters, so that they often match.
	origin  = rapid.StringMatching(`[ab.]{1,6}`)
	pattern = rapid.StringMatching(`[ab.]{0,3}(\*[ab.]{0,3})?`)
	method  = rapid.SampledFrom([]string{"GET", "HEAD", "PUT", "POST", "DELETE"})
	name    = rapid.StringMatching(`[aAbB-]{1,4}`)

	rule = rapid.Custom(func(t *rapid.T) cors.Rule {
		r := cors.Rule{
			AllowedOrigins: rapid.SliceOfN(pattern, 1, 3).Draw(t, "origins"),
			AllowedMethods: rapid.SliceOfN(method, 1, 3).Draw(t, "methods"),
			AllowedHeaders: rapid.SliceOfN(rapid.StringMatching(`[aAbB-]{1,2}\*?|\*`), 0, 2).Draw(t, "headers"),
			ExposeHeaders:  rapid.SliceOfN(name, 0, 2).Draw(t, "expose"),
		}
		if rapid.Bool().Draw(t, "has age") {
			r.MaxAgeSeconds = seconds(rapid.IntRange(0, 5000).Draw(t, "age"))
		}
		return r
	})
	ruleList = rapid.Map(rapid.SliceOfN(rule, 0, 4), func(all []cors.Rule) cors.Rules { return all })

	request = rapid.Custom(func(t *rapid.T) http.Header {
		h := http.Header{"Origin": {origin.Draw(t, "origin")}}
		if rapid.Bool().Draw(t, "asks for a method") {
			h.Set("Access-Control-Request-Method", method.Draw(t, "method"))
		}
		if names := rapid.SliceOfN(name, 0, 3).Draw(t, "names"); len(names) > 0 {
			h.Set("Access-Control-Request-Headers", strings.Join(names, ", "))
		}
		return h
	})
)

// value returns the value of a field of an answer, and whether it is there once.
func value(a cors.Answer, name string) (string, bool) {
	values := []string{}
	for _, f := range a.Fields {
		if f.Name == name {
			values = append(values, f.Value)
		}
	}
	return strings.Join(values, "|"), len(values) == 1
}

// slow reports whether s matches a pattern, by a regular expression.
func slow(pattern, s, flags string) bool {
	parts := strings.SplitN(pattern, "*", 2)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(`(?s` + flags + `)\A` + strings.Join(parts, `.*`) + `\z`).MatchString(s)
}

// TestPatterns: an origin matches a pattern exactly if a regular expression that is
// anchored at both ends says so, and so does a name, whatever its letter case.
func TestPatterns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, o := pattern.Draw(t, "pattern"), origin.Draw(t, "origin")
		rules := cors.Rules{{AllowedOrigins: []string{p}, AllowedMethods: []string{"GET"}}}
		if _, got := rules.Actual(cors.Parse("GET", http.Header{"Origin": {o}})); got != slow(p, o, "") {
			t.Errorf("%q matches %q: %v, want %v", p, o, got, !got)
		}
		h, n := rapid.StringMatching(`[aAbB]{0,3}\*?[aAbB]{0,3}`).Draw(t, "header"), name.Draw(t, "name")
		rules = cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: []string{h}}}
		asks := http.Header{"Origin": {o}, "Access-Control-Request-Headers": {n}}
		if _, got := rules.Actual(cors.Parse("GET", asks)); got != slow(h, n, "i") {
			t.Errorf("%q matches %q: %v, want %v", h, n, got, !got)
		}
	})
}

// TestFirstRuleWins: the answer is that of the first rule that, alone, has one.
func TestFirstRuleWins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, r := ruleList.Draw(t, "rules"), cors.Parse("GET", request.Draw(t, "request"))
		var want cors.Answer
		found := false
		for i := len(rules) - 1; i >= 0; i-- {
			if a, ok := rules[i : i+1].Actual(r); ok {
				want, found = cors.Answer{Rule: i, Fields: a.Fields}, true
			}
		}
		got, ok := rules.Actual(r)
		if diff := cmp.Diff(want, got); diff != "" || ok != found {
			t.Errorf("Actual = %v, want %v (-want +got)\n%s", ok, found, diff)
		}
	})
}

// TestLaterRulesAreIrrelevant: a rule at the end never changes an answer that there is.
func TestLaterRulesAreIrrelevant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, r := ruleList.Draw(t, "rules"), cors.Parse("OPTIONS", request.Draw(t, "request"))
		want, err := rules.Preflight(r)
		if err != nil {
			return
		}
		got, err := append(slices.Clone(rules), rule.Draw(t, "more")).Preflight(r)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("with one more rule: %v (-want +got)\n%s", err, diff)
		}
	})
}

// TestAnyOrEcho: an answer names the origin and allows credentials, or says "*" and
// allows none, and the latter exactly if "*" is among the rule's origins.
func TestAnyOrEcho(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, h := ruleList.Draw(t, "rules"), request.Draw(t, "request")
		a, ok := rules.Actual(cors.Parse("GET", h))
		if !ok {
			return
		}
		want := h.Get("Origin")
		open := slices.Contains(rules[a.Rule].AllowedOrigins, "*")
		if open {
			want = "*"
		}
		if got, _ := value(a, "Access-Control-Allow-Origin"); got != want {
			t.Errorf("Access-Control-Allow-Origin = %q, want %q", got, want)
		}
		if got, there := value(a, "Access-Control-Allow-Credentials"); there == open || there && got != "true" {
			t.Errorf("Access-Control-Allow-Credentials = %q, %v beside %q", got, there, want)
		}
	})
}

// TestNamesKeepTheirOrder: the names that are allowed are those that were asked for, in
// their order and in lower case, however they were spread over lines.
func TestNamesKeepTheirOrder(t *testing.T) {
	rules := cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: []string{"*"}}}
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(name, 1, 5).Draw(t, "names")
		comma := rapid.SampledFrom([]string{",", ", ", " ,\t, "}).Draw(t, "comma")
		cut := rapid.IntRange(0, len(names)).Draw(t, "cut")
		a, ok := rules.Actual(cors.Parse("GET", http.Header{"Origin": {"o"}, "Access-Control-Request-Headers": {
			strings.Join(names[:cut], comma), strings.Join(names[cut:], comma)}}))
		want := strings.ToLower(strings.Join(names, ", "))
		if got, _ := value(a, "Access-Control-Allow-Headers"); !ok || got != want {
			t.Errorf("Access-Control-Allow-Headers = %q, %v, want %q", got, ok, want)
		}
	})
}

// TestOneAnswer: a GET and a preflight request that ask for the same are answered with
// the same, and without Origin or rules nothing is.
func TestOneAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules, h := ruleList.Draw(t, "rules"), request.Draw(t, "request")
		h.Set("Access-Control-Request-Method", method.Draw(t, "method"))
		get, ok := rules.Actual(cors.Parse("GET", h))
		options, err := rules.Preflight(cors.Parse("OPTIONS", h))
		if diff := cmp.Diff(get, options); diff != "" || ok != (err == nil) {
			t.Errorf("GET %v, OPTIONS %v (-GET +OPTIONS)\n%s", ok, err, diff)
		}
		h.Del("Origin")
		if a, ok := rules.Actual(cors.Parse("GET", h)); ok || a.Fields != nil {
			t.Errorf("without Origin: %v", a)
		}
	})
}

// FuzzAnswer holds what is true of every request and pattern: no answer ends a line or
// says anything else than the rule and the request.
func FuzzAnswer(f *testing.F) {
	for _, seed := range [][4]string{
		{"https://*.a.example", "https://x.a.example", "PUT", "x-amz-date, Range"},
		{"*", "null", "", ""},
		{"", "", "GET", "*"},
		{"a*b", "ab", "get", `"a,b",c`},
		{"*", "a\r\nSet-Cookie: b", "GET", "a\r\nb"},
		{"**", "\xff\x00", "\t", ",,"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, pattern, origin, asked, names string) {
		rules := cors.Rules{{AllowedOrigins: []string{pattern}, AllowedMethods: []string{"GET", "PUT"}, AllowedHeaders: []string{"*"}}}
		r := cors.Parse("GET", http.Header{"Origin": {origin},
			"Access-Control-Request-Method": {asked}, "Access-Control-Request-Headers": {names}})
		a, ok := rules.Actual(r)
		if !ok {
			if len(a.Fields) > 0 {
				t.Fatalf("no match, and %v", a)
			}
			return
		}
		trimmed := strings.Trim(origin, " \t")
		if trimmed == "" || r.Method() != "GET" && r.Method() != "PUT" {
			t.Errorf("%q with method %q matches", origin, r.Method())
		}
		if utf8.ValidString(pattern) && utf8.ValidString(trimmed) && !slow(pattern, trimmed, "") {
			t.Errorf("%q matches %q", origin, pattern)
		}
		for _, field := range a.Fields {
			if strings.ContainsAny(field.Value, "\r\n\x00") || field.Value == "" {
				t.Errorf("%s: %q", field.Name, field.Value)
			}
		}
		allowed, _ := value(a, "Access-Control-Allow-Headers")
		if strings.Trim(allowed, "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~, ") != "" {
			t.Errorf("names %q, of %q", allowed, names)
		}
	})
}
