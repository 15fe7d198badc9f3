package cors_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/cors"
)

// TestMaxNames: a request may ask for 256 fields, and one that asks for more gets no answer,
// however they are spread over lines.
func TestMaxNames(t *testing.T) {
	rules := cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: []string{"*"}}}
	for _, c := range []struct {
		lines []string
		want  bool
	}{
		{nil, true},
		{[]string{strings.Repeat("a,", 256)}, true},
		{[]string{strings.Repeat("a,", 257)}, false},
		{[]string{strings.Repeat("a,", 200), strings.Repeat("b,", 56)}, true},
		{[]string{strings.Repeat("a,", 200), strings.Repeat("b,", 57)}, false},
	} {
		r := cors.Parse("GET", map[string][]string{"Origin": {"http://a"}, "Access-Control-Request-Headers": c.lines})
		if _, ok := rules.Actual(r); ok != c.want {
			t.Errorf("%d lines of %.20q: an answer %v, want %v", len(c.lines), c.lines, ok, c.want)
		}
	}
}

// BenchmarkManyNames is the dearest request that needs no signature, over the largest
// configuration: 8 KB of names, and as many as are compared with the patterns.
func BenchmarkManyNames(b *testing.B) {
	var names []string
	for i := range 100 {
		names = append(names, fmt.Sprint("x-", i))
	}
	var rules cors.Rules
	for range cors.MaxRules {
		rules = append(rules, cors.Rule{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: append(names, "a")})
	}
	for _, n := range []int{255, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := cors.Parse("GET", map[string][]string{
				"Origin": {"http://a"}, "Access-Control-Request-Headers": {strings.Repeat("a,", n) + "b"},
			})
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := rules.Actual(r); ok {
					b.Fatal("Actual has an answer, want none")
				}
			}
		})
	}
}
