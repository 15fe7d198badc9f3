package getobject

import (
	"errors"
	"strings"

	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
)

// checkPayloadHash refuses the announcement of a trailer. Other payload hashes of a
// read are signed and not checked.
func (d *decision) checkPayloadHash() error {
	hash, ok := d.r.header("X-Amz-Content-Sha256")
	if ok && strings.HasSuffix(hash, "-TRAILER") && len(d.r.Header["Authorization"]) > 0 {
		return refuse(RulePayloadTrailer)
	}
	return nil
}

// checkVersion refuses a version id that the bucket cannot have given out.
func (d *decision) checkVersion() error {
	if d.r.version.IsLatest() && d.r.versionErr == nil {
		return nil
	}
	rule := RuleVersionMalformed
	err := d.r.versionErr
	if err == nil && d.f.Bucket.IsDirectory() && !d.r.version.IsNull() {
		rule, err = RuleDirectoryVersion, errDirectory
	}
	if err == nil {
		err = d.r.version.AllowedIn(d.f.Bucket.Versioning)
	}
	if err == nil {
		return nil
	}
	value, _ := d.r.Query.Get("versionId")
	return argument(rule, "versionId", value).because(err)
}

// errDirectory is the cause of a refusal that a directory bucket is the reason of.
var errDirectory = errors.New("getobject: not in a directory bucket")

// checkAsk refuses a Range beside a partNumber, and a partNumber that is none.
func (d *decision) checkAsk() error {
	switch err := d.r.askErr; err {
	case nil:
		return nil
	case rangespec.ErrRangeAndPart:
		return refuse(RuleRangeAndPart)
	default:
		value, _ := d.r.Query.Get("partNumber")
		return argument(RulePartNumber, "partNumber", value).because(err)
	}
}

func (d *decision) checkOverrides() error { return d.r.checkOverrides() }

// checkEncryptionHeaders refuses encryption headers that no read has, then SSE-C
// headers that do not make a key.
func (d *decision) checkEncryptionHeaders() error {
	if err := sse.CheckUpload(d.r.Header); err != nil {
		value, _ := d.r.header("X-Amz-Server-Side-Encryption")
		return argument(RuleSSEUploadHeader, "x-amz-server-side-encryption", value)
	}
	if d.r.keyErr != nil {
		return keyError(d.r.keyErr)
	}
	if !d.r.key.IsZero() && d.f.Bucket.IsDirectory() {
		return refuse(RuleDirectorySSEC)
	}
	return nil
}

// keyRules are the rules behind the reasons of package sse.
var keyRules = [...]Rule{
	sse.Insecure:       RuleSSEInsecure,
	sse.NoAlgorithm:    RuleSSENoAlgorithm,
	sse.NoKey:          RuleSSENoKey,
	sse.KeyTooShort:    RuleSSEKeyShort,
	sse.DigestMismatch: RuleSSEDigest,
	sse.BadAlgorithm:   RuleSSEAlgorithm,
	sse.UploadHeader:   RuleSSEUploadHeader,
	sse.NotApplicable:  RuleSSENotApplicable,
	sse.KeyRequired:    RuleSSEKeyRequired,
	sse.WrongKey:       RuleSSEWrongKey,
}

// keyError makes the Error of one of package sse. Errors of the header fields name the
// argument, and its value where the value is what is wrong.
func keyError(err error) error {
	var refused *sse.Error
	if !errors.As(err, &refused) {
		return asError(err)
	}
	rule := keyRules[refused.Reason]
	const name = "x-amz-server-side-encryption"
	switch refused.Reason {
	case sse.NotApplicable, sse.KeyRequired, sse.WrongKey:
		return refuse(rule)
	case sse.KeyTooShort, sse.BadAlgorithm:
		return argument(rule, name, refused.Value)
	}
	return refuse(rule, "ArgumentName", name)
}
