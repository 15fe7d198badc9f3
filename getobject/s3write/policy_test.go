package s3write_test

import (
	"context"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/policy"
)

// one is a PolicySource with one bucket policy.
type one struct{ policy *policy.Policy }

func (o one) Policies(context.Context, getobject.Access) (*iam.Policies, error) {
	p := &iam.Policies{Account: "111122223333"}
	p.Bucket = o.policy
	return p, nil
}

// TestPolicy: the actions of writes are decided by policies, those on buckets by the ARN of the
// bucket and those on keys by that of the key.
func TestPolicy(t *testing.T) {
	h := filled(t)
	p, err := policy.Parse(policy.KindBucket, []byte(`{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": "*", "Action": ["s3:PutObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::books/in/*"},
		{"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetBucketVersioning"], "Resource": "arn:aws:s3:::books"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	h.read.Authorizer = &iam.Authorizer{Source: one{p}}
	h.want(200, "", "PUT", "/books/in/k", "x")
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/out/k", "x")
	h.want(200, "<Key>in/k</Key>", "GET", "/books?list-type=2", "")
	h.want(200, "", "GET", "/books?versioning", "")
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books?versioning", enabled)
	h.want(403, "<Code>AccessDenied</Code>", "GET", "/books?versions", "")
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/books/in/k?versionId=null", "")
	document := "<Delete><Object><Key>in/k</Key></Object><Object><Key>out/k</Key></Object></Delete>"
	h.want(200, "<Deleted><Key>in/k</Key></Deleted><Error><Key>out/k</Key><Code>AccessDenied</Code>", "POST", "/books?delete", document, "Content-Md5", md5Of(document))
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/books", "")
}
