package sigv4_test

import (
	"errors"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// publishedPolicy is the policy of the page's example. S3 SigV4: Example: Browser-based upload using
// HTTP POST.
const publishedPolicy = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9"

// TestPost has the published signature, one of version 2, and what is wrong with others.
func TestPost(t *testing.T) {
	type form map[string]string
	published := form{
		"policy": publishedPolicy, "x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-date": "20151229T000000Z",
		"x-amz-credential": publishedKey + "/20151229/us-east-1/s3/aws4_request",
		"x-amz-signature":  "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
	}
	but := func(name, value string) form {
		f := form{}
		for n, v := range published {
			f[n] = v
		}
		if f[name] = value; value == "-" {
			delete(f, name)
		}
		return f
	}
	old := form{"policy": "cG9saWN5", "awsaccesskeyid": "AKIDOWNER", "signature": version2("owner-secret", "cG9saWN5")}
	temporary := form{
		"policy": "cG9saWN5", "awsaccesskeyid": "ASIATEMP", "signature": version2("temp-secret", "cG9saWN5"), "x-amz-security-token": sessionToken,
	}
	for _, c := range []struct {
		name string
		form form
		key  string
		want *rule.Rule
	}{
		{"published", published, publishedKey, nil},
		{"no policy", but("policy", "-"), "", nil},
		{"another policy", but("policy", "cG9saWN5"), "", sigv4.RuleSignatureMismatch},
		{"another signature", but("x-amz-signature", "0"), "", sigv4.RuleSignatureMismatch},
		{"no signature", but("x-amz-signature", "-"), "", sigv4.RulePostFields},
		{"no credential", but("x-amz-credential", "-"), "", sigv4.RulePostFields},
		{"another algorithm", but("x-amz-algorithm", "AWS4-HMAC-SHA1"), "", sigv4.RulePostAlgorithm},
		{"no date", but("x-amz-date", "x"), "", sigv4.RulePresignedDate},
		{"another day", but("x-amz-date", "20151230T000000Z"), "", sigv4.RulePresignedDay},
		{"another region", but("x-amz-credential", publishedKey+"/20151229/mars-1/s3/aws4_request"), "", sigv4.RulePresignedRegion},
		{"unknown key", but("x-amz-credential", "AKIDNOBODY/20151229/us-east-1/s3/aws4_request"), "", sigv4.RuleAccessKey},
		{"unexpected token", but("x-amz-security-token", "t"), "", sigv4.RuleTokenUnexpected},
		{"version 2", old, "AKIDOWNER", nil},
		{"version 2, session", temporary, "ASIATEMP", nil},
		{"version 2, no signature", form{"policy": "x", "awsaccesskeyid": "AKIDOWNER"}, "", sigv4.RulePostFields},
		{"version 2, mismatch", form{"policy": "x", "awsaccesskeyid": "AKIDOWNER", "signature": "x"}, "", sigv4.RuleSignatureMismatch},
		{"version 2, unknown key", form{"policy": "x", "awsaccesskeyid": "AKIDNOBODY", "signature": "x"}, "", sigv4.RuleAccessKey},
	} {
		field := func(name string) (string, bool) {
			value, ok := c.form[name]
			return value, ok
		}
		id, err := (&sigv4.Authenticator{Credentials: owners2, Version2: true}).AuthenticatePost(t.Context(), field, nil, noon)
		var e *getobject.Error
		if errors.As(err, &e); id.AccessKey != c.key || (c.want == nil) != (err == nil) || c.want != nil && e.Rule != c.want {
			t.Errorf("%s: %+v, %v; want %q, %s", c.name, id, err, c.key, nameOf(c.want))
		}
	}
	field := func(name string) (string, bool) { return old[name], old[name] != "" }
	_, err := (&sigv4.Authenticator{Credentials: owners2}).AuthenticatePost(t.Context(), field, nil, time.Time{})
	var e *getobject.Error
	if !errors.As(err, &e) || e.Rule != sigv4.RuleSignatureVersion2 {
		t.Errorf("version 2 where it is off: %v", err)
	}
}
