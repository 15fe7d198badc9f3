package memstore_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// A Store keeps policies, which package getobject/iam evaluates.
func ExampleBucketPolicies() {
	p, err := policy.Parse(policy.KindBucket, []byte(`{
		"Version": "2012-10-17",
		"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
	}`))
	if err != nil {
		fmt.Println(err)
	}
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	if err := s.SetBucketPolicies("b", memstore.BucketPolicies{Policy: p}); err != nil {
		fmt.Println(err)
	}
	grants := memstore.Grants{Tags: map[string]string{"team": "blue"}}
	info, err := s.Put("b", "k", memstore.Version{Grants: grants})
	if err != nil {
		fmt.Println(err)
	}
	kept, err := s.BucketPolicies("b")
	if err != nil {
		fmt.Println(err)
	}
	g, err := s.Grants(context.Background(), "b", "k", version.Selector{})
	fmt.Println(kept.Policy.Public(), g.Tags["team"], info.TagCount, err)
	// Output: true blue 1 <nil>
}
