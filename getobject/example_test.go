package getobject_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A Handler needs a store, and somebody who allows reads.
func ExampleHandler() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("b", "greeting", memstore.Version{Content: []byte("Hello, world")}); err != nil {
		fmt.Println(err)
	}
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}

	r := httptest.NewRequest(http.MethodGet, "/b/greeting", nil)
	r.Header.Set("Range", "bytes=-5")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Content-Range"), w.Body)
	// Output: 206 bytes 7-11/12 world
}

// Decide is all of the semantics, without a store and without a connection.
func ExampleDecide() {
	now := time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC)
	hr := httptest.NewRequest(http.MethodGet, "/b/k", nil)
	hr.Header.Set("If-None-Match", `"abc"`)
	r, err := getobject.Parse(hr, getobject.ParseOptions{Secure: true, Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := getobject.Decide(r, &getobject.Facts{
		Bucket: &store.Bucket{Name: "b"},
		Info:   &store.Info{Size: 10, ETag: `"abc"`, LastModified: now.Add(-time.Hour)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Status, plan.Rule)
	// Output: 304 precondition/if-none-match
}

func ExampleParseQuery() {
	q, err := getobject.ParseQuery("versionId=null&response-content-type=text/plain&acl")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range q {
		fmt.Printf("%s=%s %v\n", p.Name, p.Value, p.HasValue)
	}
	// Output:
	// versionId=null true
	// response-content-type=text/plain true
	// acl= false
}

// A refusal is one document.
func ExampleError_AppendXML() {
	e := &getobject.Error{Rule: rule.NoSuchKey, Detail: []getobject.Element{{Name: "Key", Text: "a&b"}}}
	fmt.Printf("%s\n", e.AppendXML(nil, getobject.IDs{Request: "4442587FB7D0A2F9", Host: "example"}))
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&amp;b</Key><RequestId>4442587FB7D0A2F9</RequestId><HostId>example</HostId></Error>
}
