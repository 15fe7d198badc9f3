package write_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
)

// A version is staged and then put, in one step with a check of what there is.
func ExampleStore() {
	ctx := context.Background()
	var s write.Store = memstore.Writer{Store: memstore.New()}
	if err := s.CreateBucket(ctx, store.Bucket{Name: "books"}); err != nil {
		fmt.Println(err)
		return
	}
	put := func(text string, check write.Check) error {
		content, err := s.Stage(ctx)
		if err != nil {
			return err
		}
		defer content.Discard()
		if _, err := content.Write([]byte(text)); err != nil {
			return err
		}
		v := write.Version{Tags: []write.Tag{{Key: "kind", Value: "poem"}}, Content: content}
		_, err = s.Put(ctx, "books", "poem.txt", v, check)
		return err
	}
	var once write.Check = func(current *store.Info) error {
		if current != nil {
			return errors.New("it is there")
		}
		return nil
	}
	fmt.Println(put("one", once))
	fmt.Println(put("three", once))
	for entry, err := range s.Scan(ctx, "books", "") {
		fmt.Println(entry.Key, entry.Versions[0].Size, err)
	}
	// Output:
	// <nil>
	// it is there
	// poem.txt 3 <nil>
}

// Parts are put in any order, and completed in theirs.
func ExampleUploads() {
	ctx := context.Background()
	s := memstore.Writer{Store: memstore.New()}
	ref := write.UploadRef{Bucket: "books", Key: "poem.txt"}
	err := s.CreateBucket(ctx, store.Bucket{Name: ref.Bucket})
	if err == nil {
		ref.ID, err = s.CreateUpload(ctx, write.Upload{UploadRef: ref})
	}
	for number, text := range map[int]string{1: "No versions, ", 2: "no parts.\n"} {
		content, _ := s.Stage(ctx)
		_, _ = content.Write([]byte(text))
		_, err := s.PutPart(ctx, ref, write.Part{Number: number}, content)
		if err != nil {
			fmt.Println(err)
		}
	}
	parts, err2 := s.ListParts(ctx, ref)
	info, err3 := s.Complete(ctx, ref, parts, write.Version{}, nil)
	fmt.Println(info.Size, info.Parts, errors.Join(err, err2, err3))
	// Output: 23 2 <nil>
}

// A client that did not hear that its upload is complete asks again.
func ExampleCompleted() {
	ctx := context.Background()
	var s write.Store = memstore.Writer{Store: memstore.New()}
	ref := write.UploadRef{Bucket: "books", Key: "tale.txt"}
	err := s.CreateBucket(ctx, store.Bucket{Name: ref.Bucket})
	ref.ID, _ = s.CreateUpload(ctx, write.Upload{UploadRef: ref})
	content, _ := s.Stage(ctx)
	part, err2 := s.PutPart(ctx, ref, write.Part{Number: 1}, content)
	if err := errors.Join(err, err2); err != nil {
		fmt.Println(err)
		return
	}
	_, err = write.Completed(ctx, s, ref)
	fmt.Println(errors.Is(err, write.ErrNoUpload))
	if _, err := s.Complete(ctx, ref, []write.Part{*part}, write.Version{}, nil); err != nil {
		fmt.Println(err)
	}
	again, err := s.(write.Completions).Completed(ctx, ref)
	fmt.Println(again.Parts, err)
	// Output:
	// true
	// 1 <nil>
}

// Buckets are listed in the order of their names.
func ExampleBuckets() {
	ctx := context.Background()
	var s write.Buckets = memstore.Writer{Store: memstore.New()}
	for _, name := range []string{"poems", "books"} {
		if err := s.CreateBucket(ctx, store.Bucket{Name: name}); err != nil {
			fmt.Println(err)
		}
	}
	all, err := s.ListBuckets(ctx)
	for _, b := range all {
		fmt.Println(b.Name)
	}
	fmt.Println(err)
	// Output:
	// books
	// poems
	// <nil>
}
