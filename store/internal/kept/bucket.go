package kept

import (
	"strings"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// CheckBucket returns a field of b that has a value which no bucket has, and what is wrong with it, or
// nothing: a bucket has a name, its owner is an account id of 12 digits or nobody, and a directory
// bucket has neither versioning nor a website (S3 GetObject: Directory buckets).
func CheckBucket(b *store.Bucket) (field, reason string) {
	switch {
	case b.Name == "":
		return "Name", "is empty"
	case b.Type > store.Directory:
		return "Type", "is no type of bucket"
	case b.Owner != "" && !store.IsAccount(b.Owner):
		return "Owner", "is no account id of 12 digits"
	case b.Versioning > version.StateSuspended:
		return "Versioning", "is no versioning state"
	case b.CORS.Validate() != nil:
		return "CORS", strings.TrimPrefix(b.CORS.Validate().Error(), "cors: ")
	case b.Website != nil && b.Website.Validate() != nil:
		return "Website", strings.TrimPrefix(b.Website.Validate().Error(), "website: ")
	case b.IsDirectory() && b.Website != nil:
		return "Website", "is not for directory buckets"
	case b.IsDirectory() && b.Versioning != version.StateUnversioned:
		return "Versioning", "is not for directory buckets"
	}
	return "", ""
}
