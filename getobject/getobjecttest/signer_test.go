package getobjecttest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestSign recomputes the examples of S3 SigV4: Using the Authorization header, and the
// one of S3 SigV4: Using query parameters.
func TestSign(t *testing.T) {
	tests := []struct {
		name string
		in   getobjecttest.Signing
		want string // signature
	}{
		{"object", getobjecttest.Signing{Method: "GET", Path: "/test.txt",
			Headers: []vectors.Line{{Name: "Range", Value: "bytes=0-9"}}},
			"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		{"bare parameter", getobjecttest.Signing{Method: "GET", Path: "/",
			Query: []vectors.Item{{Name: "lifecycle", Bare: true}}},
			"fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
		{"parameters", getobjecttest.Signing{Method: "GET", Path: "/",
			Query: []vectors.Item{{Name: "prefix", Value: "J"}, {Name: "max-keys", Value: "2"}}},
			"34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
		{"presigned", getobjecttest.Signing{Method: "GET", Path: "/test.txt", Expires: 86400},
			"aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"},
		{"upload", getobjecttest.Signing{Method: "PUT", Path: "/test$file.text",
			Headers: []vectors.Line{
				{Name: "Date", Value: "Fri, 24 May 2013 00:00:00 GMT"},
				{Name: "x-amz-storage-class", Value: "REDUCED_REDUNDANCY"},
				{Name: "x-amz-content-sha256", Value: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"},
			}},
			"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
	}
	for _, tt := range tests {
		tt.in.Host = "examplebucket.s3.amazonaws.com"
		tt.in.Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		tt.in.At = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
		if got := getobjecttest.Sign(tt.in); !strings.Contains(got, "Signature="+tt.want) {
			t.Errorf("%s: Sign = %q, want the signature %s", tt.name, got, tt.want)
		}
	}
}
