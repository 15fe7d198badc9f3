package cors_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/cors"
)

// TestLongListOfNames: a request of 8 KB, which needs no signature, does not keep a processor
// busy for the product of its names and all patterns of the configuration. The configuration
// is one that S3 would store: 100 rules, in less than 64 KB.
func TestLongListOfNames(t *testing.T) {
	const limit = 50 * time.Millisecond
	var names []string
	for i := range 100 {
		names = append(names, fmt.Sprint("x-", i))
	}
	var rules cors.Rules
	for range cors.MaxRules {
		rules = append(rules, cors.Rule{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"GET"}, AllowedHeaders: append(names, "a")})
	}
	if err := rules.Validate(); err != nil {
		t.Fatal(err)
	}
	r := cors.Parse("GET", map[string][]string{
		"Origin": {"http://a"}, "Access-Control-Request-Headers": {strings.Repeat("a,", 4000) + "b"},
	})
	least := time.Hour
	for range 3 {
		start := time.Now()
		if _, ok := rules.Actual(r); ok {
			t.Fatal("Actual has an answer, want none")
		}
		least = min(least, time.Since(start))
	}
	if least > limit {
		t.Errorf("Actual takes %v for 8 KB of names, want %v at most", least, limit)
	}
}
