package rule_test

import (
	"fmt"

	"github.com/s3get/s3get/getobject/rule"
)

// Any text is a code. Those that S3 answers reads with have a status and a message.
func ExampleCode() {
	for _, c := range []rule.Code{rule.CodeSlowDown, rule.CodeNoSuchKey, "QuotaExceeded"} {
		fmt.Println(c, c.Status(), c.Message())
	}
	// Output:
	// SlowDown 503 Please reduce your request rate.
	// NoSuchKey 404 The specified key does not exist.
	// QuotaExceeded 500 We encountered an internal error. Please try again.
}
