package endpoints_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/website"
)

// handler returns a handler of a bucket that is a website too, under a domain of one's own.
func handler() (*endpoints.Handler, error) {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "docs", Website: &website.Config{Index: "index.html"}}); err != nil {
		return nil, err
	}
	if _, err := s.Put("docs", "intro/index.html", memstore.Version{Content: []byte("Hello.\n")}); err != nil {
		return nil, err
	}
	return &endpoints.Handler{Objects: &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Hosts: address.Hosts{Domains: []string{"s3.example.com"}, Websites: []string{"pages.example.com"}},
	}}, nil
}

// One handler is all that a server needs: the host says whether a folder is a page or a missing key.
func ExampleHandler() {
	h, err := handler()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, host := range []string{"docs.pages.example.com", "docs.s3.example.com"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "http://"+host+"/intro/", nil))
		fmt.Println(host, w.Code)
	}
	// Output:
	// docs.pages.example.com 200
	// docs.s3.example.com 404
}

// Explain goes the way of the endpoint.
func ExampleHandler_Explain() {
	h, err := handler()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, host := range []string{"docs.pages.example.com", "docs.s3.example.com"} {
		x := h.Explain(httptest.NewRequest("GET", "http://"+host+"/intro/", nil))
		fmt.Println(x.Steps[0].Phase, "and", x.Rule())
	}
	// Output:
	// website and window/whole
	// parse and locate/no-key
}
