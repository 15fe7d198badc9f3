package getobjecttest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// A server that takes uploads and keeps nothing meets a sequence that reads what it wrote.
func ExampleRunSequence() {
	files, err := vectors.LoadSequences(fstest.MapFS{"hello.json": {Data: []byte(`{
	  "fixture": {"buckets": [{"name": "b"}]},
	  "vectors": [{
	    "id": "hello/put", "why": "What was put can be read.",
	    "spec": ["S3 PutObject"], "kind": "required", "source": "AWS API Reference, PutObject",
	    "steps": [
	      {"request": {"method": "PUT", "bucket": "b", "key": "k"}, "body": {"text": "hello"}, "expect": {"status": 200}},
	      {"request": {"method": "GET", "bucket": "b", "key": "k"}, "expect": {"status": 200, "body": {"text": "hello"}}}
	    ]
	  }]
	}`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	target := getobjecttest.Target{Addr: server.Listener.Addr().String()}
	for _, f := range files {
		for _, s := range f.Sequences {
			fmt.Println(getobjecttest.RunSequence(context.Background(), target, f, s))
		}
	}
	// Output:
	// hello/put step 2: body = 0 bytes, the first 0 as expected, beginning with "", want 5 bytes, bodyRange "all"
	// hello/put step 2: answer = 200 "", want what is expected
}
