package blobstore

import "github.com/s3get/s3get/internal/section"

// A blockReader gives bytes of a block that was opened and checked.
type blockReader struct{ section.Bytes }

// Close lets go of the bytes.
func (r *blockReader) Close() error {
	r.Left = nil
	return nil
}
