package getobjecttest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// headVector is a file with one vector, which asks for an object without its body.
const headVector = `{
  "fixture": {
    "anonymous": ["s3:GetObject"],
    "buckets": [{"name": "b", "objects": [
      {"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "hello"}}]}]
  },
  "vectors": [{
    "id": "hello/head", "why": "The length is told without the body.",
    "spec": ["RFC 9110 §9.3.2"], "kind": "required", "source": "RFC 9110",
    "request": {"method": "HEAD", "bucket": "b", "key": "k"},
    "expect": {"status": 200, "headers": {"Content-Length": "5", "Accept-Ranges": "bytes"}}
  }]
}`

// Whether a server answers wrongly or not at all are two things: a difference has a type
// of its own, which says what was sent and what was expected.
func ExampleMismatch() {
	files, err := vectors.Load(fstest.MapFS{"hello.json": {Data: []byte(headVector)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5")
	}))
	target := getobjecttest.Target{Addr: server.Listener.Addr().String()}
	ctx := context.Background()

	var m *getobjecttest.Mismatch
	err = getobjecttest.Run(ctx, target, files[0], files[0].Vectors[0])
	if errors.As(err, &m) {
		fmt.Printf("%s: %s, got %s, want %s\n", m.Vector, m.What, m.Got, m.Want)
	}
	server.Close()
	err = getobjecttest.Run(ctx, target, files[0], files[0].Vectors[0])
	fmt.Println(err != nil, errors.As(err, &m))
	// Output:
	// hello/head: header Accept-Ranges, got [], want "bytes"
	// true false
}
