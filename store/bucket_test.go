package store_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

func TestBucket(t *testing.T) {
	tests := []struct {
		bucket    *store.Bucket
		region    string
		directory bool
		kind      string
	}{
		{nil, "us-east-1", false, ""},
		{&store.Bucket{}, "us-east-1", false, "general-purpose"},
		{&store.Bucket{Region: "eu-west-1"}, "eu-west-1", false, "general-purpose"},
		{&store.Bucket{Type: store.Directory}, "us-east-1", true, "directory"},
	}
	for _, tt := range tests {
		if got := tt.bucket.SigningRegion(); got != tt.region {
			t.Errorf("SigningRegion of %+v = %q, want %q", tt.bucket, got, tt.region)
		}
		if got := tt.bucket.IsDirectory(); got != tt.directory {
			t.Errorf("IsDirectory of %+v = %t, want %t", tt.bucket, got, tt.directory)
		}
		if tt.bucket != nil && tt.bucket.Type.String() != tt.kind {
			t.Errorf("String of the type of %+v = %q, want %q", tt.bucket, tt.bucket.Type, tt.kind)
		}
	}
}

// TestErrors checks that the errors are told apart, and that those of package version are
// those of a store.
func TestErrors(t *testing.T) {
	all := []error{store.ErrNoBucket, store.ErrNoKey, store.ErrNoVersion, store.ErrNoAccessPoint, store.ErrChanged}
	for i, a := range all {
		for j, b := range all {
			if errors.Is(a, b) != (i == j) {
				t.Errorf("errors.Is(%v, %v) = %t, want %t", a, b, i != j, i == j)
			}
		}
	}
	if version.Latest().NotFound() != store.ErrNoKey || version.Null().NotFound() != store.ErrNoVersion {
		t.Error("the errors of package version are not those of package store")
	}
}
