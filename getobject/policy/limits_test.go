package policy_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// TestLimits: a document may have as many characters as its kind allows, and not one more.
// White space counts for those that are attached to resources and organizations.
func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		kind   policy.Kind
		size   int
		spaces bool
	}{
		{policy.KindIdentity, 10240, false},
		{policy.KindBoundary, 6144, false},
		{policy.KindSession, 2048, false},
		{policy.KindServiceControl, 5120, true},
		{policy.KindResourceControl, 5120, true},
		{policy.KindVPCEndpoint, 20480, true},
		{policy.KindBucket, 20480, true},
		{policy.KindAccessPoint, 20480, true},
		{policy.KindKey, 32768, true},
	} {
		principal := `"Principal":"*",`
		if tt.kind <= policy.KindServiceControl {
			principal = ""
		}
		head, tail := `{"Statement":{"Effect":"Deny",`+principal+`"Action":"*","Resource":"arn:aws:s3:::`, `"}}`
		fits := head + strings.Repeat("x", tt.size-len(head)-len(tail)) + tail
		for _, c := range []struct {
			text string
			ok   bool
		}{
			{fits, true},
			{strings.Replace(fits, "xx", "xxx", 1), false},
			{fits + " ", !tt.spaces},
			{fits + strings.Repeat(" \t\r\n", 2000), !tt.spaces},
			{strings.Replace(fits, "xx", "ü", 1), true}, // of two bytes
			{strings.Repeat(" ", 128<<10), false},
		} {
			_, err := policy.Parse(tt.kind, []byte(c.text))
			if (err == nil) != c.ok {
				t.Errorf("Parse of a %v with %d bytes, limit %d: %v, want ok %v", tt.kind, len(c.text), tt.size, err, c.ok)
			}
		}
		if _, err := policy.Parse(tt.kind, []byte(strings.Replace(fits, `{`, `{"Id":"a",`, 1)[:len(head)+10]+`x"}}`)); (err == nil) != (tt.kind >= policy.KindVPCEndpoint) {
			t.Errorf("Parse of a %v with an Id: %v", tt.kind, err)
		}
	}
}

// TestKeyNames: names of keys that are none are refused.
func TestKeyNames(t *testing.T) {
	for name, ok := range map[string]bool{
		"aws:username": true, "s3:x-amz-acl": true, "accounts.google.com:aud": true, "cognito-identity.amazonaws.com:sub": true,
		"A9z:Z0a": true, "aws:PrincipalTag/cost center": true, "aws:PrincipalTag/a:b/c@d+e=f_g.h": true, "s3:ExistingObjectTag/ü": true,
		"kms:EncryptionContext:aws:s3:arn": true, "oidc.example.com/id/A1:sub": true,
		"": false, ":": false, "aws": false, "aws:": false, ":username": false, "a b:c": false, "a_b:c": false, "aws:a ": false,
		"aws: a": false, "aws:/a": false, "aws:a/": false, "aws:${a}": false, "aws:a*": false, "aws:PrincipalTag/a?": false, "ü:a": false,
		"a@b:c": false, "a[b:c": false,
	} {
		_, err := policy.Parse(policy.KindBucket, []byte(when(`{"StringEquals":{"`+name+`":"x"}}`)))
		if (err == nil) != ok {
			t.Errorf("Parse with the key %q: %v, want ok %v", name, err, ok)
		}
	}
}

// TestSids: a Sid in a policy of a principal is of letters and digits.
func TestSids(t *testing.T) {
	for sid, ok := range map[string]bool{"AZaz09": true, "": true, "a-b": false, "a{": false, "ü": false, "a`": false, "š": false} {
		_, err := policy.Parse(policy.KindIdentity, []byte(withoutPrincipal(with("Sid", `"`+sid+`"`))))
		if (err == nil) != ok {
			t.Errorf("Parse with the Sid %q: %v, want ok %v", sid, err, ok)
		}
		if _, err := policy.Parse(policy.KindBucket, []byte(with("Sid", `"`+strings.ReplaceAll(sid, "`", "")+`"`))); err != nil {
			t.Errorf("Parse of a bucket policy with the Sid %q: %v", sid, err)
		}
	}
}
