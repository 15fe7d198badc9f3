package getobject_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A browser asks with both validators, and somebody wonders why it got a 304. The steps
// tell where that was chosen, and the rule tells why: the entity tag, and not the date.
func ExampleOperation_Explain() {
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{Info: store.Info{ETag: `"v1"`}})
	op := &getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}

	hr := httptest.NewRequest(http.MethodGet, "/photos/cat.jpg", nil)
	hr.Header.Set("If-None-Match", `"v1"`)
	hr.Header.Set("If-Modified-Since", "Tue, 07 May 2024 00:00:00 GMT")
	e := op.Explain(context.Background(), hr, getobject.ParseOptions{Secure: true, Now: time.Now()})

	for _, step := range e.Steps {
		if step.Phase == "decide" && step.Outcome != getobject.Passed {
			fmt.Printf("%s: %s\n", step.Name, step.Outcome)
		}
	}
	fmt.Println(e.Plan.Status, e.Rule())
	fmt.Println(e.Rule().Sentence)
	fmt.Println(e.Rule().Sections)
	// Output:
	// preconditions: decided
	// window: not reached
	// checksum mode: not reached
	// headers: not reached
	// 304 precondition/if-none-match
	// An If-None-Match that matches the selected representation is answered 304; the comparison is weak, and a list or * matches too.
	// [RFC 9110 §13.1.2 RFC 9110 §13.2.2 S3 GetObject: If-None-Match]
}

// A request is wrong in two ways: there is no such key, and no part has the number 0.
// The client is told of the part alone, because arguments come before the look-up.
func ExampleOperation_Explain_twoFaults() {
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{})
	op := &getobject.Operation{Store: s, Authorizer: getobject.AllowAll{}}

	hr := httptest.NewRequest(http.MethodGet, "/photos/dog.jpg?partNumber=0", nil)
	e := op.Explain(context.Background(), hr, getobject.ParseOptions{Secure: true, Now: time.Now()})

	for _, step := range e.Steps {
		switch {
		case step.Outcome == getobject.Refused:
			fmt.Printf("%s, %s: %s by %s\n", step.Phase, step.Name, step.Outcome, step.Rule)
		case step.Phase == "locate":
			fmt.Printf("%s, %s: %s\n", step.Phase, step.Name, step.Outcome)
		}
	}
	fmt.Println(e.Err.Status, e.Err.Code, e.Err.Message)
	// Output:
	// arguments, range and part number: refused by argument/part-number
	// locate, version look-up: not reached
	// locate, permissions: not reached
	// locate, part look-up: not reached
	// 400 InvalidArgument Part number must be an integer between 1 and 10000, inclusive
}
