package write

import (
	"context"

	"github.com/s3get/s3get/getobject/policy"
)

// An AccessPoint is another name of a bucket (S3 GetObject: Bucket).
type AccessPoint struct {
	Bucket  string // name of the bucket behind it
	Name    string // as the account named it
	Account string // account id, 12 digits
	Alias   string // name that is unique over all accounts; "" for none

	VPC    string         // that it is restricted to; "" if it can be reached from the internet
	Policy *policy.Policy // or nil
}

// A PolicyReader is a [Store] whose policies are read, to authorize by them.
type PolicyReader interface {
	// Policies returns the policies of a bucket, which the caller does not change. The error
	// wraps [store.ErrNoBucket].
	Policies(ctx context.Context, bucket string) (Policies, error)

	// LookupAccessPoint returns the access point that the account gave that name, or the one
	// with that alias if account is "". The error wraps [store.ErrNoAccessPoint].
	LookupAccessPoint(ctx context.Context, name, account string) (AccessPoint, error)

	// Objects have the tags that policies ask for.
	Objects
}
