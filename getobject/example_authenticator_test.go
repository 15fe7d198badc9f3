package getobject_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A front is the Authenticator behind a proxy that has verified who asks, says so in a
// header, and lets nobody else say it.
type front struct{ account string }

func (f front) Authenticate(_ context.Context, r *getobject.Request, _ *store.Bucket) (getobject.Identity, error) {
	user := r.Header.Get("X-Forwarded-User")
	if user == "" {
		return getobject.Identity{}, nil
	}
	return getobject.Identity{
		AccessKey: user,
		Account:   f.account,
		ARN:       "arn:aws:iam::" + f.account + ":user/" + user,
	}, nil
}

// A proxy has verified who asks. Nothing is allowed yet, for want of an Authorizer; a user
// of the bucket's own account is told what would have to be, and a stranger is not.
func ExampleAuthenticator() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "art", Owner: "111122223333"}); err != nil {
		fmt.Println(err)
	}
	h := &getobject.Handler{
		Store: s, Authenticator: front{"111122223333"},
		Done: func(r getobject.Record) { fmt.Println(r.Err) },
	}
	for _, user := range []string{"", "lisa"} {
		r := httptest.NewRequest(http.MethodGet, "/art/mona.jpg", nil)
		r.Header.Set("X-Forwarded-User", user)
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	// Output:
	// AccessDenied: Access Denied: getobject: no Authorizer is set, so every request is refused
	// AccessDenied: User: arn:aws:iam::111122223333:user/lisa is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::art/mona.jpg" because no identity-based policy allows the s3:GetObject action: getobject: no Authorizer is set, so every request is refused
}

// A middleware that knows who asks has each request answered as theirs, by a copy of the handler.
func ExampleAuthenticatedAs() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "art", Owner: "111122223333"}); err != nil {
		fmt.Println(err)
	}
	h := getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}, Done: func(r getobject.Record) { fmt.Println(r.Identity.AccessKey, r.Status) }}
	middleware := func(w http.ResponseWriter, r *http.Request, user string) {
		as := h
		as.Authenticator = getobject.AuthenticatedAs{AccessKey: user, Account: "111122223333", ARN: "arn:aws:iam::111122223333:user/" + user}
		as.ServeHTTP(w, r)
	}
	middleware(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/art/mona.jpg", nil), "lisa")
	// Output:
	// lisa 404
}

// A session of a directory bucket allows what its mode says, whatever the Authorizer would say now.
func ExampleSessionMode() {
	op := &getobject.Operation{}
	b := &store.Bucket{Name: "b--use1-az4--x-s3", Type: store.Directory}
	for _, mode := range []getobject.SessionMode{getobject.SessionReadOnly, ""} {
		err := op.Authorize(context.Background(), getobject.Access{
			Identity: getobject.Identity{AccessKey: "ASIAEXAMPLE", Session: mode}, Action: getobject.ActionGetObject, Bucket: b,
		})
		fmt.Println(err == nil)
	}
	// Output:
	// true
	// false
}
