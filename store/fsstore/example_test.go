package fsstore_test

import (
	"context"
	"fmt"
	"io"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// Any file system is a bucket. Use [fsstore.Dir] for a folder.
func ExampleNew() {
	files := fstest.MapFS{"notes/today.html": {
		Data:    []byte("<p>hello</p>"),
		ModTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}}
	s := fsstore.New("site", files)

	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "site", Key: "notes/today.html"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer o.Close()
	fmt.Println(o.Info().ETag, o.Info().ContentType)
	r, err := o.Read(ctx, 3, 5)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	fmt.Println(string(text), err)
	// Output:
	// "1886caf21c963200-c" text/html; charset=utf-8
	// hello <nil>
}
