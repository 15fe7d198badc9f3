package folder_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// A folder is made, and has a store.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	var f *folder.Folder
	if f, err = folder.Open(filepath.Join(dir, "objects")); err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	s, err := blobstore.New(context.Background(), f, blobstore.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	buckets, err := s.ListBuckets(context.Background())
	n, err2 := f.RemoveTemporary(context.Background(), time.Hour)
	fmt.Println(len(buckets), err, n, err2)
	// Output: 0 <nil> 0 <nil>
}
