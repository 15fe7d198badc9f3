package getobject

import (
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// checkArchive refuses the content of an archived object that no finished restore has
// brought back. HEAD reads no content and is answered.
func (d *decision) checkArchive() error {
	if d.r.IsHead() || !archived(d.info) || restored(d.info.Restore) {
		return nil
	}
	if d.info.AccessTier != "" {
		return refuse(RuleArchivedTier,
			"StorageClass", d.info.StorageClass, "AccessTier", d.info.AccessTier)
	}
	return refuse(RuleArchivedClass, "StorageClass", d.info.StorageClass)
}

// archived reports whether the object is kept where it cannot be read at once. S3
// GetObject: Storage classes.
func archived(info *store.Info) bool {
	switch info.StorageClass {
	case "GLACIER", "DEEP_ARCHIVE":
		return true
	case "INTELLIGENT_TIERING":
		return info.AccessTier != ""
	}
	return false
}

// restored reports whether a restored copy is there. When the copy goes is for the
// store to see: it then has no Restore.
func restored(r *store.Restore) bool { return r != nil && !r.Ongoing }

// checkCustomerKey refuses a customer's key that does not fit the object, or that is
// missing.
func (d *decision) checkCustomerKey() error {
	if err := sse.Check(d.info.Encryption, d.r.key); err != nil {
		return keyError(err)
	}
	return nil
}

// checkKMSKey refuses an object whose KMS key the client may not use, or nobody can.
func (d *decision) checkKMSKey() error {
	e := &d.info.Encryption
	if !e.UsesKMS() {
		return nil
	}
	if !d.f.Rights.Has(MayDecrypt) {
		return denied(RuleKMSDecrypt, d.f.Identity, d.f.Bucket, Decrypt, e.KMSKeyID, Deny)
	}
	switch e.KeyState {
	case sse.KeyDisabled:
		return keyUnusable(RuleKMSDisabled, e.KMSKeyID+" is disabled.")
	case sse.KeyPendingDeletion:
		return keyUnusable(RuleKMSPendingDeletion, e.KMSKeyID+" is pending deletion.")
	}
	return nil
}

func keyUnusable(rule Rule, message string) *Error {
	e := refuse(rule)
	e.Message = message
	return e
}
