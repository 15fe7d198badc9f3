package getobject_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// tenants serves to each host the buckets of its tenant. The copies of the handler share
// everything but the store.
type tenants struct {
	handler getobject.Handler
	stores  map[string]store.Store // by host
}

func (t *tenants) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s, ok := t.stores[r.Host]
	if !ok {
		http.Error(w, "unknown host", http.StatusMisdirectedRequest)
		return
	}
	h := t.handler
	h.Store = s
	h.ServeHTTP(w, r)
}

func oneObject(text string) store.Store {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		panic(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte(text)}); err != nil {
		panic(err)
	}
	return s
}

// The host chooses the tenant, and so the buckets: two tenants may have one of the same name.
// A server whose tenants share a host chooses in the same place by the access key, which
// AccessKey of package sigv4 finds.
func ExampleHandler_tenants() {
	h := &tenants{
		handler: getobject.Handler{Authorizer: getobject.AllowAll{}},
		stores:  map[string]store.Store{"one.example": oneObject("first"), "two.example": oneObject("second")},
	}
	for _, host := range []string{"one.example", "two.example", "three.example"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "http://"+host+"/b/k", nil))
		fmt.Println(host, w.Code, w.Body)
	}
	// Output:
	// one.example 200 first
	// two.example 200 second
	// three.example 421 unknown host
}
