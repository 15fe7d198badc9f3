package objectlambda_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// gunzip decompresses what is stored compressed, while it is sent.
func gunzip(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
	original, err := e.Open(ctx, nil)
	if err != nil {
		return nil, err // such as that it is missing, or not the requester's to read
	}
	text, err := gzip.NewReader(original.Body())
	if err != nil {
		return nil, err
	}
	return &objectlambda.Answer{Header: http.Header{"Content-Type": {"text/plain"}}, Body: text}, nil
}

// A function decompresses on the fly.
func ExampleHandler() {
	s := memstore.New()
	var log bytes.Buffer
	zip := gzip.NewWriter(&log)
	fmt.Fprintln(zip, "12:00 started")
	_ = zip.Close()
	err := s.CreateBucket(store.Bucket{Name: "logs", Owner: "111122223333"})
	if err == nil {
		_, err = s.Put("logs", "today.gz", memstore.Version{Content: log.Bytes()})
	}
	if err == nil {
		err = s.AddAccessPoint(memstore.AccessPoint{Bucket: "logs", Name: "zipped", Account: "111122223333"})
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	plain := &objectlambda.AccessPoint{
		Name: "plain", Account: "111122223333", GetObject: objectlambda.Func(gunzip),
		Supporting: address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "zipped", Account: "111122223333", Region: "us-east-1"},
	}
	h := &objectlambda.Handler{
		Read:   &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}},
		Points: objectlambda.Static{"plain": plain},
	}
	r := httptest.NewRequest(http.MethodGet, "https://plain-111122223333.s3-object-lambda.us-east-1.amazonaws.com/today.gz", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Print(w.Code, " ", w.Body)
	// Output: 200 12:00 started
}

// A function may answer without reading the original.
func ExampleFunc() {
	gone := objectlambda.Func(func(_ context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
		return &objectlambda.Answer{Status: 404, ErrorCode: "NoSuchKey", ErrorMessage: e.URL + " is gone."}, nil
	})
	var e objectlambda.Event
	e.URL = "https://example.com/k"
	var a *objectlambda.Answer
	a, err := gone.Transform(context.Background(), &e)
	fmt.Println(a.Status, a.ErrorMessage, err)
	// Output: 404 https://example.com/k is gone. <nil>
}

// A function in another process is called over HTTP: the event is posted to its URL, and the Remote
// is mounted where it fetches the original and sends its answer.
func ExampleRemote() {
	function := &objectlambda.Remote{
		URL:  "http://127.0.0.1:3001/2015-03-31/functions/function/invocations",
		Base: "http://127.0.0.1:9000/object-lambda",
	}
	mux := http.NewServeMux()
	mux.Handle("/object-lambda/", function)
	point := objectlambda.AccessPoint{Name: "ol", Account: "111122223333", GetObject: function, Features: objectlambda.GetObjectRange}
	fmt.Println(point.Name, point.HeadObject == nil)
	for r := range objectlambda.Rules() {
		fmt.Println(r.ID)
	}
	// Output:
	// ol true
	// lambda/not-found
	// lambda/invocation-failed
	// lambda/timeout
	// lambda/runtime-error
	// lambda/response-not-received
	// lambda/invalid-response
}

// Explain tells how far a read came that a function was to answer.
func ExampleHandler_Explain() {
	h := &objectlambda.Handler{
		Read: &getobject.Handler{Store: memstore.New(), Authorizer: getobject.AllowAll{}},
		Points: objectlambda.Static{"ol": {
			Name: "ol", Account: "111122223333", GetObject: objectlambda.Func(gunzip),
			Supporting: address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "ap", Account: "111122223333"},
		}},
	}
	x := h.Explain(httptest.NewRequest(http.MethodGet, "https://ol-111122223333.s3-object-lambda.us-east-1.amazonaws.com/k", nil))
	for _, step := range x.Steps[:3] {
		fmt.Println(step.Name, step.Outcome)
	}
	fmt.Printf("%v of %d steps of phase %q\n", x.Rule(), len(objectlambda.Steps()), objectlambda.Phase)
	// Output:
	// request passed
	// admission refused
	// version id not reached
	// address/access-point of 6 steps of phase "object lambda"
}
