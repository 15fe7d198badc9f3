package main

import "strings"

// The shortest and the longest name of a bucket, in characters.
const (
	minBucketName = 3
	maxBucketName = 63
)

// bucketName makes a valid name of a bucket of any text: lower-case letters, digits and
// single hyphens between them. It leaves out dots, which do not fit a wildcard
// certificate, and what S3 keeps to itself (S3 User Guide: Bucket naming rules).
func bucketName(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	name := withoutAlias(strings.Join(words, "-"))
	if len(name) < minBucketName || reservedPrefix(name) {
		name = strings.TrimSuffix("bucket-"+name, "-")
	}
	if len(name) > maxBucketName {
		name = strings.TrimSuffix(name[:maxBucketName], "-")
	}
	return withoutAlias(name)
}

func reservedPrefix(name string) bool {
	return strings.HasPrefix(name, "sthree-") || strings.HasPrefix(name, "amzn-s3-demo-")
}

// withoutAlias cuts off what ends the aliases of access points.
func withoutAlias(name string) string {
	for strings.HasSuffix(name, "-s3alias") {
		name = strings.TrimSuffix(name, "-s3alias")
	}
	return name
}
