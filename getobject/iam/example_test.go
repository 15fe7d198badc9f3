package iam_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A house is the PolicySource of a server with one policy for all its buckets.
type house struct{ policy *policy.Policy }

// Policies returns the policy of the house. Those who come through its access point have to
// be in its VPC.
func (h house) Policies(_ context.Context, a getobject.Access) (*iam.Policies, error) {
	p := &iam.Policies{Principal: iam.NewPrincipal(a.Identity.ARN, a.Identity.Account)}
	if a.Identity.Anonymous() {
		p.Principal = policy.Principal{}
	}
	p.Bucket = h.policy
	if a.Request.AccessPoint != "" {
		p.AccessPoint = iam.AccessPoint{Name: a.Request.AccessPoint, Account: a.Request.Account, VPC: "vpc-1a2b3c4d"}
	}
	return p, nil
}

// A bucket policy of the S3 User Guide: everybody may read, but over TLS alone. An
// explanation has what was asked, and the statement that decided.
func ExampleAuthorizer() {
	p, err := policy.Parse(policy.KindBucket, []byte(`{
		"Version": "2012-10-17",
		"Statement": [
			{"Sid": "AllowAll", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
			{"Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*",
			 "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
		]
	}`))
	if err != nil {
		fmt.Println(err)
	}
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b", Owner: "111122223333"}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("hi")}); err != nil {
		fmt.Println(err)
	}
	operation := getobject.Operation{Store: s, Authorizer: &iam.Authorizer{Source: house{p}}}
	for _, secure := range []bool{true, false} {
		r := httptest.NewRequest(http.MethodGet, "/b/k", nil)
		e := operation.Explain(context.Background(), r, getobject.ParseOptions{Secure: secure})
		for _, q := range e.Questions {
			fmt.Printf("%v by %v: %v by %v\n", q.Verdict, e.Rule(), q.Reason.Decided, q.Reason.Rule)
		}
	}
	// Output:
	// allow by window/whole: s3:GetObject: allowed by bucket policy, statement 0 (AllowAll) by policy/no-own-policies
	// deny explicitly by access/denied-explicitly: s3:GetObject: denied by bucket policy, statement 1 (OnlyTLS) by policy/deny
}
