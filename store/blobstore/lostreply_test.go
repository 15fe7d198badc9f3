package blobstore_test

import (
	"context"
	"io"
	"io/fs"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
)

// A forgetful adds a file, if it is to forget, and then says that there was one, as a client does that
// sends a request again because the answer to the first was lost.
type forgetful struct {
	*memory
	forgets bool // the next time
}

func (f *forgetful) Add(ctx context.Context, name string, content []byte) error {
	err := f.memory.Add(ctx, name, content)
	if err == nil && f.forgets {
		f.forgets = false
		return &fs.PathError{Op: "add", Path: name, Err: fs.ErrExist}
	}
	return err
}

// TestLostReplies: writes whose answer from the Backend was lost are done once.
func TestLostReplies(t *testing.T) {
	b := &forgetful{newMemory(), false}
	s := open(t, b, blobstore.Options{})
	ctx := t.Context()
	stage := func(text string) write.Content {
		c, err := s.Stage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, text)
		return c
	}
	ref := write.UploadRef{Bucket: "books", Key: "u"}
	calls := []struct {
		name string
		call func() error
	}{
		{"CreateBucket", func() error { return s.CreateBucket(ctx, store.Bucket{Name: "books"}) }},
		{"Put", func() error {
			_, err := s.Put(ctx, "books", "k", write.Version{Content: stage("text")}, nil)
			return err
		}},
		{"CreateUpload", func() (err error) {
			ref.ID, err = s.CreateUpload(ctx, write.Upload{UploadRef: ref})
			return err
		}},
		{"PutPart", func() error {
			_, err := s.PutPart(ctx, ref, write.Part{Number: 1}, stage("part"))
			return err
		}},
		{"Complete", func() error {
			parts, err := s.ListParts(ctx, ref)
			if err == nil {
				_, err = s.Complete(ctx, ref, parts, write.Version{}, nil)
			}
			return err
		}},
		{"AddAccessPoint", func() error {
			return s.AddAccessPoint(ctx, write.AccessPoint{Bucket: "books", Name: "p", Account: "111122223333", Alias: "p-s3alias"})
		}},
		{"Delete", func() error {
			_, err := s.Delete(ctx, store.Ref{Bucket: "books", Key: "k"}, nil)
			return err
		}},
	}
	for _, c := range calls {
		b.forgets = true
		if err := c.call(); err != nil || b.forgets {
			t.Errorf("%s = %v, want nil after a lost answer", c.name, err)
		}
	}
}
