package rule_test

import (
	"fmt"

	"github.com/s3get/s3get/getobject/rule"
)

// The author of a client wants to know which rules depart from the RFC.
func ExampleAll() {
	for r := range rule.All() {
		if r.Kind == rule.KindQuirk {
			fmt.Printf("%s: %s\n", r, r.Sentence)
		}
	}
	// Output: range/ignored: A Range that is malformed, has another unit or has several ranges is ignored and answered 200.
}

// How far a rule can be relied on is its kind. What was only observed is not promised.
func ExampleKind() {
	for _, r := range []*rule.Rule{
		rule.IfMatch, rule.RangeIgnored, rule.RangeAndPart,
	} {
		fmt.Println(r, "is", r.Kind)
	}
	// Output:
	// precondition/if-match is required
	// range/ignored is quirk
	// argument/range-and-part is observed
}
