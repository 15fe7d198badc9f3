package iam_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A source returns the same for every access.
type source struct {
	policies *iam.Policies
	err      error
}

func (s source) Policies(context.Context, getobject.Access) (*iam.Policies, error) {
	return s.policies, s.err
}

// who is an Authenticator that believes everybody to be one.
type who getobject.Identity

func (w who) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity(w), nil
}

const account = "111122223333"

// objects returns a store with a bucket of each kind.
func objects(t *testing.T) *memstore.Store {
	t.Helper()
	s := memstore.New()
	for _, b := range []store.Bucket{
		{Name: "b", Owner: account, Region: "eu-west-1"},
		{Name: "gov", Owner: account, Region: "us-gov-west-1"},
		{Name: "d--usw2-az1--x-s3", Owner: account, Type: store.Directory, Region: "us-west-2"},
	} {
		if err := s.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Put(b.Name, "k", memstore.Version{}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestKeys checks what policies are told of a request: a statement with one condition, or for
// one resource, allows it, and another does not.
func TestKeys(t *testing.T) {
	s := objects(t)
	const date = "20260102T030405Z"
	for _, c := range []struct {
		name, target, header, rest string // rest of the statement
		tls                        uint16
		want                       bool
	}{
		{"resource", "/b/k", "", `"Resource": "arn:aws:s3:::b/k"`, 0, true},
		{"other resource", "/b/k", "", `"Resource": "arn:aws:s3:::b/l"`, 0, false},
		{"partition", "/gov/k", "", `"Resource": "arn:aws-us-gov:s3:::gov/k"`, 0, true},
		{"region", "/b/k", "", `"Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}`, 0, true},
		{"address", "/b/k", "", `"Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}`, 0, true},
		{"other address", "/b/k", "", `"Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}`, 0, false},
		{"TLS version", "/b/k", "", `"Resource": "*", "Condition": {"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}`, tls.VersionTLS13, true},
		{"old TLS version", "/b/k", "", `"Resource": "*", "Condition": {"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}`, tls.VersionTLS11, false},
		{"referer", "/b/k", "Referer: http://a/", `"Resource": "*", "Condition": {"StringLike": {"aws:Referer": "http://a/*"}}`, 0, true},
		{"agent", "/b/k", "User-Agent: x", `"Resource": "*", "Condition": {"StringEquals": {"aws:UserAgent": "x"}}`, 0, true},
		{"header signature", "/b/k", "Authorization: AWS4-HMAC-SHA256 x", `"Resource": "*", "Condition": {"StringEquals": {"s3:authType": "REST-HEADER", "s3:signatureversion": "AWS4-HMAC-SHA256"}}`, 0, true},
		{"query signature", "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date, "", `"Resource": "*", "Condition": {"StringEquals": {"s3:authType": "REST-QUERY-STRING"}, "NumericGreaterThan": {"s3:signatureAge": "1000"}}`, 0, true},
		{"version 2 in the header", "/b/k", "Authorization: AWS a:b", `"Resource": "*", "Condition": {"StringEquals": {"s3:authType": "REST-HEADER", "s3:signatureversion": "AWS"}, "NumericEquals": {"s3:signatureAge": "0"}}`, 0, true},
		{"version 2 in the query", "/b/k?AWSAccessKeyId=a&Signature=b&Expires=4000000000", "", `"Resource": "*", "Condition": {"StringEquals": {"s3:authType": "REST-QUERY-STRING", "s3:signatureversion": "AWS"}, "NumericEquals": {"s3:signatureAge": "0"}}`, 0, true},
		{"payload hash", "/b/k", "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD", `"Resource": "*", "Condition": {"StringEquals": {"s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD"}}`, 0, true},
		{"user name", "/b/k", "", `"Resource": "*", "Condition": {"StringEquals": {"aws:username": "anna"}}`, 0, true},
		{"directory", "/d--usw2-az1--x-s3/k", "", `"Resource": "arn:aws:s3express:us-west-2:111122223333:bucket/d--usw2-az1--x-s3"`, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := policy.Parse(policy.KindIdentity, []byte(
				`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "s3express:CreateSession"], `+c.rest+`}}`))
			if err != nil {
				t.Fatal(err)
			}
			policies := &iam.Policies{}
			policies.Identity = []*policy.Policy{p}
			operation := getobject.Operation{
				Store:         s,
				Authenticator: who{Account: account, ARN: "arn:aws:iam::111122223333:user/team/anna"},
				Authorizer:    &iam.Authorizer{Source: source{policies, nil}},
			}
			r := httptest.NewRequest(http.MethodGet, c.target, nil)
			if name, value, ok := strings.Cut(c.header, ": "); ok {
				r.Header.Set(name, value)
			}
			if c.tls != 0 {
				r.TLS = &tls.ConnectionState{Version: c.tls}
			}
			e := operation.Explain(t.Context(), r, getobject.ParseOptions{})
			if allowed := e.Err == nil; allowed != c.want {
				t.Errorf("%s %s: allowed %v, %v; want %v", c.target, c.header, allowed, e.Err, c.want)
			}
		})
	}
}

// TestSourceFails: an access is refused, and not allowed, if its policies are not known.
func TestSourceFails(t *testing.T) {
	broken := errors.New("database is gone")
	for _, z := range []*iam.Authorizer{{}, {Source: source{}}, {Source: source{nil, broken}}} {
		operation := getobject.Operation{Store: objects(t), Authorizer: z}
		e := operation.Explain(t.Context(), httptest.NewRequest(http.MethodGet, "/b/k", nil), getobject.ParseOptions{})
		if e.Err == nil || e.Err.Status != http.StatusInternalServerError {
			t.Errorf("%+v: %v, want InternalError", z, e.Err)
		}
	}
}

// TestNewPrincipal checks what is read of an ARN.
func TestNewPrincipal(t *testing.T) {
	for arn, want := range map[string]policy.Principal{
		"arn:aws:iam::111122223333:root":                       {Kind: policy.RootUser},
		"arn:aws:iam::111122223333:user/a/b/anna":              {Kind: policy.User, UserName: "anna"},
		"arn:aws:sts::111122223333:assumed-role/Reader/anna":   {Kind: policy.RoleSession, Issuer: "arn:aws:iam::111122223333:role/Reader"},
		"arn:aws-cn:sts::111122223333:assumed-role/Reader/a/b": {Kind: policy.RoleSession, Issuer: "arn:aws-cn:iam::111122223333:role/Reader"},
		"arn:aws:sts::111122223333:federated-user/anna":        {Kind: policy.FederatedUser},
		"arn:aws:iam::111122223333:group/readers":              {Kind: policy.User},
		"anna": {Kind: policy.User},
	} {
		got := iam.NewPrincipal(arn, account)
		if got.Kind != want.Kind || got.UserName != want.UserName || got.Issuer != want.Issuer || got.ARN != arn || got.Account != account {
			t.Errorf("NewPrincipal(%q) = %+v, want %+v", arn, got, want)
		}
	}
	if p := iam.NewPrincipal("arn:aws:iam::444455556666:root", ""); p.Account != "444455556666" {
		t.Errorf("account = %q, want that of the ARN", p.Account)
	}
}
