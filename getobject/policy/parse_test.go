package policy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

const (
	identity = policy.KindIdentity
	bucket   = policy.KindBucket
)

// with makes a document of version 2012-10-17 with a statement that allows to read
// everything, in which one element is another. An element of "" is left out.
func with(name, value string) string {
	elements := []struct{ name, value string }{
		{"Effect", `"Allow"`}, {"Principal", `"*"`}, {"Action", `"s3:GetObject"`}, {"Resource", `"*"`},
	}
	var list []string
	for _, e := range elements {
		if e.name == name {
			e.value, name = value, ""
		}
		if e.value != "" {
			list = append(list, `"`+e.name+`":`+e.value)
		}
	}
	if name != "" {
		list = append(list, `"`+name+`":`+value)
	}
	return `{"Version":"2012-10-17","Statement":{` + strings.Join(list, ",") + `}}`
}

// withoutPrincipal leaves the Principal out that with puts in.
func withoutPrincipal(document string) string {
	return strings.Replace(document, `"Principal":"*",`, ``, 1)
}

// when makes such a document with a condition.
func when(condition string) string { return with("Condition", condition) }

func TestParseErrors(t *testing.T) {
	long := strings.Repeat("x", 21000)
	tests := []struct {
		kind     policy.Kind
		document string
		want     string // without "policy: line 1, "
	}{
		// No JSON, or another document.
		{bucket, ``, "column 1: not an object"},
		{bucket, `x`, "column 1: not an object"},
		{bucket, `[]`, "column 1: not an object"},
		{bucket, `{`, "column 2: ends too early"},
		{bucket, `{"Version"`, "column 11: Version: not a string"},
		{bucket, `{"Version":"2012-10-17"`, "column 24: ends too early"},
		{bucket, `{"Version":"2012-10-17"} {}`, "column 26: something follows the policy"},
		{bucket, `{"Version":"2012-10-17"}x`, "column 25: something follows the policy"},
		{bucket, `{"Version" "2012-10-17"}`, "column 12: Version: no valid JSON"},
		{bucket, `{Version:"2012-10-17"}`, "column 2: no valid JSON"},
		{bucket, "{\"Version\":\"2012\xff-10-17\"}", "column 1: not UTF-8"},
		{bucket, "\xef\xbb\xbf{}", "column 1: not an object"},
		{policy.KindACL, `{}`, "column 1: ACL has no document"},
		{0, `{}`, "column 1: Kind(0) has no document"},

		// Version, Id, Statement.
		{bucket, `{}`, "column 1: no Statement"},
		{bucket, `{"Version":"2012-10-17"}`, "column 1: no Statement"},
		{bucket, `{"Statement":[]}`, "column 14: Statement: an empty list"},
		{bucket, `{"Statement":"x"}`, "column 14: Statement: not an object"},
		{bucket, `{"Statement":[1]}`, "column 15: Statement[0]: not an object"},
		{bucket, `{"Statement":null}`, "column 14: Statement: not an object"},
		{bucket, `{"Version":"2012-10-18"}`, "column 12: Version: neither 2008-10-17 nor 2012-10-17"},
		{bucket, `{"Version":2012}`, "column 12: Version: not a string"},
		{bucket, `{"Version":"2012-10-17","Version":"2012-10-17"}`, "column 25: Version: there twice"},
		{bucket, `{"version":"2012-10-17"}`, "column 12: version: no element of a policy"},
		{bucket, `{"Statements":[]}`, "column 15: Statements: no element of a policy"},
		{identity, `{"Id":"x"}`, "column 7: Id: no element of an identity-based policy"},
		{bucket, `{"Id":1}`, "column 7: Id: not a string"},

		// The elements of a statement.
		{bucket, `{"Statement":{}}`, "column 14: Statement: no Effect"},
		{bucket, with("Effect", ""), "column 37: Statement: no Effect"},
		{bucket, with("Effect", `"allow"`), "column 47: Statement.Effect: neither Allow nor Deny"},
		{bucket, with("Effect", `["Allow"]`), "column 47: Statement.Effect: not a string"},
		{bucket, with("effect", `"Allow"`), "column 119: Statement.effect: no element of a statement"},
		{bucket, with("Action", ""), "column 37: Statement: neither Action nor NotAction"},
		{bucket, with("NotAction", `"s3:*"`), "column 37: Statement: both Action and NotAction"},
		{bucket, with("Resource", ""), "column 37: Statement: neither Resource nor NotResource"},
		{bucket, with("NotResource", `"*"`), "column 37: Statement: both Resource and NotResource"},
		{bucket, with("Principal", ""), "column 37: Statement: no Principal"},
		{bucket, with("NotPrincipal", `"*"`), "column 37: Statement: both Principal and NotPrincipal"},
		{identity, with("Sid", `"a"`), "column 67: Statement.Principal: no element of an identity-based policy"},
		{bucket, strings.Replace(with("Sid", `"a"`), `"Principal"`, `"NotPrincipal"`, 1), "column 37: Statement: NotPrincipal with Allow"},
		{policy.KindResourceControl, with("Principal", `{"AWS":"111122223333"}`), "column 37: Statement: a Principal that is not *"},
		{bucket, with("Sid", `1`), "column 116: Statement.Sid: not a string"},
		{identity, strings.Replace(with("Sid", `"a b"`), `"Principal":"*",`, ``, 1), "column 100: Statement.Sid: neither letters nor digits"},
		{bucket, `{"Statement":[{"Sid":"a","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"},{"Sid":"a"}]}`,
			"column 94: Statement[1].Sid: the Sid of another statement"},

		// Actions.
		{bucket, with("Action", `[]`), "column 80: Statement.Action: an empty list"},
		{bucket, with("Action", `""`), "column 80: Statement.Action: neither * nor a service and the name of an action"},
		{bucket, with("Action", `"GetObject"`), "column 80: Statement.Action: neither * nor a service and the name of an action"},
		{bucket, with("Action", `["s3:*","s3:"]`), "column 88: Statement.Action[1]: neither * nor a service and the name of an action"},
		{bucket, with("Action", `"s*:GetObject"`), "column 80: Statement.Action: no name of a service"},
		{bucket, with("Action", `"s3:Get Object"`), "column 80: Statement.Action: no name of an action"},
		{bucket, with("Action", `"s3:${aws:username}"`), "column 80: Statement.Action: no name of an action"},
		{bucket, with("Action", `[["s3:*"]]`), "column 81: Statement.Action[0]: not a string"},
		{bucket, with("Action", `{"a":1}`), "column 80: Statement.Action: not a string"},
		{bucket, with("Action", `null`), "column 80: Statement.Action: not a string"},

		// Resources.
		{bucket, with("Resource", `""`), "column 106: Statement.Resource: neither an ARN nor *"},
		{bucket, with("Resource", `"bucket/*"`), "column 106: Statement.Resource: neither an ARN nor *"},
		{bucket, with("Resource", `"arn:aws:s3:::"`), "column 106: Statement.Resource: an ARN that is not complete"},
		{bucket, with("Resource", `"arn:aws:s3"`), "column 106: Statement.Resource: an ARN that is not complete"},
		{bucket, with("Resource", `"arn:aws:*:::b"`), "column 106: Statement.Resource: a wildcard for the service"},
		{bucket, with("Resource", `"arn:aws:s3::${aws:PrincipalAccount}:b"`), "column 106: Statement.Resource: a variable before the fifth colon"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username"`), "column 106: Statement.Resource: a variable that is not closed"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${}"`), "column 106: Statement.Resource: a variable that names no key"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${username}"`), "column 106: Statement.Resource: a variable that names no key"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:${a}}"`), "column 106: Statement.Resource: a variable that names no key"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username, x}"`), "column 106: Statement.Resource: a variable whose default is not in single quotes"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username, 'a'b'}"`), "column 106: Statement.Resource: a variable whose default is not in single quotes"},

		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username, '}"`), "column 106: Statement.Resource: a variable whose default is not in single quotes"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username,}"`), "column 106: Statement.Resource: a variable whose default is not in single quotes"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${aws:username, 'a}"`), "column 106: Statement.Resource: a variable whose default is not in single quotes"},
		{bucket, with("Resource", `"arn:aws:s3:::b/${username, 'a'}"`), "column 106: Statement.Resource: a variable that names no key"},

		// Principals.
		{bucket, with("Principal", `"111122223333"`), "column 67: Statement.Principal: neither * nor an object"},
		{bucket, with("Principal", `{}`), "column 67: Statement.Principal: nobody"},
		{bucket, with("Principal", `["*"]`), "column 67: Statement.Principal: not an object"},
		{bucket, with("Principal", `{"aws":"*"}`), "column 74: Statement.Principal.aws: no type of principal"},
		{bucket, with("Principal", `{"AWS":[]}`), "column 74: Statement.Principal.AWS: an empty list"},
		{bucket, with("Principal", `{"AWS":""}`), "column 74: Statement.Principal.AWS: no principal"},
		{bucket, with("Principal", `{"AWS":"Alice"}`), "column 74: Statement.Principal.AWS: no principal"},
		{bucket, with("Principal", `{"AWS":"1111222233334"}`), "column 74: Statement.Principal.AWS: no principal"},
		{bucket, with("Principal", `{"AWS":["*","arn:aws:iam::111122223333:user/*"]}`), "column 79: Statement.Principal.AWS[1]: a wildcard for a part of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:s3:::b"}`), "column 74: Statement.Principal.AWS: no ARN of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::1:root"}`), "column 74: Statement.Principal.AWS: no id of an account"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::111122223333:user/${aws:username}"}`), "column 74: Statement.Principal.AWS: no name of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::111122223333:user/"}`), "column 74: Statement.Principal.AWS: no name of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::111122223333:group/readers"}`), "column 74: Statement.Principal.AWS: no ARN of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::111122223333:ROOT"}`), "column 74: Statement.Principal.AWS: no ARN of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::111122223333:root/x"}`), "column 74: Statement.Principal.AWS: no id of an account"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam::x:user/Alice"}`), "column 74: Statement.Principal.AWS: no id of an account"},
		{bucket, with("Principal", `{"AWS":"arn:aws:iam:us-east-1:111122223333:user/Alice"}`), "column 74: Statement.Principal.AWS: no ARN of a principal"},
		{bucket, with("Principal", `{"AWS":"arn:aws:sts::111122223333:assumed-role/reader"}`), "column 74: Statement.Principal.AWS: no name of a principal"},
		{bucket, with("Principal", `{"Service":"*"}`), "column 78: Statement.Principal.Service: no name of a principal"},
		{bucket, with("Principal", `{"CanonicalUser":""}`), "column 84: Statement.Principal.CanonicalUser: no name of a principal"},
		{bucket, with("Principal", `{"Federated":1}`), "column 80: Statement.Principal.Federated: not a string"},
		{bucket, with("Principal", `{"AWS":"*","AWS":"*"}`), "column 78: Statement.Principal.AWS: there twice"},

		// Conditions.
		{bucket, when(`"x"`), "column 122: Statement.Condition: not an object"},
		{bucket, when(`{"stringequals":{}}`), "column 138: Statement.Condition.stringequals: no operator"},
		{bucket, when(`{"StringEqualsifExists":{}}`), "column 146: Statement.Condition.StringEqualsifExists: no operator"},
		{bucket, when(`{"NullIfExists":{}}`), "column 138: Statement.Condition.NullIfExists: no operator"},
		{bucket, when(`{"ForAnyValue:Null":{}}`), "column 142: Statement.Condition.ForAnyValue:Null: no operator"},
		{bucket, when(`{"ForSomeValues:StringEquals":{}}`), "column 152: Statement.Condition.ForSomeValues:StringEquals: no operator"},
		{bucket, when(`{"StringEquals":[]}`), "column 138: Statement.Condition.StringEquals: not an object"},
		{bucket, when(`{"StringEquals":{"username":"a"}}`), "column 150: Statement.Condition.StringEquals.username: no name of a key"},
		{bucket, when(`{"StringEquals":{"aws:":"a"}}`), "column 146: Statement.Condition.StringEquals.aws:: no name of a key"},
		{bucket, when(`{"StringEquals":{"aws:PrincipalTag/":"a"}}`), "column 159: Statement.Condition.StringEquals.aws:PrincipalTag/: no name of a key"},
		{bucket, when(`{"StringEquals":{"aws:username":[]}}`), "column 154: Statement.Condition.StringEquals.aws:username: an empty list"},
		{bucket, when(`{"StringEquals":{"aws:username":null}}`), "column 154: Statement.Condition.StringEquals.aws:username: neither a string nor a number nor a Boolean"},
		{bucket, when(`{"StringEquals":{"aws:username":["a",["b"]]}}`), "column 159: Statement.Condition.StringEquals.aws:username[1]: neither a string nor a number nor a Boolean"},
		{bucket, when(`{"StringEquals":{"aws:username":"a","AWS:UserName":"b"}}`), "column 158: Statement.Condition.StringEquals.AWS:UserName: there twice"},
		{bucket, when(`{"StringEquals":{},"StringEquals":{}}`), "column 141: Statement.Condition.StringEquals: there twice"},
		{bucket, when(`{"StringLike":{"aws:username":"${"}}`), "column 152: Statement.Condition.StringLike.aws:username: a variable that is not closed"},
		{bucket, when(`{"Bool":{"aws:SecureTransport":"yes"}}`), "column 153: Statement.Condition.Bool.aws:SecureTransport: neither true nor false"},
		{bucket, when(`{"Null":{"aws:SecureTransport":"${aws:username}"}}`), "column 153: Statement.Condition.Null.aws:SecureTransport: neither true nor false"},
		{bucket, when(`{"NumericEquals":{"s3:max-keys":"ten"}}`), "column 154: Statement.Condition.NumericEquals.s3:max-keys: no number"},
		{bucket, when(`{"NumericEquals":{"s3:max-keys":"1e3"}}`), "column 154: Statement.Condition.NumericEquals.s3:max-keys: no number"},
		{bucket, when(`{"NumericEquals":{"s3:max-keys":["1","0x1","NaN"]}}`), "column 159: Statement.Condition.NumericEquals.s3:max-keys[1]: no number"},
		{bucket, when(`{"DateLessThan":{"aws:CurrentTime":"yesterday"}}`), "column 157: Statement.Condition.DateLessThan.aws:CurrentTime: no date"},
		{bucket, when(`{"DateLessThan":{"aws:CurrentTime":"2026-13-01"}}`), "column 157: Statement.Condition.DateLessThan.aws:CurrentTime: no date"},
		{bucket, when(`{"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00"}}`), "column 157: Statement.Condition.DateLessThan.aws:CurrentTime: no date"},
		{bucket, when(`{"DateLessThan":{"aws:CurrentTime":"1000000000000"}}`), "column 157: Statement.Condition.DateLessThan.aws:CurrentTime: no date"},
		{bucket, when(`{"IpAddress":{"aws:SourceIp":"192.0.2.0/33"}}`), "column 151: Statement.Condition.IpAddress.aws:SourceIp: neither an address nor a range of addresses"},
		{bucket, when(`{"IpAddress":{"aws:SourceIp":"192.0.2"}}`), "column 151: Statement.Condition.IpAddress.aws:SourceIp: neither an address nor a range of addresses"},
		{bucket, when(`{"IpAddress":{"aws:SourceIp":"fe80::1%eth0"}}`), "column 151: Statement.Condition.IpAddress.aws:SourceIp: neither an address nor a range of addresses"},
		{bucket, when(`{"BinaryEquals":{"a:b":"_"}}`), "column 145: Statement.Condition.BinaryEquals.a:b: no Base64"},
		{bucket, when(`{"ArnLike":{"aws:SourceArn":"bucket"}}`), "column 150: Statement.Condition.ArnLike.aws:SourceArn: no ARN"},
		{bucket, when(`{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*"}}`), "column 150: Statement.Condition.ArnLike.aws:SourceArn: no ARN"},

		{bucket, when(`{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::${"}}`), "column 150: Statement.Condition.ArnLike.aws:SourceArn: a variable that is not closed"},
		{bucket, with("Action", `"s3:Get@"`), "column 80: Statement.Action: no name of an action"},

		// Size. White space counts for policies of resources only.
		{bucket, with("Sid", `"`+long+`"`), "column 1: larger than the 20480 characters of a bucket policy"},
		{bucket, with("Sid", `"a"`) + strings.Repeat(" ", 21000), "column 1: larger than the 20480 characters of a bucket policy"},
		{identity, `{"Statement":"` + long[:10300] + `"}`, "column 1: larger than the 10240 characters of an identity-based policy"},
		{policy.KindSession, `{"Statement":"` + long[:2048] + `"}`, "column 1: larger than the 2048 characters of a session policy"},
		{identity, strings.Repeat(" ", 128<<10) + `{}`, "column 1: larger than the 10240 characters of an identity-based policy"},
		{identity, strings.Repeat(" ", 11000) + `{}`, "column 1: no Statement"},
	}
	for _, tt := range tests {
		p, err := policy.Parse(tt.kind, []byte(tt.document))
		var e *policy.ParseError
		if !errors.As(err, &e) || p != nil {
			t.Errorf("Parse(%v, %.200s) = %v, %v, want an error", tt.kind, tt.document, p, err)
			continue
		}
		if want := "policy: line 1, " + tt.want; err.Error() != want {
			t.Errorf("Parse(%v, %.200s):\n got %s\nwant %s", tt.kind, tt.document, err, want)
		}
	}
}

func TestParseAccepts(t *testing.T) {
	for _, tt := range []struct {
		kind     policy.Kind
		document string
	}{
		{bucket, with("Id", `""`)[:24] + `"Id":"x y","Statement":` + with("Sid", `"a b"`)[36:]},
		{bucket, with("Principal", `{"AWS":["*","111122223333","arn:aws:iam::111122223333:root"],"CanonicalUser":"a","Service":["s3.amazonaws.com"],"Federated":"x"}`)},
		{bucket, with("Principal", `{"AWS":"AROAEXAMPLEEXAMPLE12"}`)},
		{bucket, with("Principal", `{"AWS":"arn:aws-cn:sts::111122223333:assumed-role/a/b"}`)},
		{bucket, with("Resource", `["arn:aws:s3:::b","arn:aws:s3:::b/*","arn:*:s3:*","arn:aws:s3:::${aws:username}"]`)},
		{bucket, with("Action", `["*","s3:Get*","s3-object-lambda:GetObject","S3:?etObject"]`)},
		{bucket, when(`{}`)},
		{bucket, when(`{"Bool":{}}`)},
		{bucket, when(`{"ForAllValues:StringNotLikeIfExists":{"aws:TagKeys":["a*",1,true]},"Null":{"aws:PrincipalTag/a b":false}}`)},
		{bucket, when(`{"NumericLessThan":{"s3:max-keys":[1,1.5,-2,"+3",".5"]}}`)},
		{bucket, when(`{"ArnLike":{"aws:SourceArn":["*","arn:aws:s3:::*","arn:aws:iam::${aws:PrincipalAccount}:*/${aws:username}"]}}`)},
		{bucket, when(`{"IpAddress":{"aws:SourceIp":["192.0.2.1","192.0.2.0/24","::1","2001:DB8::/32"]}}`)},
		{bucket, when(`{"Bool":{"aws:SecureTransport":["${aws:PrincipalTag/tls}","TRUE"]}}`)},
		{bucket, when(`{"StringEquals":{"kms:EncryptionContext:aws:s3:arn":"x","accounts.google.com:aud":"y"}}`)},
		{bucket, `{"Statement":[{"Sid":"","Effect":"Deny","NotPrincipal":"*","NotAction":"*","NotResource":"*"},{"Sid":"","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}`},
		{identity, `{"Statement":{"Resource":"arn:aws:s3:::b/${not read}","Action":"s3:*","Effect":"Allow"}}`},
		{policy.KindServiceControl, `{"Statement":{"Resource":"*","Action":"s3:*","Effect":"Allow","Sid":"A1"}}`},
		{policy.KindResourceControl, with("Effect", `"Deny"`)},
		{policy.KindKey, with("Sid", `"`+strings.Repeat("x", 30000)+`"`)},
	} {
		p, err := policy.Parse(tt.kind, []byte(tt.document))
		if err != nil || p.Kind() != tt.kind || p.Len() == 0 {
			t.Errorf("Parse(%v, %.200s) = %v statements of a %v, %v", tt.kind, tt.document, p.Len(), p.Kind(), err)
		}
	}
}

func TestParseKeeps(t *testing.T) {
	p, err := policy.Parse(bucket, []byte(`{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},"Id":"me"}`))
	if err != nil || p.ID() != "me" || p.Version() != "2008-10-17" || p.Kind() != bucket || p.Len() != 1 || !p.Public() {
		t.Errorf("Parse: ID %q, Version %q, %v, %d, %v, %v", p.ID(), p.Version(), p.Kind(), p.Len(), p.Public(), err)
	}
	if p, err = policy.Parse(bucket, []byte(with("Sid", `"a"`))); err != nil || p.ID() != "" || p.Version() != "2012-10-17" {
		t.Errorf("Parse: ID %q, Version %q, %v", p.ID(), p.Version(), err)
	}
	if p, err = policy.Parse(identity, []byte(withoutPrincipal(with("Sid", `"a"`)))); err != nil || p.Public() {
		t.Errorf("a policy of a user is public, or %v", err)
	}
	p = nil
	if p.ID() != "" || p.Version() != "" || p.Kind() != 0 || p.Len() != 0 || p.Public() {
		t.Error("a nil Policy is something")
	}
}

// Lines and columns are of characters, in documents with several lines.
func TestParsePlace(t *testing.T) {
	_, err := policy.Parse(bucket, []byte("{\n\t\"Id\": \"ü\",\n  \"Statement\": [\n    {\"Effect\": \"Allow\"},\n    {\"Sid\": \"写真\", \"Effect\": \"Never\"}\n]}"))
	const want = "policy: line 4, column 5: Statement[0]: neither Action nor NotAction"
	if err == nil || err.Error() != want {
		t.Errorf("Parse: %v, want %s", err, want)
	}
	_, err = policy.Parse(bucket, []byte("{\n\t\"Id\": \"ü\",\n  \"Statement\": [\n    {\"Sid\": \"写真\", \"Effect\": \"Never\"}\n]}"))
	var e *policy.ParseError
	if !errors.As(err, &e) || *e != (policy.ParseError{Line: 4, Column: 29, Path: "Statement[0].Effect", Reason: "neither Allow nor Deny", Rule: e.Rule}) {
		t.Errorf("Parse: %v", err)
	}
}

func TestNames(t *testing.T) {
	for got, want := range map[string]string{
		policy.Kind(0).String():                                                  "Kind(0)",
		policy.Kind(200).String():                                                "Kind(200)",
		policy.KindAccount.String():                                              "account",
		policy.KindAccessPoint.String():                                          "access point policy",
		policy.PrincipalKind(200).String():                                       "PrincipalKind(200)",
		policy.Service.String():                                                  "Service",
		policy.Decision{}.String():                                               "not allowed by Kind(0), statement 0",
		policy.Decision{By: 1, Policy: -1, Statement: -1}.String():               "not allowed by identity-based policy",
		policy.Decision{By: 1, Policy: 2, Statement: 3, Explicit: true}.String(): "denied by identity-based policy 2, statement 3",
		policy.Decision{By: policy.KindKey, Statement: 3, Allowed: true, Sid: "a b"}.String(): "allowed by key policy, statement 3 (a b)",
	} {
		if got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}
