package iam_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

// The policy of a bucket that a store keeps lets everybody read.
func ExampleStored() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "stored")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	files, err := folder.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer files.Close()
	s, err := blobstore.New(ctx, files, blobstore.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	bucket := store.Bucket{Name: "books", Owner: "111122223333"}
	p, err := policy.Parse(policy.KindBucket, []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
		"Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::books/*"}}`))
	err = errors.Join(err, s.CreateBucket(ctx, bucket), s.UpdatePolicies(ctx, "books", func(all *write.Policies) error {
		all.Policy = p
		return nil
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	var kept write.PolicyReader = s
	z := iam.Authorizer{Source: iam.Stored{Store: kept}}
	read := getobject.Access{Action: getobject.ActionGetObject, Bucket: &bucket, Key: "tale.txt", Request: new(getobject.Request)}
	verdict, err := z.Authorize(ctx, read)
	fmt.Println(verdict == getobject.Allow, err)
	// Output: true <nil>
}
