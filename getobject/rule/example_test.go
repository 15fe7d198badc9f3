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

// Most rules refuse in the words of their code.
func ExampleRule_ErrorMessage() {
	for _, r := range []*rule.Rule{rule.IfMatch, rule.RangeAndPart, rule.OwnerMalformed} {
		fmt.Printf("%v: %q\n", r, r.ErrorMessage())
	}
	// Output:
	// precondition/if-match: "At least one of the pre-conditions you specified did not hold"
	// argument/range-and-part: "Cannot specify both Range header and partNumber query parameter"
	// access/owner-malformed: ""
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
