package sigv4_test

import (
	"testing"

	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

// TestSessionOfDirectoryBucketIsHidden: clients of directory buckets send the token of
// their session as x-amz-s3session-token, in the header or in the query of a presigned
// URL (S3 CreateSession). A refused signature does not repeat it either.
func TestSessionOfDirectoryBucketIsHidden(t *testing.T) {
	directory := &store.Bucket{Name: "b", Type: store.Directory}
	for name, m := range map[string]*message{
		"header":              wrongSecret(newMessage().add("x-amz-s3session-token", hidden)).sign(),
		"query":               wrongSecret(newMessage().param("X-Amz-S3session-Token", hidden)).presign(),
		"header of presigned": wrongSecret(newMessage().add("x-amz-s3session-token", hidden)).presign(),
	} {
		by, e := authenticateAt(t, m, noon, directory)
		if by != sigv4.RuleSignatureMismatch {
			t.Fatalf("%s: refused by %v, want %v", name, by, sigv4.RuleSignatureMismatch)
		}
		for _, element := range e.Detail {
			if shows(element.Sent()) {
				t.Errorf("%s: %s shows the session token: %.200q", name, element.Name, element.Sent())
			}
		}
	}
}
