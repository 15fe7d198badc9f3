package getobject_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// holding returns a store with one bucket, in which there is one object of May 2024.
func holding(b store.Bucket, key string, v memstore.Version) *memstore.Store {
	s := memstore.New()
	v.LastModified = time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC)
	err := s.CreateBucket(b)
	if _, puts := s.Put(b.Name, key, v); err != nil || puts != nil {
		panic(errors.Join(err, puts))
	}
	return s
}

// A record says what a request cost, so that somebody can be charged for it: a refusal
// has a body too, and a HEAD has none.
func ExampleRecord() {
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{Content: make([]byte, 5000)})
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	h.Done = func(r getobject.Record) {
		fmt.Println(r.Method, r.Key, r.Status, r.Rule, r.Bytes, "bytes")
	}
	for _, c := range [][2]string{{"GET", "cat.jpg"}, {"HEAD", "cat.jpg"}, {"GET", "dog.jpg"}} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(c[0], "/photos/"+c[1], nil))
	}
	// Output:
	// GET cat.jpg 200 window/whole 5000 bytes
	// HEAD cat.jpg 200 window/whole 0 bytes
	// GET dog.jpg 404 locate/no-key 266 bytes
}

// The log has one line a request. This one leaves out what no two runs have in common.
func ExampleHandler_Log() {
	stable := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == "took" || a.Key == "id" {
			return slog.Attr{}
		}
		return a
	}
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{Content: []byte("meow")})
	h := &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Log: slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: stable})),
	}
	for _, target := range []string{"/photos/cat.jpg", "/photos/cat.jpg?partNumber=2"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
	}
	// Output:
	// level=INFO msg="s3 read" method=GET bucket=photos key=cat.jpg status=200 rule=window/whole bytes=4 from=192.0.2.1:1234
	// level=INFO msg="s3 read" method=GET bucket=photos key=cat.jpg status=416 code=InvalidPartNumber rule=part/beyond bytes=346 from=192.0.2.1:1234 err="InvalidPartNumber: The requested partnumber is not satisfiable"
}

// A test wants the same answer each time, so it counts requests instead of drawing ids.
// The ids are in the header of every answer, and in the document of a refusal.
func ExampleHandler_NewIDs() {
	h := &getobject.Handler{Store: memstore.New()}
	count := 0
	h.NewIDs = func(address.Endpoint) getobject.IDs {
		count++
		return getobject.IDs{Request: fmt.Sprintf("%016d", count), Host: "test"}
	}
	for range 2 {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/photos/cat.jpg", nil))
		ids := map[string][]string(w.Header()) // whose keys are spelled as S3 does
		fmt.Println(w.Code, ids["x-amz-request-id"], ids["x-amz-id-2"])
	}
	// Output:
	// 404 [0000000000000001] [test]
	// 404 [0000000000000002] [test]
}

// Ids are drawn in the form that clients know. Directory buckets have one of their own.
func ExampleRandomIDs() {
	for _, e := range []address.Endpoint{address.EndpointGeneral, address.EndpointZonal} {
		ids := getobject.RandomIDs(e)
		fmt.Println(len(ids.Request), len(ids.Host), ids != getobject.RandomIDs(e))
	}
	// Output:
	// 16 64 true
	// 40 12 true
}

// A server writes objects by a handler of its own. What is no read goes there; a read
// that is wrong does not.
func ExampleHandler_Next() {
	h := &getobject.Handler{
		Store: memstore.New(), Authorizer: getobject.AllowAll{},
		Next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
		}),
	}
	for _, method := range []string{http.MethodPut, http.MethodGet} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/photos/cat.jpg", nil))
		fmt.Println(method, w.Code)
	}
	// Output:
	// PUT 418
	// GET 404
}

// A handler of another operation has ids of the same making, and tells the same hooks.
func ExampleHandler_Finish() {
	h := &getobject.Handler{
		Done:   func(r getobject.Record) { fmt.Println(r.Operation, r.Status, r.IDs.Request) },
		NewIDs: func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "0000000000000001"} },
	}
	h.Next = http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		ids := h.RequestIDs(address.EndpointGeneral)
		w.Header()["x-amz-request-id"] = []string{ids.Request}
		w.WriteHeader(http.StatusNoContent)
		h.Finish(hr.Context(), "health", &getobject.Record{
			Operation: "Health", Method: hr.Method, Start: h.Options(hr).Now, Status: http.StatusNoContent, IDs: ids,
		})
	})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/health", nil))
	// Output: Health 204 0000000000000001
}

// A proxy ends TLS and says so. Without Secure the server would take the request for one
// that sent the customer's key for all to read, and refuse it.
func ExampleHandler_Secure() {
	const field = "X-Amz-Server-Side-Encryption-Customer-"
	secret := []byte("an example of a key of 32 bytes.")
	key := sse.NewCustomerKey(secret)
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{CustomerKey: key})
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	h.Secure = func(r *http.Request) bool { return r.Header.Get("X-Forwarded-Proto") == "https" }

	for _, proto := range []string{"http", "https"} {
		r := httptest.NewRequest(http.MethodGet, "/photos/cat.jpg", nil)
		r.Header.Set("X-Forwarded-Proto", proto)
		r.Header.Set(field+"Algorithm", "AES256")
		r.Header.Set(field+"Key", base64.StdEncoding.EncodeToString(secret))
		r.Header.Set(field+"Key-Md5", key.MD5())
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Println(proto, w.Code)
	}
	// Output:
	// http 400
	// https 200
}

// A link makes a browser save what it would have shown, by overriding a header of the
// response. That is for those who say who they are: the anonymous are refused before
// anything of the bucket is told.
func ExampleHandler_override() {
	s := holding(store.Bucket{Name: "art"}, "mona.txt", memstore.Version{})
	h := &getobject.Handler{Store: s, Authenticator: front{"111122223333"}, Authorizer: getobject.AllowAll{}}

	for _, user := range []string{"", "lisa"} {
		r := httptest.NewRequest(http.MethodGet, "/art/mona.txt?response-content-disposition=attachment", nil)
		r.Header.Set("X-Forwarded-User", user)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Printf("%d %q\n", w.Code, w.Header().Get("Content-Disposition"))
	}
	// Output:
	// 400 ""
	// 200 "attachment"
}
