package sigv4

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// The rules of forms.
var (
	rulePostFields = &rule.Rule{
		ID: "signature/post-fields", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument, Varies: true,
		Sentence: "A form with a policy and without all fields of its signature is answered 400.",
		Sections: []string{pagePost},
	}
	rulePostAlgorithm = &rule.Rule{
		ID: "signature/post-algorithm", Kind: rule.KindRequired, Code: rule.CodeInvalidArgument,
		Message:  "x-amz-algorithm must be AWS4-HMAC-SHA256",
		Sentence: "A form whose x-amz-algorithm is not AWS4-HMAC-SHA256 is answered 400.",
		Sections: []string{pagePost},
	}
)

// postForm is the form of a POST of a browser, of which the shared checks are those of a presigned
// URL.
var postForm = form{
	query:       true,
	prefix:      "Error parsing the X-Amz-Credential parameter; ",
	credential:  rulePresignedCredential,
	scopeDate:   rulePresignedScopeDate,
	regionEmpty: rulePresignedRegionEmpty,
	region:      rulePresignedRegion,
	service:     rulePresignedService,
	terminal:    rulePresignedTerminal,
}

// AuthenticatePost returns the identity of the access key that signed the policy of a form, or the
// zero Identity for a form without a policy. field returns a field of the form by its name in
// lower case, b is the bucket, and now the time. The error is a [*getobject.Error], unless the
// look-up failed. What the policy says is not looked at. S3 SigV4: Authenticating requests in
// browser-based uploads using POST.
func (a *Authenticator) AuthenticatePost(ctx context.Context, field func(name string) (string, bool), b *store.Bucket, now time.Time) (getobject.Identity, error) {
	policy, ok := field("policy")
	if !ok {
		return getobject.Identity{}, nil
	}
	c := &signedRequest{request: &getobject.Request{Time: now, Header: http.Header{}}, form: &postForm, bucket: b, keys: &a.keys}
	if token, ok := field("x-amz-security-token"); ok {
		c.request.Header[tokenField] = []string{token}
	}
	read := readPost
	_, version2 := field("awsaccesskeyid")
	if version2 {
		if !a.Version2 {
			return getobject.Identity{}, refuse(ruleSignatureVersion2)
		}
		read = readPost2
	}
	if err := read(c, field); err != nil {
		return getobject.Identity{}, err
	}
	known, err := a.lookUp(ctx, c)
	if err != nil {
		return getobject.Identity{}, err
	}
	var same bool
	if version2 {
		same = c.matchesVersion2(known.SecretKey, []byte(policy))
	} else {
		same = c.matcher(known.SecretKey)([]byte(policy), c.signature)
	}
	if !same {
		return getobject.Identity{}, refuse(ruleSignatureMismatch, "AWSAccessKeyId", c.scope.accessKey,
			"StringToSign", policy, "SignatureProvided", c.signature, "StringToSignBytes", hexBytes([]byte(policy)))
	}
	if token, _ := c.token(); token != "" && !known.Temporary() {
		return getobject.Identity{}, refuseToken(ruleTokenUnexpected, token)
	}
	known.Identity.AccessKey = c.scope.accessKey
	return known.Identity, nil
}

// readPost reads the fields of a signature of version 4.
func readPost(c *signedRequest, field func(string) (string, bool)) error {
	var algorithm string
	for _, f := range [...]struct {
		name string
		into *string
	}{
		{"X-Amz-Algorithm", &algorithm}, {"X-Amz-Credential", &c.credential}, {"X-Amz-Date", &c.date}, {"X-Amz-Signature", &c.signature},
	} {
		value, ok := field(strings.ToLower(f.name))
		if !ok {
			return missingField(f.name)
		}
		*f.into = value
	}
	if algorithm != symmetric {
		return argument(rulePostAlgorithm, "x-amz-algorithm", algorithm)
	}
	if _, ok := parseExact(dateLayout, c.date); !ok {
		return refuse(rulePresignedDate)
	}
	c.day = c.date[:len(dayLayout)]
	return checkScope(c)
}

// readPost2 reads the fields of a signature of version 2.
func readPost2(c *signedRequest, field func(string) (string, bool)) (err error) {
	c.scope.accessKey, _ = field("awsaccesskeyid")
	var ok bool
	if c.signature, ok = field("signature"); !ok {
		return missingField("Signature")
	}
	return nil
}

// missingField makes the error of a form that lacks a field.
func missingField(name string) error {
	e := getobject.RefuseArgument(rulePostFields, name, "")
	e.Message = "Bucket POST must contain a field named '" + name + "'.  If it is specified, please check the order of the fields."
	return e
}
