package objectlambda

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/field"
)

// statuses are those that a function may answer with. S3 WriteGetObjectResponse: x-amz-fwd-status.
var statuses = [...]int{200, 206, 304, 400, 401, 403, 404, 405, 409, 411, 412, 416, 500, 503}

// fieldNames are those of the fields that a function may answer with, beside the user's metadata,
// as S3 spells them. S3 WriteGetObjectResponse: URI Request Parameters.
var fieldNames = [...]string{
	"accept-ranges", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Range",
	"Content-Type", "ETag", "Expires", "Last-Modified",
	"x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256",
	"x-amz-delete-marker", "x-amz-expiration", "x-amz-missing-meta", "x-amz-mp-parts-count", "x-amz-object-lock-legal-hold",
	"x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-replication-status", "x-amz-request-charged",
	"x-amz-restore", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
	"x-amz-server-side-encryption-bucket-key-enabled", "x-amz-server-side-encryption-customer-algorithm",
	"x-amz-server-side-encryption-customer-key-MD5", "x-amz-storage-class", "x-amz-tagging-count", "x-amz-version-id",
}

const metadataPrefix = "x-amz-meta-"

// isErrorCode reports whether a function may answer an error code: a capital letter and more
// letters. S3 WriteGetObjectResponse: x-amz-fwd-error-code.
func isErrorCode(code string) bool {
	isLetter := func(c rune) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
	return len(code) > 1 && 'A' <= code[0] && code[0] <= 'Z' && strings.IndexFunc(code, func(c rune) bool { return !isLetter(c) }) < 0
}

// check returns why S3 does not take a, or nil. It fills in the status.
func (a *Answer) check() error {
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	refused := a.ErrorCode != "" || a.ErrorMessage != ""
	switch {
	case !slices.Contains(statuses[:], a.Status):
		return fmt.Errorf("objectlambda: the status %d is none of %v", a.Status, statuses)
	case refused && !isErrorCode(a.ErrorCode):
		return fmt.Errorf("objectlambda: the error code %.80q is none", a.ErrorCode)
	case refused && (a.Status < 400 || a.Body != nil):
		return fmt.Errorf("objectlambda: an error with status %d, or with a body", a.Status)
	}
	_, err := a.fields()
	return err
}

// fields returns the fields of the answer in S3's order and spelling. Metadata comes last, sorted.
func (a *Answer) fields() ([]getobject.Field, error) {
	var fields, metadata []getobject.Field
	for name, lines := range a.Header {
		value := strings.Join(lines, ",")
		i := slices.IndexFunc(fieldNames[:], func(known string) bool { return strings.EqualFold(known, name) })
		lower := strings.ToLower(name)
		switch {
		case i >= 0:
			fields = append(fields, getobject.Field{Name: fieldNames[i], Value: value})
		case strings.HasPrefix(lower, metadataPrefix) && field.IsToken(lower):
			metadata = append(metadata, getobject.Field{Name: lower, Value: value})
		default:
			return nil, fmt.Errorf("objectlambda: no answer of a function has the field %.80q", name)
		}
	}
	byName := func(x, y getobject.Field) int { return strings.Compare(x.Name, y.Name) }
	slices.SortFunc(fields, byName)
	slices.SortFunc(metadata, byName)
	return append(fields, metadata...), nil
}

// refusal returns the error that a function answered, or nil for any other answer.
func (a *Answer) refusal() *getobject.Error {
	if a.ErrorCode == "" {
		return nil
	}
	return &getobject.Error{Code: rule.Code(a.ErrorCode), Status: a.Status, Message: a.ErrorMessage}
}
