package s3website_test

import (
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestExplain: each step decides, by its rule, what is then answered.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		method, bucket, target string
		step                   string
		outcome                getobject.Outcome
		rule                   string
	}{
		{"PUT", "site", "/", "method", getobject.Refused, "route/method"},
		{"GET", "none", "/", "configuration", getobject.Refused, "website/no-configuration"},
		{"GET", "nobody", "/", "configuration", getobject.Refused, "access/no-bucket"},
		{"GET", "all", "/a", "redirect of all", getobject.Decided, "website/redirect-all"},
		{"GET", "site", "/docs/a", "routing rules", getobject.Decided, "website/route"},
		{"GET", "site", "/photos", "folder", getobject.Decided, "website/slash"},
		{"GET", "site", "/moved", "redirect location", getobject.Decided, "website/redirect-location"},
		{"GET", "site", "/missing", "answer", getobject.Decided, "website/error-document"},
		{"HEAD", "site", "/missing", "answer", getobject.Refused, "locate/no-key"},
		{"GET", "bare", "/missing", "answer", getobject.Refused, "locate/no-key"},
		{"GET", "site", "/photos/", "answer", getobject.Decided, "window/whole"},
	} {
		h := serve(t, true)
		r := httptest.NewRequest(c.method, c.target, nil)
		r.Host = c.bucket + ".s3-website-us-east-1.amazonaws.com"
		x := h.Explain(r)
		status, fields := 0, 0
		if x.Err != nil {
			status = x.Err.Status
		} else {
			status, fields = x.Plan.Status, len(x.Plan.Fields)
		}
		answered := get(h, c.method, c.bucket, c.target)
		if status != answered.StatusCode || x.Err == nil && fields == 0 {
			t.Errorf("%s %s of %s: Explain has %d with %d fields, ServeHTTP %d", c.method, c.target, c.bucket, status, fields, answered.StatusCode)
		}
		if x.Rule().String() != c.rule {
			t.Errorf("%s %s of %s is by %v, want %s", c.method, c.target, c.bucket, x.Rule(), c.rule)
		}
		want := getobject.Passed
		for _, s := range x.Steps {
			outcome := want
			if s.Name == c.step {
				outcome, want = c.outcome, getobject.NotReached
			}
			if s.Outcome != outcome {
				t.Errorf("%s %s of %s: step %s = %v, want %v", c.method, c.target, c.bucket, s.Name, s.Outcome, outcome)
			}
		}
		if want != getobject.NotReached {
			t.Errorf("no step %s", c.step)
		}
	}
}

// TestExplainBody: what Explain opened it closes, and it tells of the bytes of the object.
func TestExplainBody(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Host = "site.s3-website-us-east-1.amazonaws.com"
	x := serve(t, true).Explain(r)
	if x.Plan == nil || x.Plan.Window.Length != int64(len("<h1>home</h1>")) {
		t.Errorf("Explain = %+v, want the window of the page", x)
	}
}

// TestExplainOthers: a request that is no visit is explained as the read that it is.
func TestExplainOthers(t *testing.T) {
	r := httptest.NewRequest("GET", "http://s3.amazonaws.com/site/index.html", nil)
	if x := serve(t, true).Explain(r); x.Request == nil || x.Rule().String() != "window/whole" {
		t.Errorf("Explain = %v by %v, want the whole object", x.Err, x.Rule())
	}
}
