package s3fake

import (
	"context"
	"time"

	"github.com/s3get/s3get/store/memstore"
)

// An Upload is a multipart upload that is neither complete nor aborted.
type Upload struct {
	Key       string    // of the object that it will be
	ID        string    // as the client has it
	Initiated time.Time // by the Clock
	Parts     []Part    // in the order of their numbers
}

// A Part is a part of an [Upload].
type Part struct {
	Number int    // from 1 to 10,000
	Size   int64  // in bytes
	ETag   string // with its quotes
}

// Uploads returns the multipart uploads in progress in a bucket, in the order of their keys and,
// of one key, of their beginning. It is empty where there are none, so that a test can see that
// what failed was aborted.
func (s *Server) Uploads(bucket string) []Upload {
	w, ctx := memstore.Writer{Store: s.Store}, context.Background()
	listed, err := w.ListUploads(ctx, bucket)
	if err != nil {
		s.helper().fatalf("s3fake: Uploads(%q): %v", bucket, err)
		return nil
	}
	var all []Upload
	for i := range listed {
		u := Upload{Key: listed[i].Key, ID: listed[i].ID, Initiated: listed[i].Initiated}
		parts, err := w.ListParts(ctx, listed[i].UploadRef)
		if err != nil {
			continue // it ended meanwhile
		}
		for _, p := range parts {
			u.Parts = append(u.Parts, Part{p.Number, p.Size, p.ETag})
		}
		all = append(all, u)
	}
	return all
}
