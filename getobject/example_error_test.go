package getobject_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A quota is an Authorizer with a refusal of its own.
type quota struct{ left *int }

func (q quota) Authorize(context.Context, getobject.Access) (getobject.Verdict, error) {
	if *q.left == 0 {
		return getobject.Deny, &getobject.Error{
			Code: "QuotaExceeded", Status: http.StatusForbidden, Message: "No reads are left today.",
			Detail: []getobject.Element{{Name: "ResetsAt", Text: "2026-01-03T00:00:00Z"}},
		}
	}
	*q.left--
	return getobject.Allow, nil
}

// An error need not be one of S3's. Anything that decides may make its own.
func ExampleError() {
	s := holding(store.Bucket{Name: "photos"}, "cat.jpg", memstore.Version{})
	left := 1
	h := &getobject.Handler{Store: s, Authorizer: quota{&left}}
	h.NewIDs = func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "1", Host: "2"} }
	for range 2 {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/photos/cat.jpg", nil))
		fmt.Println(w.Code)
		fmt.Println(w.Body)
	}
	// Output:
	// 200
	//
	// 403
	// <?xml version="1.0" encoding="UTF-8"?>
	// <Error><Code>QuotaExceeded</Code><Message>No reads are left today.</Message><ResetsAt>2026-01-03T00:00:00Z</ResetsAt><RequestId>1</RequestId><HostId>2</HostId></Error>
}

// An Authenticator refuses with one of S3's rules. A secret in the document is shown to the
// client, which sent it, and to no log.
func ExampleRefuse() {
	e := getobject.Refuse(rule.Denied, "Hint", "use the other key")
	e.Detail = append(e.Detail, getobject.SecretElement("Token-0", "s3cr3t"))
	fmt.Println(e.Status, e.Code, e.Detail[0].Text, e.Detail[1].Text)
	fmt.Println(string(e.AppendXML(nil, getobject.IDs{Request: "1", Host: "2"})))
	// Output:
	// 403 AccessDenied use the other key [redacted]
	// <?xml version="1.0" encoding="UTF-8"?>
	// <Error><Code>AccessDenied</Code><Message>Access Denied</Message><Hint>use the other key</Hint><Token-0>s3cr3t</Token-0><RequestId>1</RequestId><HostId>2</HostId></Error>
}

// Why does a response have a header, or lack it?
func ExampleHeaderRule() {
	r, err := getobject.Parse(httptest.NewRequest(http.MethodGet, "/photos/cat.jpg", nil), getobject.ParseOptions{Now: time.Now()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(getobject.HeaderRule(r, &store.Bucket{}, "x-amz-expiration"))
	fmt.Println(getobject.HeaderRule(r, &store.Bucket{Type: store.Directory}, "x-amz-expiration"))
	// Output:
	// header/expiration
	// header/expiration-directory
}
