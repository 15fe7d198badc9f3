package s3write_test

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/memstore"
)

// A handler of reads passes on to a Handler what it does not answer, over the same store.
func ExampleHandler() {
	s := memstore.New()
	read := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	read.Next = &s3write.Handler{Read: read, Store: memstore.Writer{Store: s}}
	for _, step := range []struct{ method, target, body string }{
		{"PUT", "/books", ""},
		{"PUT", "/books/poem.txt", "No versions, no parts.\n"},
		{"GET", "/books/poem.txt", ""},
	} {
		w := httptest.NewRecorder()
		read.ServeHTTP(w, httptest.NewRequest(step.method, step.target, strings.NewReader(step.body)))
		fmt.Printf("%s %s: %d %q\n", step.method, step.target, w.Code, w.Body)
	}
	// Output:
	// PUT /books: 200 ""
	// PUT /books/poem.txt: 200 ""
	// GET /books/poem.txt: 200 "No versions, no parts.\n"
}

// Bodies that are signed in chunks are verified by an authenticator that has their chain.
func ExampleChainAuthenticator() {
	var a getobject.Authenticator = &sigv4.Authenticator{}
	_, ok := a.(s3write.ChainAuthenticator)
	fmt.Println(ok)
	// Output: true
}

// Forms are signed in their policy, which an authenticator has to know of.
func ExamplePostAuthenticator() {
	var a getobject.Authenticator = &sigv4.Authenticator{}
	_, ok := a.(s3write.PostAuthenticator)
	fmt.Println(ok)
	// Output: true
}
