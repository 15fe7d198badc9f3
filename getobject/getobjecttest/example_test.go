package getobjecttest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// A server that knows nothing of ranges meets a vector that asks for one.
func ExampleRun() {
	files, err := vectors.Load(fstest.MapFS{"hello.json": {Data: []byte(`{
	  "fixture": {
	    "anonymous": ["s3:GetObject"],
	    "buckets": [{"name": "b", "objects": [
	      {"key": "hello.txt", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "hello, world"}}]}]
	  },
	  "vectors": [{
	    "id": "hello/range", "why": "The first five bytes.",
	    "spec": ["RFC 9110 §14.2"], "kind": "required", "source": "RFC 9110",
	    "request": {"method": "GET", "bucket": "b", "key": "hello.txt", "headers": [["Range", "bytes=0-4"]]},
	    "expect": {"status": 206, "headers": {"Content-Range": "bytes 0-4/12"}, "bodyRange": [0, 4]}
	  }]
	}`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "hello, world")
	}))
	defer server.Close()
	target := getobjecttest.Target{Addr: server.Listener.Addr().String()}
	for _, f := range files {
		for _, v := range f.Vectors {
			fmt.Println(getobjecttest.Run(context.Background(), target, f, v))
		}
	}
	// Output:
	// hello/range: status = 200, want 206
	// hello/range: header Content-Range = [], want "bytes 0-4/12"
	// hello/range: body = 12 bytes, the first 5 as expected, beginning with "hello, world", want 5 bytes, bodyRange [0,4]
}

// What is sent for a vector can be had without sending it.
func ExampleTarget_Message() {
	target := getobjecttest.Target{Addr: "localhost:9000", Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }}
	message, err := target.Message([]byte(`{"buckets": [{"name": "b"}]}`), vectors.Request{
		Method: "GET", Bucket: "b", Key: "a b", Headers: []vectors.Line{{Name: "If-Modified-Since", Value: "{{now-60}}"}},
	})
	fmt.Printf("%s%v\n", strings.ReplaceAll(string(message), "\r\n", "\n"), err)
	// Output:
	// GET /b/a%20b HTTP/1.1
	// Host: localhost:9000
	// If-Modified-Since: Fri, 02 Jan 2026 03:03:05 GMT
	// Connection: close
	//
	// <nil>
}
