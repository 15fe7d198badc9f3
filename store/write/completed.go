package write

import (
	"context"

	"github.com/s3get/s3get/store"
)

// Completions is a [Store] that knows which version an upload was completed as while there is that
// version, also when it is opened anew, so that a client that did not hear of it can complete it
// again. A version that was renamed is not what an upload was completed as, also if it gets its key
// back. S3 CompleteMultipartUpload.
type Completions interface {
	// Completed describes the version that an upload was completed as. The error wraps
	// [ErrNoUpload] if there is none.
	Completed(ctx context.Context, ref UploadRef) (*store.Info, error)
}

// Completed describes the version that an upload was completed as. The error is [ErrNoUpload] if s
// has no [Completions].
func Completed(ctx context.Context, s Store, ref UploadRef) (*store.Info, error) {
	if c, ok := s.(Completions); ok {
		return c.Completed(ctx, ref)
	}
	return nil, ErrNoUpload
}
