package getobject_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// ParseOther reads a request that is no read of an object.
func ExampleParseOther() {
	hr := httptest.NewRequest("PUT", "/books/poem.txt", nil)
	hr.Header.Set("X-Amz-Storage-Class", "STANDARD_IA")
	r, err := getobject.ParseOther(hr, getobject.ParseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	class, _ := r.Argument("X-Amz-Storage-Class")
	fmt.Println(r.Method, r.Bucket, r.Key, class)
	// Output: PUT books poem.txt STANDARD_IA
}

// AsError gives an error of a store its code.
func ExampleAsError() {
	e := getobject.AsError(store.ErrSlowDown)
	fmt.Println(e.Status, e.Code)
	// Output: 503 SlowDown
}
