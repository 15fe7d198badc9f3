package conditional_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/s3get/s3get/conditional"
)

// A cache that has the object asks whether it is still the same.
func ExampleEvaluate() {
	c := conditional.Parse(http.Header{"If-None-Match": {`"v1", "v2"`}})
	outcome := conditional.Evaluate(c, conditional.Representation{ETag: `"v2"`}, time.Now())
	fmt.Println(outcome.Decision, "because of", outcome.Field)
	// Output: NotModified because of If-None-Match
}

// A cache revalidates with both validators. If-None-Match decides, and
// If-Modified-Since, which would have said 304, is not looked at.
func ExampleEvaluate_precedence() {
	modified := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	c := conditional.Parse(http.Header{
		"If-None-Match":     {`"v1"`},
		"If-Modified-Since": {modified.Format(http.TimeFormat)},
	})
	outcome := conditional.Evaluate(c, conditional.Representation{
		ETag:         `"v2"`,
		LastModified: modified,
	}, modified.Add(time.Hour))
	fmt.Println(outcome.Decision)
	// Output: Proceed
}

// Keys and values are those of an http.Header.
func ExampleParse() {
	h := http.Header{}
	fmt.Println(conditional.Parse(h).Present())
	h.Set("If-Match", "*")
	fmt.Println(conditional.Parse(h).Present())
	// Output:
	// false
	// true
}

// A download is resumed only if the object is still the one that it began
// with.
func ExampleConditions_RangeApplies() {
	c := conditional.Parse(http.Header{"Range": {"bytes=1000-"}, "If-Range": {`"v1"`}})
	fmt.Println(c.RangeApplies(conditional.Representation{ETag: `"v1"`}))
	fmt.Println(c.RangeApplies(conditional.Representation{ETag: `"v2"`}))
	// Output:
	// true
	// false
}

// Amazon S3 accepts an entity tag without its quotes, which RFC 9110 does not.
// Each of its deviations can be left out.
func ExampleQuirks_Parse() {
	h := http.Header{"If-None-Match": {"v1"}}
	rep := conditional.Representation{ETag: `"v1"`}
	for _, q := range []conditional.Quirks{
		conditional.NoQuirks,
		conditional.S3,
		conditional.S3 &^ conditional.QuirkUnquotedTag,
	} {
		fmt.Println(conditional.Evaluate(q.Parse(h), rep, time.Now()).Decision, "by", q)
	}
	// Output:
	// Proceed by NoQuirks
	// NotModified by QuirkUnquotedTag|QuirkFutureDate|QuirkShortDay
	// Proceed by QuirkFutureDate|QuirkShortDay
}
