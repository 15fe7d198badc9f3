package getobject_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
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

// An operation of another's admits its requests as reads are, and asks for its own permission.
func ExampleOperation_Admit() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "books", Owner: "111122223333"}); err != nil {
		fmt.Println(err)
		return
	}
	op := &getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}
	for _, owner := range []string{"111122223333", "444455556666"} {
		hr := httptest.NewRequest("GET", "/books/poem.txt?torrent", nil)
		hr.Header.Set("X-Amz-Expected-Bucket-Owner", owner)
		r, err := getobject.ParseOther(hr, getobject.ParseOptions{})
		var who getobject.Admission
		if err == nil {
			who, err = op.Admit(context.Background(), r)
		}
		if err == nil {
			err = op.Authorize(context.Background(), getobject.Access{
				Identity: who.Identity, Action: "s3:GetObjectTorrent", Bucket: who.Bucket, Key: r.Key, Request: r,
			})
		}
		fmt.Println(who.Bucket.Name, err)
	}
	// Output:
	// books <nil>
	// books AccessDenied: Access Denied
}

// AsError gives an error of a store its code.
func ExampleAsError() {
	e := getobject.AsError(store.ErrSlowDown)
	fmt.Println(e.Status, e.Code)
	// Output: 503 SlowDown
}
