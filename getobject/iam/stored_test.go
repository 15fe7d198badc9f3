package iam_test

import (
	"context"
	"errors"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

const (
	owner   = "111122223333"
	foreign = "444455556666"
)

// stored returns a store with a bucket, an object with a tag, and two access points: one that lets
// the foreign account read, and one that only a VPC reaches.
func stored(t *testing.T) *blobstore.Store {
	t.Helper()
	files, err := folder.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	ctx := t.Context()
	s, err := blobstore.New(ctx, files, blobstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	allows, err := policy.Parse(policy.KindAccessPoint, []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
		"Principal": {"AWS": "arn:aws:iam::`+foreign+`:root"}, "Action": "s3:GetObject",
		"Resource": "arn:aws:s3:us-east-1:`+owner+`:accesspoint/*/object/*"}}`))
	c, err2 := s.Stage(ctx)
	if err := errors.Join(err, err2, s.CreateBucket(ctx, store.Bucket{Name: "books", Owner: owner})); err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(ctx, "books", "k", write.Version{Tags: []write.Tag{{Key: "kind", Value: "open"}}, Content: c}, nil)
	err = errors.Join(err,
		s.AddAccessPoint(ctx, write.AccessPoint{Bucket: "books", Name: "open", Account: owner, Alias: "open-s3alias", Policy: allows}),
		s.AddAccessPoint(ctx, write.AccessPoint{Bucket: "books", Name: "closed", Account: owner, VPC: "vpc-1", Policy: allows}))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// setPolicy gives the bucket a policy with one statement.
func setPolicy(t *testing.T, s *blobstore.Store, statement string) {
	t.Helper()
	p, err := policy.Parse(policy.KindBucket, []byte(`{"Version": "2012-10-17", "Statement": `+statement+`}`))
	if err == nil {
		err = s.UpdatePolicies(t.Context(), "books", func(all *write.Policies) error {
			all.Policy = p
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestStored: what a store keeps decides, of buckets, access points and tags.
func TestStored(t *testing.T) {
	everybody := `{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::books/*"`
	ofTag := everybody + `, "Condition": {"StringEquals": {"s3:ExistingObjectTag/kind": "open"}}}`
	reader := getobject.Identity{Account: foreign, ARN: "arn:aws:iam::" + foreign + ":root"}
	tests := map[string]struct {
		statement    string // of the bucket policy, or ""
		key          string
		point, alias string
		who          getobject.Identity
		want         getobject.Verdict
	}{
		"nothing is kept":              {key: "k", who: reader, want: getobject.Deny},
		"the bucket allows everybody":  {statement: everybody + "}", key: "k", want: getobject.Allow},
		"the bucket allows a tag":      {statement: ofTag, key: "k", want: getobject.Allow},
		"there is no such tag":         {statement: ofTag, key: "missing", want: getobject.Deny},
		"the access point alone":       {key: "k", point: "open", who: reader, want: getobject.Deny},
		"both":                         {statement: everybody + "}", key: "k", point: "open", who: reader, want: getobject.Allow},
		"by the alias":                 {statement: everybody + "}", key: "k", alias: "open-s3alias", who: reader, want: getobject.Allow},
		"only the bucket allows all":   {statement: everybody + "}", key: "k", point: "open", want: getobject.Deny},
		"the access point is of a VPC": {statement: everybody + "}", key: "k", point: "closed", who: reader, want: getobject.Deny},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := stored(t)
			if tt.statement != "" {
				setPolicy(t, s, tt.statement)
			}
			b, err := s.Bucket(t.Context(), "books")
			if err != nil {
				t.Fatal(err)
			}
			r := &getobject.Request{Address: address.Address{Bucket: "books", Key: tt.key, Region: "us-east-1"}}
			switch {
			case tt.alias != "":
				r.Bucket = tt.alias
			case tt.point != "":
				r.Bucket, r.AccessPoint, r.Account = "", tt.point, owner
			}
			z := iam.Authorizer{Source: iam.Stored{Store: s}}
			got, err := z.Authorize(context.Background(), getobject.Access{
				Identity: tt.who, Action: getobject.ActionGetObject, Bucket: b, Key: tt.key, Request: r,
			})
			if got != tt.want && !(tt.want == getobject.Deny && got != getobject.Allow) || err != nil {
				t.Errorf("Authorize = %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}
