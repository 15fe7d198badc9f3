package memstore_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// What a Writer writes, its Store has.
func ExampleWriter() {
	s := memstore.New()
	err := memstore.Writer{Store: s}.CreateBucket(context.Background(), store.Bucket{Name: "books"})
	fmt.Println(s.Buckets(), err)
	// Output: [books] <nil>
}
