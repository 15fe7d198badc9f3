package getobject

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
)

// arguments are the checks of the values of arguments, in S3's order. They need nothing of
// the object, so that no store is asked for a request that is refused anyway. A new header field of
// requests is a method of [Request] that reads it and, if a value of it is refused, a step here
// whose rule stands in getobject/rule/arguments.go.
var arguments = [...]step[*decision]{
	{"trailer", (*decision).checkTrailer},
	{"version id", (*decision).checkVersion},
	{"range and part number", (*decision).checkSelection},
	{"overrides", (*decision).checkOverrides},
	{"encryption headers", (*decision).checkEncryption},
}

// checkTrailer refuses a payload hash that announces a trailer. Other payload hashes of
// a read are signed and not checked.
func (d *decision) checkTrailer() error {
	r := d.request
	hash, ok := r.header("X-Amz-Content-Sha256")
	if ok && strings.HasSuffix(hash, "-TRAILER") && len(r.Header["Authorization"]) > 0 {
		return Refuse(rule.PayloadTrailer)
	}
	return nil
}

// checkVersion refuses a version id that the bucket cannot have assigned.
func (d *decision) checkVersion() error {
	by, err := rule.VersionMalformed, d.request.versionErr
	if id, ok := d.request.version.ID(); ok {
		form := d.facts.VersionForm
		if form == nil {
			form = version.WellFormed
		}
		switch {
		case !form(id):
			err = fmt.Errorf("%w: the ids of a store have S3's form unless it is a store.VersionIDs", version.ErrMalformed)
		case d.facts.Bucket.IsDirectory():
			by, err = rule.DirectoryVersion, errDirectory
		default:
			if err = d.request.version.AllowedIn(d.facts.Bucket.Versioning); err != nil {
				err = fmt.Errorf("%w: the Versioning of the bucket says that it never had any", err)
			}
		}
	}
	if err == nil {
		return nil
	}
	value, _ := d.request.Query.Get("versionId")
	return RefuseArgument(by, "versionId", value).withCause(err)
}

// errDirectory is the cause of a refusal that a directory bucket is the reason of.
var errDirectory = errors.New("getobject: not in a directory bucket")

// checkSelection refuses a Range beside a partNumber, and a partNumber that is none.
func (d *decision) checkSelection() error {
	r := d.request
	switch err := r.selectionErr; err {
	case nil:
		return nil
	case rangespec.ErrRangeAndPart:
		return Refuse(rule.RangeAndPart)
	default:
		value, _ := r.Query.Get("partNumber")
		return RefuseArgument(rule.PartNumber, "partNumber", value).withCause(err)
	}
}

// checkOverrides refuses an override that a header cannot carry.
func (d *decision) checkOverrides() error {
	if !d.request.overrides {
		return nil
	}
	for _, p := range d.request.Query {
		if isOverride(p.Name) && !isLatin1(p.Value) {
			return RefuseArgument(rule.OverrideLatin1, p.Name, p.Value)
		}
	}
	return nil
}

// checkEncryption refuses encryption headers that no read has, then SSE-C
// headers that do not make a key.
func (d *decision) checkEncryption() error {
	r, b := d.request, d.facts.Bucket
	if value, sent := r.header("X-Amz-Server-Side-Encryption"); sent {
		return RefuseArgument(rule.SSEUploadHeader, "x-amz-server-side-encryption", value)
	}
	if r.keyErr != nil {
		return keyError(r.keyErr)
	}
	if !r.key.IsZero() && b.IsDirectory() {
		return Refuse(rule.DirectorySSEC)
	}
	return nil
}

// keyRules are the rules behind the reasons of package sse.
var keyRules = [...]*rule.Rule{
	sse.Insecure:       rule.SSEInsecure,
	sse.NoAlgorithm:    rule.SSENoAlgorithm,
	sse.NoKey:          rule.SSENoKey,
	sse.KeyTooShort:    rule.SSEKeyShort,
	sse.DigestMismatch: rule.SSEDigest,
	sse.BadAlgorithm:   rule.SSEAlgorithm,
	sse.NotApplicable:  rule.SSENotApplicable,
	sse.KeyRequired:    rule.SSEKeyRequired,
	sse.WrongKey:       rule.SSEWrongKey,
}

// keyError makes the Error of one of package sse. Errors of the header fields name the
// argument, and its value where the value is what is wrong.
func keyError(err error) error {
	var refused *sse.Error
	if !errors.As(err, &refused) {
		return asError(err)
	}
	by := keyRules[refused.Reason]
	const name = "x-amz-server-side-encryption"
	switch refused.Reason {
	case sse.NotApplicable, sse.KeyRequired, sse.WrongKey:
		return Refuse(by)
	case sse.KeyTooShort, sse.BadAlgorithm:
		e := Refuse(by, "ArgumentName", name)
		e.Detail = append(e.Detail, SecretElement("ArgumentValue", refused.Value))
		return e
	}
	return Refuse(by, "ArgumentName", name)
}
