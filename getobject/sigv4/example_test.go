package sigv4_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
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

// One endpoint serves many tenants, each with credentials and buckets of its own. The
// access key chooses the tenant before anything of it is asked; a signature with the key of
// another tenant is then refused by the tenant's own Authenticator.
func ExampleAccessKey() {
	tenants := map[string]getobject.Handler{ // by access key; each has a Store too
		"AKIDONE": {Authenticator: &sigv4.Authenticator{Credentials: sigv4.Static{}}},
	}
	server := http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := getobject.Parse(hr, getobject.ParseOptions{})
		if err != nil {
			http.Error(w, "no read of an object", http.StatusBadRequest)
			return
		}
		h, ok := tenants[sigv4.AccessKey(r)]
		fmt.Printf("%q is the key of a tenant: %t\n", sigv4.AccessKey(r), ok)
		if ok {
			h.ServeHTTP(w, hr)
		}
	})

	for _, credential := range []string{"AKIDONE/20260102/us-east-1/s3/aws4_request", "AKIDTWO/20260102/us-east-1/s3/aws4_request", "AKIDONE"} {
		hr := httptest.NewRequest("HEAD", "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="+credential+
			"&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00", nil)
		server.ServeHTTP(httptest.NewRecorder(), hr)
	}
	// Output:
	// "AKIDONE" is the key of a tenant: true
	// "AKIDTWO" is the key of a tenant: false
	// "" is the key of a tenant: false
}
