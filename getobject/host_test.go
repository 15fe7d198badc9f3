package getobject_test

import (
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestHosts reads hosts that look like others, and domains that lie in one another.
func TestHosts(t *testing.T) {
	a := getobject.Addressing{Domains: []string{"Example.com", "s3.example.com"}}
	tests := []struct{ host, bucket, key, region string }{
		{"b.example.com", "b", "x/y", ""},
		{"s3.example.com", "x", "y", ""},
		{"b.s3.example.com", "b", "x/y", ""},
		{"notexample.com", "x", "y", ""},
		{"b.s3-fips-us-gov-west-1.amazonaws.com", "b", "x/y", "us-gov-west-1"},
		{"b.s3-fips.dualstack.us-gov-west-1.amazonaws.com", "b", "x/y", "us-gov-west-1"},
		{"b.bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "b", "x/y", "us-east-1"},
		{"bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "x", "y", "us-east-1"},
		{"b.s3-website-us-east-1.amazonaws.com", "x", "y", ""},
		{"111122223333.s3-control.us-east-1.amazonaws.com", "x", "y", ""},
	}
	for _, tt := range tests {
		got := a.Resolve(tt.host, "/x/y")
		if got.Bucket != tt.bucket || got.Key != tt.key || got.Region != tt.region {
			t.Errorf("Resolve(%q) = %q, %q, %q; want %q, %q, %q",
				tt.host, got.Bucket, got.Key, got.Region, tt.bucket, tt.key, tt.region)
		}
	}
}
