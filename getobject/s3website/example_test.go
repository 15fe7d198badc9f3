package s3website_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/website"
)

// A bucket with a website configuration is a website under a domain of one's own.
func ExampleHandler() {
	s := memstore.New()
	err := s.CreateBucket(store.Bucket{Name: "docs", Website: &website.Config{Index: "index.html"}})
	if err == nil {
		_, err = s.Put("docs", "intro/index.html", memstore.Version{Content: []byte("Hello.\n")})
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	objects := &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Hosts: address.Hosts{Websites: []string{"pages.example.com"}},
	}
	h := &s3website.Handler{Objects: objects}

	r := httptest.NewRequest(http.MethodGet, "http://docs.pages.example.com/intro/", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Print(w.Code, " ", w.Body)

	r = httptest.NewRequest(http.MethodGet, "http://docs.pages.example.com/intro", nil)
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Location"))
	// Output:
	// 200 Hello.
	// 302 /intro/
}

// The rules say who says so.
func ExampleRules() {
	for r := range s3website.Rules() {
		fmt.Println(r.ID, r.Sections[0])
	}
	// Output:
	// website/no-configuration S3 User Guide: Website endpoints
	// website/redirect-all S3 User Guide: Configuring a webpage redirect
	// website/route S3 User Guide: Configuring a webpage redirect
	// website/slash S3 User Guide: Configuring an index document
	// website/redirect-location S3 User Guide: Configuring a webpage redirect
	// website/error-document S3 User Guide: Configuring a custom error document
}

// Explain tells why a website answers as it does.
func ExampleHandler_Explain() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "docs", Website: &website.Config{RedirectAll: &website.Host{Name: "example.com"}}}); err != nil {
		fmt.Println(err)
		return
	}
	h := &s3website.Handler{Objects: &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}}
	x := h.Explain(httptest.NewRequest(http.MethodGet, "http://docs.s3-website-us-east-1.amazonaws.com/a", nil))
	for _, step := range x.Steps[:3] {
		fmt.Println(step.Name, step.Outcome)
	}
	fmt.Printf("%v of %d steps of phase %q\n", x.Rule(), len(s3website.Steps()), s3website.Phase)
	// Output:
	// method passed
	// configuration passed
	// redirect of all decided
	// website/redirect-all of 8 steps of phase "website"
}
