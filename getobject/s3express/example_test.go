package s3express_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// The sessions are known to the authenticator, and CreateSession comes after reads.
func ExampleHandler() {
	sessions := &s3express.Sessions{Others: sigv4.Static{
		"AKIDEXAMPLE": {SecretKey: sigv4.NewSecretKey("secret"), Identity: getobject.Identity{Account: "111122223333"}},
	}}
	read := &getobject.Handler{
		Store:         memstore.New(),
		Authenticator: &sigv4.Authenticator{Credentials: sessions},
		Authorizer:    getobject.AllowAll{},
	}
	read.Next = &s3express.Handler{Read: read, Sessions: sessions}
	for r := range s3express.Rules() {
		fmt.Println(r.ID)
	}
	// Output:
	// session/mode
	// session/encryption
}

// A session is credentials for one bucket, in a mode.
func ExampleSessions() {
	sessions := new(s3express.Sessions)
	ends := time.Date(2026, 9, 29, 12, 5, 0, 0, time.UTC)
	var s s3express.Session
	s, err := sessions.Create(context.Background(), getobject.Identity{Account: "111122223333"}, "b--use1-az4--x-s3", getobject.SessionReadOnly, ends)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := sessions.Credential(context.Background(), s.AccessKey)
	fmt.Println(c.Bucket, c.Identity.Session, c.Expiry.Equal(s.Expiry), err)
	// Output: b--use1-az4--x-s3 ReadOnly true <nil>
}

// Explain tells why a session does not begin.
func ExampleHandler_Explain() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b--use1-az4--x-s3", Type: store.Directory}); err != nil {
		fmt.Println(err)
		return
	}
	read := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	h := &s3express.Handler{Read: read, Sessions: new(s3express.Sessions)}
	x := h.Explain(httptest.NewRequest(http.MethodGet, "https://b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/?session", nil))
	for _, step := range x.Steps {
		fmt.Println(step.Name, step.Outcome)
	}
	fmt.Printf("%v of %d steps of phase %q\n", x.Rule(), len(s3express.Steps()), s3express.Phase)
	// Output:
	// admission passed
	// permission refused
	// mode not reached
	// encryption not reached
	// access/denied of 4 steps of phase "session"
}
