package backendtest_test

import (
	"fmt"
	"testing"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/backendtest"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// A test of a Backend is one call.
func ExampleCheck() {
	test := func(t *testing.T) {
		backendtest.Check(t, func(t *testing.T) blobstore.Backend {
			f, err := folder.Open(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { f.Close() })
			return f
		})
	}
	fmt.Println(test != nil)
	// Output: true
}
