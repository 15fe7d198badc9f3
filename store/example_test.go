package store_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// A delete marker is no error to a Store. It is a version with a description like any
// other, and what to answer is decided by whoever speaks HTTP.
func ExampleInfo() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.StateEnabled}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("hello")}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Delete("b", "k", version.Latest()); err != nil {
		fmt.Println(err)
	}
	ctx := context.Background()
	for _, key := range []string{"k", "never-put"} {
		o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: key})
		if err != nil {
			fmt.Println(key, err)
			continue
		}
		info := o.Info()
		fmt.Printf("%s %t %d %q\n", key, info.DeleteMarker, info.Size, info.ETag)
		o.Close()
	}
	// Output:
	// k true 0 ""
	// never-put version: no such key
}

// A directory bucket cannot have what a general purpose bucket can. The zero type is the
// one that S3 began with.
func ExampleBucketType() {
	s := memstore.New()
	for _, t := range []store.BucketType{store.GeneralPurpose, store.Directory} {
		b := store.Bucket{Name: t.String(), Type: t, Versioning: version.StateEnabled}
		fmt.Println(b.Name, b.IsDirectory(), s.CreateBucket(b))
	}
	// Output:
	// general-purpose false <nil>
	// directory true memstore: Versioning is not for directory buckets
}
