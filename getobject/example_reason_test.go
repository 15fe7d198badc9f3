package getobject_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A curator lets everybody see paintings and says why.
type curator struct{}

// AuthorizeWithReason is called instead of Authorize, which an Authorizer has to have.
func (curator) AuthorizeWithReason(_ context.Context, a getobject.Access) (getobject.Verdict, getobject.Reason, error) {
	if strings.HasSuffix(a.Key, ".jpg") {
		return getobject.Allow, getobject.Reason{Decided: "a painting"}, nil
	}
	return getobject.Deny, getobject.Reason{Decided: "no painting", Message: "Ask at the desk."}, nil
}

func (c curator) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	v, _, err := c.AuthorizeWithReason(ctx, a)
	return v, err
}

// A reason reaches explanations and logs, and its message the client.
func ExampleReasonedAuthorizer() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "art"}); err != nil {
		fmt.Println(err)
	}
	operation := getobject.Operation{Store: s, Authorizer: curator{}}
	r := httptest.NewRequest(http.MethodGet, "/art/ledger.txt", nil)
	e := operation.Explain(context.Background(), r, getobject.ParseOptions{})
	for _, q := range e.Questions {
		fmt.Printf("%s: %v, %s\n", q.Action, q.Verdict, q.Reason.Decided)
	}
	fmt.Println(e.Err.Message)
	// Output:
	// s3:GetObject: deny, no painting
	// Ask at the desk.
}
