package sigv4_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// The credentials, the time and the host of the vendor's examples.
const (
	exampleKey    = "AKIAIOSFODNN7EXAMPLE"
	exampleSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	exampleScope  = "20130524/us-east-1/s3/aws4_request"
	exampleDate   = "20130524T000000Z"
	exampleHost   = "examplebucket.s3.amazonaws.com"
	welcomeHash   = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
)

var exampleTime = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

// published are the vendor's examples. S3 SigV4: Signature calculations for the
// Authorization header, and S3 SigV4: Using query parameters.
var published = []struct {
	name, method, path, query string
	header                    [][2]string
	names, payload            string
	canonicalQuery            string
	hash, signature           string
}{
	{"GET object", "GET", "/test.txt", "", [][2]string{{"Range", "bytes=0-9"}},
		"host;range;x-amz-content-sha256;x-amz-date", emptyHash, "",
		"7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
		"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
	{"GET lifecycle", "GET", "/", "lifecycle", nil,
		"host;x-amz-content-sha256;x-amz-date", emptyHash, "lifecycle=",
		"9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
		"fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
	{"GET list", "GET", "/", "max-keys=2&prefix=J", nil,
		"host;x-amz-content-sha256;x-amz-date", emptyHash, "max-keys=2&prefix=J",
		"df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
		"34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
	{"presigned", "GET", "/test.txt", "X-Amz-Algorithm=AWS4-HMAC-SHA256" +
		"&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
		"&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host", nil,
		"host", "UNSIGNED-PAYLOAD", "X-Amz-Algorithm=AWS4-HMAC-SHA256" +
			"&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
			"&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
		"3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04",
		"aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"},
	{"PUT object", "PUT", "/test$file.text", "",
		[][2]string{{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
		"date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", welcomeHash, "",
		"9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
		"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
}

// publishedRequest returns the request of published[i] with a signature.
func publishedRequest(t testing.TB, i int, signature string) *getobject.Request {
	e := published[i]
	r := &getobject.Request{Method: e.method, Time: exampleTime, Header: http.Header{},
		Wire: getobject.Wire{Host: exampleHost, Path: e.path, RawQuery: e.query}}
	for _, l := range e.header {
		r.Header.Add(l[0], l[1])
	}
	if e.payload == "UNSIGNED-PAYLOAD" {
		r.Wire.RawQuery += "&X-Amz-Signature=" + signature
	} else {
		r.Header.Set("x-amz-content-sha256", e.payload)
		r.Header.Set("x-amz-date", exampleDate)
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+exampleKey+"/"+exampleScope+
			",SignedHeaders="+e.names+",Signature="+signature)
	}
	var err error
	if r.Query, err = getobject.ParseQuery(r.Wire.RawQuery); err != nil {
		t.Fatal(err)
	}
	return r
}

var exampleAuthenticator = &sigv4.Authenticator{Credentials: sigv4.Static{
	exampleKey: {SecretKey: sigv4.NewSecretKey(exampleSecret)},
}}

func TestPublished(t *testing.T) {
	for i, e := range published {
		t.Run(e.name, func(t *testing.T) {
			got, err := exampleAuthenticator.Authenticate(t.Context(), publishedRequest(t, i, e.signature), nil)
			if got.AccessKey != exampleKey || err != nil {
				t.Errorf("Authenticate = %+v, %v, want %s", got, err, exampleKey)
			}
			testIntermediate(t, i)
		})
	}
}

// testIntermediate checks the values on the way to the signature of published[i], which
// the refusal of a wrong one shows.
func testIntermediate(t *testing.T, i int) {
	e := published[i]
	wrong := strings.Repeat("0", 64)
	_, err := exampleAuthenticator.Authenticate(t.Context(), publishedRequest(t, i, wrong), nil)
	refused, ok := err.(*getobject.Error)
	if !ok || refused.Rule != sigv4.RuleSignatureMismatch {
		t.Fatalf("Authenticate with a wrong signature: %v, want %v", err, sigv4.RuleSignatureMismatch)
	}
	canonical := detail(refused, "CanonicalRequest")
	if got := hexHash(canonical); got != e.hash {
		t.Errorf("hash of the canonical request = %s, want %s; request:\n%s", got, e.hash, canonical)
	}
	want := "AWS4-HMAC-SHA256\n" + exampleDate + "\n" + exampleScope + "\n" + e.hash
	if got := detail(refused, "StringToSign"); got != want {
		t.Errorf("StringToSign = %q, want %q", got, want)
	}
	lines := strings.Split(canonical, "\n")
	path := strings.ReplaceAll(e.path, "$", "%24")
	if lines[0] != e.method || lines[1] != path || lines[2] != e.canonicalQuery {
		t.Errorf("canonical request begins %q, want %q", lines[:3], []string{e.method, path, e.canonicalQuery})
	}
	if n := len(lines); lines[n-2] != e.names || lines[n-1] != e.payload {
		t.Errorf("canonical request ends %q, want %q", lines[n-2:], []string{e.names, e.payload})
	}
	if got := detail(refused, "SignatureProvided"); got != wrong {
		t.Errorf("SignatureProvided = %s, want %s", got, wrong)
	}
}

func TestPublishedText(t *testing.T) {
	_, err := exampleAuthenticator.Authenticate(t.Context(), publishedRequest(t, 0, "x"), nil)
	want := "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:" + emptyHash +
		"\nx-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n" + emptyHash
	if got := detail(err.(*getobject.Error), "CanonicalRequest"); got != want {
		t.Errorf("CanonicalRequest = %q, want %q", got, want)
	}
}

func TestSigningKey(t *testing.T) {
	const want = "dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378"
	if got := hex.EncodeToString(sigv4.SigningKey(exampleSecret, "20130524", "us-east-1", "s3")); got != want {
		t.Errorf("SigningKey = %s, want %s", got, want)
	}
}

// The request of S3 SigV4: Using the Authorization header proves who signed it, until one
// byte of what was signed changes.
func ExampleAuthenticator() {
	a := &sigv4.Authenticator{Credentials: sigv4.Static{
		"AKIAIOSFODNN7EXAMPLE": {
			SecretKey: sigv4.NewSecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
			Identity:  getobject.Identity{Account: "111122223333"},
		},
	}}
	r := &getobject.Request{
		Method: "GET",
		Time:   time.Date(2013, 5, 24, 0, 5, 0, 0, time.UTC),
		Wire:   getobject.Wire{Host: "examplebucket.s3.amazonaws.com", Path: "/test.txt"},
		Header: http.Header{
			"Range":                {"bytes=0-9"},
			"X-Amz-Content-Sha256": {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
			"X-Amz-Date":           {"20130524T000000Z"},
			"Authorization": {"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
				"SignedHeaders=host;range;x-amz-content-sha256;x-amz-date," +
				"Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		},
	}
	id, err := a.Authenticate(context.Background(), r, nil)
	fmt.Println(id.AccessKey, id.Account, err)

	r.Header["Range"] = []string{"bytes=0-"}
	_, err = a.Authenticate(context.Background(), r, nil)
	fmt.Println(err)
	// Output:
	// AKIAIOSFODNN7EXAMPLE 111122223333 <nil>
	// SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method.
}
