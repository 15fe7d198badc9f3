package write

import (
	"context"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
)

// Uploads are the multipart uploads of a [Store]. The errors of those methods that take an
// [UploadRef] wrap [ErrNoUpload].
type Uploads interface {
	// CreateUpload begins a multipart upload, and returns the id that the Store gives it.
	// Initiated is filled in.
	CreateUpload(ctx context.Context, u Upload) (id string, err error)

	// Upload describes an upload.
	Upload(ctx context.Context, ref UploadRef) (*Upload, error)

	// ListUploads lists the uploads of a bucket in the order of their keys and, of one key,
	// of their beginning.
	ListUploads(ctx context.Context, bucket string) ([]Upload, error)

	// PutPart adds a part, or replaces the one of its number. The content is the Store's
	// then, whatever the error.
	PutPart(ctx context.Context, ref UploadRef, p Part, content Content) (*Part, error)

	// ListParts lists the parts in the order of their numbers.
	ListParts(ctx context.Context, ref UploadRef) ([]Part, error)

	// Complete makes the parts of those numbers, in that order, the newest version of the
	// key, and ends the upload. v is the whole version but for its Content, which is nil;
	// the check is that of [Objects.Put]. The error wraps [ErrNoPart].
	//
	// Each part has to be the one of the list, entity tag and all: one that was replaced
	// since is [ErrNoPart].
	Complete(ctx context.Context, ref UploadRef, parts []Part, v Version, check Check) (*store.Info, error)

	// Abort ends an upload and frees its parts.
	Abort(ctx context.Context, ref UploadRef) error
}

// An UploadRef names a multipart upload.
type UploadRef struct{ Bucket, Key, ID string }

// An Upload is a multipart upload that is neither complete nor aborted.
type Upload struct {
	UploadRef

	// Initiated is when it began.
	Initiated time.Time

	// Owner is the account that began it, or "".
	Owner string

	// Algorithm and Type are those of the checksum. None means that no client asked for
	// one.
	Algorithm checksum.Algorithm
	Type      checksum.Type

	// Version is what the upload will be, without content, checksum and entity tag. Its
	// CustomerKey, which its Encryption recognizes, is for [Uploads.CreateUpload] and not kept:
	// parts are put, and the upload is completed, without it.
	Version Version
}

// A Part is one part of an [Upload].
type Part struct {
	// Number is from 1 to 10,000.
	Number int

	// Size is the length of the part in bytes.
	Size int64

	// ETag is the entity tag of the part in its quotes, and MD5 the digest of its bytes.
	ETag string
	MD5  [16]byte

	// Checksum is that of the part.
	Checksum checksum.Value

	// LastModified is when the part was put.
	LastModified time.Time
}
