package sigv4_test

import (
	"fmt"
	"time"

	"github.com/s3get/s3get/getobject/sigv4"
)

// Credentials with a token or an end are those of a session, and a request has to bring
// the token. Whatever prints a credential shows no secret key.
func ExampleCredential() {
	owner := sigv4.Credential{SecretKey: sigv4.NewSecretKey("owner-secret")}
	visitor := sigv4.Credential{
		SecretKey:    sigv4.NewSecretKey("visitor-secret"),
		SessionToken: "IQoJb3JpZ2luX2VjEA==",
		Expiry:       time.Date(2026, 9, 29, 12, 0, 0, 0, time.UTC),
	}
	fmt.Println(owner.SecretKey, owner.Temporary())
	fmt.Println(visitor.SecretKey, visitor.Temporary())
	// Output:
	// [redacted] false
	// [redacted] true
}

// A wrong token that looks like one of the service's belongs to another session, and the
// access key is then unknown; any other text is a malformed token. A service whose tokens
// look different has a function of its own in [sigv4.Authenticator].
func ExampleWellFormedToken() {
	for _, token := range []string{"IQoJb3JpZ2luX2VjEA==", "IQoJb3JpZ2luX2VjEA", "eyJhbGciOi.eyJzdWIi", ""} {
		fmt.Printf("%q %t\n", token, sigv4.WellFormedToken(token))
	}
	// Output:
	// "IQoJb3JpZ2luX2VjEA==" true
	// "IQoJb3JpZ2luX2VjEA" true
	// "eyJhbGciOi.eyJzdWIi" false
	// "" false
}
