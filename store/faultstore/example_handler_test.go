package faultstore_test

import (
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// What clients get when a store fails is a table of faults. A version that changed is opened
// once more; an overload is passed on, and so is when it will be over.
func Example_handler() {
	for _, f := range []faultstore.Fault{
		{On: faultstore.OpenRange, Call: 1, Do: faultstore.Changed()},
		{On: faultstore.Open, Do: faultstore.SlowDown(1500 * time.Millisecond)},
		{On: faultstore.Open, Do: faultstore.Fail(store.ErrUnavailable)},
	} {
		h := getobject.Handler{Store: faultstore.New(inner(), f), Authorizer: getobject.AllowAll{}}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/b/k", nil))
		fmt.Printf("%d %q, for %v\n", w.Code, w.Header().Get("Retry-After"), f)
	}
	// Output:
	// 200 "", for OpenRange, call 1: fail with "store: object changed since it was opened"
	// 503 "2", for Open: fail with "store: too many requests, retry after 1.5s"
	// 503 "", for Open: fail with "store: unavailable"
}
