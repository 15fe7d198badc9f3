package memstore

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// A member is a property that is text.
type member struct {
	field, value string
	allowed      string // the values that it may have, with blanks between them; "" means any
}

// The values of properties that have few.
const (
	classes = "STANDARD_IA ONEZONE_IA REDUCED_REDUNDANCY INTELLIGENT_TIERING GLACIER GLACIER_IR DEEP_ARCHIVE" +
		" OUTPOSTS SNOW FSX_OPENZFS FSX_ONTAP AWS_BACKUP_WARM AWS_BACKUP_LOW_COST_WARM EXPRESS_ONEZONE"
	tiers        = "ARCHIVE_ACCESS DEEP_ARCHIVE_ACCESS"
	replications = "COMPLETE COMPLETED FAILED PENDING REPLICA"
	modes        = "COMPLIANCE GOVERNANCE"
	switches     = "OFF ON"
	algorithms   = "AES256 aws:kms aws:kms:dsse aws:fsx aws:backup"
)

// texts returns the properties of i that are sent as they are.
func texts(i *store.Info) []member {
	all := []member{
		{field: "ContentType", value: i.ContentType},
		{field: "CacheControl", value: i.CacheControl},
		{field: "ContentDisposition", value: i.ContentDisposition},
		{field: "ContentEncoding", value: i.ContentEncoding},
		{field: "ContentLanguage", value: i.ContentLanguage},
		{field: "Expires", value: i.Expires},
		{field: "WebsiteRedirectLocation", value: i.WebsiteRedirectLocation},
		{field: "Encryption.KMSKeyID", value: i.Encryption.KMSKeyID},
	}
	if i.Expiration != nil {
		all = append(all, member{field: "Expiration.RuleID", value: i.Expiration.RuleID})
	}
	return all
}

// enums returns the properties of i that have few values.
func enums(i *store.Info) []member {
	all := []member{
		{"StorageClass", i.StorageClass, classes},
		{"AccessTier", i.AccessTier, tiers},
		{"ReplicationStatus", i.ReplicationStatus, replications},
		{"Encryption.Algorithm", string(i.Encryption.Algorithm), algorithms},
	}
	if l := i.Lock; l != nil {
		all = append(all,
			member{"Lock.Mode", l.Mode, modes},
			member{"Lock.LegalHold", l.LegalHold, switches},
			member{"Lock.EventHold", l.EventHold, switches})
	}
	return all
}

// isText reports whether a header field can carry s and s has no byte that is in none.
// Bytes beyond ASCII are allowed (RFC 9110 §5.5).
func isText(s string, none ...byte) bool {
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7f || slices.Contains(none, s[i]) {
			return false
		}
	}
	return true
}

// checkInfo reports what is wrong with the properties in i: the first finding of the
// checks below. Properties that S3 would not store together, such as tags in a directory
// bucket, are no finding: how a read treats them is what a test may want to see.
func checkInfo(i *store.Info) error {
	return cmp.Or(
		checkMarker(i),
		checkTexts(i),
		checkEnums(i),
		checkState(i),
		checkLock(i),
		checkEncryption(i),
	)
}

func checkTexts(i *store.Info) error {
	for _, f := range texts(i) {
		if !isText(f.value) {
			return &FieldError{f.field, "has a control character"}
		}
	}
	return nil
}

func checkEnums(i *store.Info) error {
	for _, f := range enums(i) {
		if f.value != "" && !slices.Contains(strings.Fields(f.allowed), f.value) {
			return &FieldError{f.field, "is not one of " + f.allowed}
		}
	}
	return nil
}

func checkMarker(i *store.Info) error {
	if i.DeleteMarker && !isBare(i) {
		return &FieldError{"DeleteMarker", "is not for a version with content or properties"}
	}
	return nil
}

func checkState(i *store.Info) error {
	switch {
	case i.TagCount < 0:
		return &FieldError{"TagCount", "is negative"}
	case i.Restore != nil && !i.Restore.Ongoing && i.Restore.Expiry.IsZero():
		return &FieldError{"Restore.Expiry", "is missing"}
	case i.Expiration != nil && i.Expiration.Date.IsZero():
		return &FieldError{"Expiration.Date", "is missing"}
	}
	return nil
}

func checkLock(i *store.Info) error {
	l := i.Lock
	switch {
	case l == nil:
		return nil
	case l.Mode != "" && l.RetainUntil.IsZero():
		return &FieldError{"Lock.RetainUntil", "goes with a mode"}
	case l.EventHoldDays < 0:
		return &FieldError{"Lock.EventHoldDays", "is negative"}
	case l.EventHoldYears < 0:
		return &FieldError{"Lock.EventHoldYears", "is negative"}
	}
	return nil
}

func checkEncryption(i *store.Info) error {
	e := &i.Encryption
	switch {
	case e.UsesCustomerKey() && e.Algorithm != "":
		return &FieldError{"Encryption.Customer", "is not for a version that S3 encrypts"}
	case e.KeyState > sse.KeyPendingDeletion:
		return &FieldError{"Encryption.KeyState", "is no state of a key"}
	}
	return nil
}
