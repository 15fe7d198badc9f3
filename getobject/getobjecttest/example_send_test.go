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

// What a server answers is looked at, and compared later with what a vector expects.
func ExampleSend() {
	files, err := vectors.Load(fstest.MapFS{"hello.json": {Data: []byte(headVector)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "4")
		w.Header().Set("Accept-Ranges", "bytes")
	}))
	defer server.Close()
	target := getobjecttest.Target{Addr: server.Listener.Addr().String()}
	v := files[0].Vectors[0]
	answer, err := getobjecttest.Send(context.Background(), target, files[0], vectors.Step{Request: v.Request})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Status, answer.Header.Get("Content-Length"), answer.Document() == nil)
	fmt.Println(answer.Check(files[0], v))
	// Output:
	// 200 4 true
	// hello/head: header Content-Length = ["4"], want "5"
}
