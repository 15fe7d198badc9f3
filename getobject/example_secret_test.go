package getobject_test

import (
	"fmt"

	"github.com/s3get/s3get/getobject"
)

// An Authenticator refuses a token. The client is told which; the log is not.
func ExampleSecretElement() {
	e := &getobject.Error{
		Rule:   getobject.RuleTokenExpired,
		Detail: []getobject.Element{getobject.SecretElement("Token-0", "FwoGZXIvYXdz")},
	}
	fmt.Println(e.Detail[0].Text, e.Detail[0].Sent())
	// Output: [redacted] FwoGZXIvYXdz
}
