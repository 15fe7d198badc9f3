package main

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBucketName(t *testing.T) {
	tests := []struct{ in, want string }{
		{"photos", "photos"},
		{"My Files_2", "my-files-2"},
		{".hidden.", "hidden"},
		{"a..b--c", "a-b-c"},
		{"/", "bucket"},
		{"", "bucket"},
		{"x", "bucket-x"},
		{"größe", "gr-e"},
		{"sthree-things", "bucket-sthree-things"},
		{"amzn-s3-demo-bucket", "bucket-amzn-s3-demo-bucket"},
		{"point-s3alias", "point"},
		{"-s3alias", "s3alias"},
		{"0-s3alias-s3alias", "bucket-0"},
		{"192.168.0.1", "192-168-0-1"},
		{strings.Repeat("a", 62) + " b", strings.Repeat("a", 62)},
		{strings.Repeat("a", 70), strings.Repeat("a", 63)},
	}
	for _, tt := range tests {
		if got := bucketName(tt.in); got != tt.want {
			t.Errorf("bucketName(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestBucketNameValid checks that every text becomes a name, and that names stay.
func TestBucketNameValid(t *testing.T) {
	valid := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aB0 ._-]{0,70}(-s3alias){0,3}`)).Draw(t, "text")
		name := bucketName(text)
		if !valid.MatchString(name) || len(name) < 3 || len(name) > 63 || strings.HasSuffix(name, "-s3alias") {
			t.Errorf("bucketName(%q) = %q, which is no valid name", text, name)
		}
		if again := bucketName(name); again != name {
			t.Errorf("bucketName(%q) = %q, want the same", name, again)
		}
	})
}
