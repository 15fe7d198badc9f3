package getobject_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A request is read once. What it asks for is decoded; what a signature covers stays as
// it was on the wire.
func ExampleParse() {
	hr := httptest.NewRequest(http.MethodGet, "/my%20cat.jpg?partNumber=2&versionId=null", nil)
	hr.Host = "photos.s3.eu-west-1.amazonaws.com"
	r, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: time.Now()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Endpoint == address.EndpointGeneral, r.Bucket, r.Region)
	selector, _ := r.Version()
	selection, _ := r.Selection()
	fmt.Printf("%q, version %v, part %d\n", r.Key, selector, selection.Part)
	fmt.Println(r.Wire.Host, r.Wire.Path, r.Wire.RawQuery)
	// Output:
	// true photos eu-west-1
	// "my cat.jpg", version null, part 2
	// photos.s3.eu-west-1.amazonaws.com /my%20cat.jpg partNumber=2&versionId=null
}

// A parameter without a value is not one with an empty value. S3 reads the first of these
// as a flag and refuses the second.
func ExampleParam() {
	for _, raw := range []string{"website", "website="} {
		q, err := getobject.ParseQuery(raw)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(q[0] == getobject.Param{Name: "website"})
	}
	// Output:
	// true
	// false
}

// A server has a handler of its own for tags and uploads. It asks which requests are no
// reads at all; the last of these is a read, and a wrong one.
func ExampleError_IsOtherOperation() {
	for _, c := range [][2]string{
		{http.MethodGet, "/photos/cat.jpg?tagging"},
		{http.MethodPut, "/photos/cat.jpg"},
		{http.MethodGet, "/photos/cat.jpg?versionId="},
	} {
		hr := httptest.NewRequest(c[0], c[1], nil)
		_, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: time.Now()})
		var refused *getobject.Error
		if errors.As(err, &refused) {
			fmt.Println(refused.IsOtherOperation(), refused.Rule)
		}
	}
	// Output:
	// true route/sub-resource
	// true route/method
	// false query/version-empty
}

// A key is missing. Whoever may list the bucket is told so; whoever may not cannot tell it
// from a key that is there.
func ExampleDecide_rights() {
	hr := httptest.NewRequest(http.MethodGet, "/photos/dog.jpg", nil)
	r, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: time.Now()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rights := range []getobject.Permissions{0, getobject.CanList} {
		_, err := getobject.Decide(r, &getobject.Facts{Bucket: &store.Bucket{Name: "photos"}, Permissions: rights})
		fmt.Println(err)
	}
	// Output:
	// AccessDenied: Access Denied
	// NoSuchKey: The specified key does not exist.
}

// A program that is no server reads the end of an object. The plan is there before the
// first byte is.
func ExampleOperation_Do() {
	s := holding(store.Bucket{Name: "logs"}, "today", memstore.Version{Content: []byte("boot\nready\n")})
	op := &getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}

	hr := httptest.NewRequest(http.MethodGet, "/logs/today", nil)
	hr.Header.Set("Range", "bytes=-6")
	r, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: time.Now()})
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := op.Do(context.Background(), r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Close()
	fmt.Println(resp.Status, resp.Window)
	if _, err := resp.WriteTo(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 206 5-10
	// ready
}

// NewRequest makes a read for somebody else's request, whose body is then read.
func ExampleNewRequest() {
	s := memstore.New()
	err := s.CreateBucket(store.Bucket{Name: "books"})
	if err == nil {
		_, err = s.Put("books", "poem.txt", memstore.Version{Content: []byte("No versions, no parts.\n")})
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	visit := httptest.NewRequest("GET", "http://books.example.com/", nil)
	header := http.Header{"Range": {"bytes=0-10"}}
	r, err := getobject.NewRequest("GET", store.Ref{Bucket: "books", Key: "poem.txt"}, header, visit, getobject.ParseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	op := &getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}
	response, err := op.Do(context.Background(), r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Close()
	text, err := io.ReadAll(response.Body())
	fmt.Printf("%d %q %v\n", response.Status, text, err)
	// Output: 206 "No versions" <nil>
}
