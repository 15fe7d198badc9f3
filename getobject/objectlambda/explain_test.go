package objectlambda_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/objectlambda"
)

// outcomeOf tells of an explanation its status, the rule and the step that it ended with.
func outcomeOf(x *getobject.Explanation) string {
	last := "" // the step that ended it
	for _, s := range x.Steps {
		if s.Outcome == getobject.Refused || s.Outcome == getobject.Decided {
			last += s.Name
		}
	}
	if x.Err != nil {
		return fmt.Sprint(x.Err.Status, " ", last, " ", x.Rule())
	}
	return fmt.Sprint(x.Plan.Status, " ", last, " ", x.Rule())
}

// TestExplain: each step refuses by its rule.
func TestExplain(t *testing.T) {
	broken := newPoint(upper)
	broken.Supporting.AccessPoint = "nowhere"
	for _, c := range []struct {
		point  *objectlambda.AccessPoint
		target string
		rights getobject.Authorizer
		want   string
	}{
		{newPoint(upper), "/k", getobject.AllowAll{}, "200 answer "},
		{newPoint(upper), "/k?partNumber=1", getobject.AllowAll{}, "501 request address/object-lambda"},
		{broken, "/k", getobject.AllowAll{}, "404 admission address/access-point"},
		{newPoint(upper), "/k?versionId=%00", getobject.AllowAll{}, "400 version id argument/version-malformed"},
		{newPoint(upper), "/k", allow{}, "403 permission access/denied"},
		{newPoint(upper), "/missing", getobject.AllowAll{}, "404 function locate/no-key"},
	} {
		h := newHandler(t, c.point)
		h.Read.Authorizer = c.rights
		r := httptest.NewRequest("GET", "http://"+host+c.target, nil)
		if got := outcomeOf(h.Explain(r)); got != c.want {
			t.Errorf("%s: %s, want %s", c.target, got, c.want)
		}
		if answered := get(h, "GET", "http://"+host+c.target, ""); answered[:3] != c.want[:3] {
			t.Errorf("%s is answered %s, and explained as %s", c.target, answered, c.want)
		}
	}
}

// TestExplainRead: what no function answers is explained as the read that it is.
func TestExplainRead(t *testing.T) {
	for _, c := range []struct{ method, target string }{
		{"GET", "http://s3.amazonaws.com/b/k"},
		{"HEAD", "http://" + host + "/k"}, // for which there is no function
	} {
		x := newHandler(t, newPoint(upper)).Explain(httptest.NewRequest(c.method, c.target, nil))
		if x.Plan == nil || x.Rule().String() != "window/whole" {
			t.Errorf("%s %s: %s, want the whole object", c.method, c.target, outcomeOf(x))
		}
	}
}

// TestExplainFailure: whatever a function does, it is told as it is answered.
func TestExplainFailure(t *testing.T) {
	for name, c := range fails {
		h := newHandler(t, newPoint(objectlambda.Func(c.f)))
		x := h.Explain(httptest.NewRequest("GET", "http://"+host+"/k", nil))
		if got := outcomeOf(x); got[:3] != c.want[:3] || x.Rule().String() != c.rule {
			t.Errorf("%s: %s, want %s by %q", name, got, c.want, c.rule)
		}
	}
}

// TestExplainBody: the body of the function is closed.
func TestExplainBody(t *testing.T) {
	for _, status := range []int{200, 201} { // which is none that a function may answer
		body := &broken{Reader: strings.NewReader("abcd"), err: errors.New("broken"), closed: make(chan struct{})}
		h := newHandler(t, newPoint(objectlambda.Func(answer(objectlambda.Answer{Status: status, Body: body}))))
		x := h.Explain(httptest.NewRequest("GET", "http://"+host+"/k", nil))
		select {
		case <-body.closed:
		default:
			t.Errorf("status %d: the body is open behind %s", status, outcomeOf(x))
		}
	}
}
