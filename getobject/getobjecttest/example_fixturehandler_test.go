package getobjecttest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject/getobjecttest"
	load "github.com/s3get/s3get/store/fixture"
)

// A test of a client needs a bucket for a moment. Everybody may read what is in it, but
// nobody may list it: whether a key is missing is then not told.
func ExampleFixtureHandler() {
	f, err := load.Load([]byte(`{
	  "anonymous": ["s3:GetObject"],
	  "buckets": [{"name": "b", "objects": [
	    {"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "hello"}}]}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(getobjecttest.FixtureHandler(f))
	defer server.Close()
	for _, path := range []string{"/b/k", "/b/missing", "/other/k"} {
		resp, err := http.Get(server.URL + path)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(path, resp.StatusCode, resp.Header["Etag"])
	}
	// Output:
	// /b/k 200 ["5d41402abc4b2a76b9719d911017c592"]
	// /b/missing 403 []
	// /other/k 404 []
}
