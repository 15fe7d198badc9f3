package getobject_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestPreflightNext: a preflight request for a bucket without rules, or for none, is left to
// the next handler if there is one, and with rules it is answered.
func TestPreflightNext(t *testing.T) {
	for _, c := range []struct {
		target string
		rules  cors.Rules
		next   bool
	}{
		{"/b/k", nil, true},
		{"/nowhere/k", nil, true},
		{"/", nil, true},
		{"/b/k", cors.Rules{{AllowedOrigins: []string{"https://other.example"}, AllowedMethods: []string{"GET"}}}, false},
		{"/b/k", cors.Rules{{AllowedOrigins: []string{"*"}, AllowedMethods: []string{"OPTIONS", "GET"}}}, false},
	} {
		w := newHarness(t)
		w.store.bucket = corsOf(c.rules)
		passed := false
		w.Handler.Next = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })
		w.ask(t, "OPTIONS", c.target, pageOrigin...)
		if passed != c.next {
			t.Errorf("OPTIONS %s with %d rules is passed on: %v, want %v", c.target, len(c.rules), passed, c.next)
		}
	}
}

// TestPreflightExplained: an explanation of a preflight request has its own steps.
func TestPreflightExplained(t *testing.T) {
	w := newHarness(t)
	crossOrigin("GET")(w)
	hr := httptest.NewRequest("OPTIONS", "/b/k", nil)
	hr.Header.Set("Origin", "https://page.example")
	hr.Header.Set("Access-Control-Request-Method", "GET")
	e := w.Operation().Explain(t.Context(), hr, getobject.ParseOptions{})
	last := e.Steps[len(e.Steps)-1]
	if e.Rule() != rule.CORSPreflight || last.Phase != "preflight" || last.Name != "rules" || last.Outcome != getobject.Decided {
		t.Errorf("Explain = %+v by %v, want the step rules to decide", last, e.Rule())
	}
}

// TestPreflightFailureWithNext: a preflight request for a bucket that the store fails to look
// up is answered as a failure, and not as if the bucket had no CORS rules.
func TestPreflightFailureWithNext(t *testing.T) {
	for _, failure := range []error{store.ErrSlowDown, errors.New("disk on fire")} {
		w := newHarness(t, fails(faultstore.Bucket, failure))
		w.Next = http.NotFoundHandler()
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, newRequest("OPTIONS", "/b/k", "Origin", "http://a", "Access-Control-Request-Method", "GET"))
		if w.told != 1 || rec.Code < 500 {
			t.Errorf("%v: answered %d by Next, Done was called %d times; want 5xx and once", failure, rec.Code, w.told)
		}
	}
}
