package getobject_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A gallery shows the current version of everything to everybody, but for the drafts.
type gallery struct{}

func (gallery) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	switch {
	case strings.HasPrefix(a.Key, "drafts/"):
		return getobject.DenyExplicitly, nil
	case a.Action == getobject.ActionGetObject:
		return getobject.Allow, nil
	}
	return getobject.Deny, nil
}

// A policy answers one question at a time, and what it leaves out is denied. The gallery
// allows to read, which is neither to read old versions nor to list: nobody is told which
// keys it lacks.
func ExampleAuthorizer() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "art"}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("art", "mona.jpg", memstore.Version{Content: []byte("smile")}); err != nil {
		fmt.Println(err)
	}
	h := &getobject.Handler{Store: s, Authorizer: gallery{}}
	h.Done = func(r getobject.Record) { fmt.Println(r.Status, r.Rule) }

	for _, target := range []string{
		"/art/mona.jpg", "/art/drafts/mona.jpg", "/art/mona.jpg?versionId=null", "/art/lost.jpg",
	} {
		fmt.Print(target, ": ")
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
	}
	// Output:
	// /art/mona.jpg: 200 window/whole
	// /art/drafts/mona.jpg: 403 access/denied-explicitly
	// /art/mona.jpg?versionId=null: 403 access/denied
	// /art/lost.jpg: 403 locate/hidden
}
