package getobject

import (
	"errors"
	"strings"

	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
)

// CheckArguments makes those of the decisions of [Decide] that need nothing of the
// object, so that no store is asked for a request that is refused anyway. Of f only
// Bucket and VersionForm are used. The error is an [*Error].
func CheckArguments(r *Request, f *Facts) error {
	for i := range arguments {
		if err := arguments[i].check(r, f); err != nil {
			return err
		}
	}
	return nil
}

// arguments are the checks of the values of arguments, in S3's order.
var arguments = [...]struct {
	name  string
	check func(*Request, *Facts) error
}{
	{"trailer", (*Request).checkTrailer},
	{"version id", (*Request).checkVersion},
	{"range and part number", (*Request).checkAsk},
	{"overrides", (*Request).checkOverrides},
	{"encryption headers", (*Request).checkEncryption},
}

// checkTrailer refuses a payload hash that announces a trailer. Other payload hashes of
// a read are signed and not checked.
func (r *Request) checkTrailer(*Facts) error {
	hash, ok := r.header("X-Amz-Content-Sha256")
	if ok && strings.HasSuffix(hash, "-TRAILER") && len(r.Header["Authorization"]) > 0 {
		return refuse(RulePayloadTrailer)
	}
	return nil
}

// checkVersion refuses a version id that the bucket cannot have assigned.
func (r *Request) checkVersion(f *Facts) error {
	rule, err := RuleVersionMalformed, r.versionErr
	if id, ok := r.version.ID(); ok {
		switch {
		case !f.wellFormed(id):
			err = version.ErrMalformed
		case f.Bucket.IsDirectory():
			rule, err = RuleDirectoryVersion, errDirectory
		default:
			err = r.version.AllowedIn(f.Bucket.Versioning)
		}
	}
	if err == nil {
		return nil
	}
	value, _ := r.Query.Get("versionId")
	return argument(rule, "versionId", value).because(err)
}

// wellFormed reports whether id has the form of the store's version ids.
func (f *Facts) wellFormed(id string) bool {
	if f.VersionForm == nil {
		return version.WellFormed(id)
	}
	return f.VersionForm(id)
}

// errDirectory is the cause of a refusal that a directory bucket is the reason of.
var errDirectory = errors.New("getobject: not in a directory bucket")

// checkAsk refuses a Range beside a partNumber, and a partNumber that is none.
func (r *Request) checkAsk(*Facts) error {
	switch err := r.askErr; err {
	case nil:
		return nil
	case rangespec.ErrRangeAndPart:
		return refuse(RuleRangeAndPart)
	default:
		value, _ := r.Query.Get("partNumber")
		return argument(RulePartNumber, "partNumber", value).because(err)
	}
}

// checkEncryption refuses encryption headers that no read has, then SSE-C
// headers that do not make a key.
func (r *Request) checkEncryption(f *Facts) error {
	if err := sse.CheckUpload(r.Header); err != nil {
		value, _ := r.header("X-Amz-Server-Side-Encryption")
		return argument(RuleSSEUploadHeader, "x-amz-server-side-encryption", value)
	}
	if r.keyErr != nil {
		return keyError(r.keyErr)
	}
	if !r.key.IsZero() && f.Bucket.IsDirectory() {
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
