package endpoints_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/fixture"
)

// state has a bucket of each kind of endpoint, and a function that is known by a name and by an alias.
const state = `{
	"anonymous": ["*"],
	"buckets": [
		{"name": "b", "accessPoints": [{"name": "ap"}], "objects": [{"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "plain"}}]},
		{"name": "w", "website": {"index": "index.html"}, "objects": [{"key": "a/index.html", "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "page"}}]}
	],
	"objectLambda": [{"name": "upper", "supporting": "ap", "getObject": {"original": "upper case"}, "alias": "upper-a1b2c3--ol-s3"}]
}`

func load(t *testing.T) *endpoints.Handler {
	t.Helper()
	f, err := fixture.Load([]byte(state))
	if err != nil {
		t.Fatal(err)
	}
	return f.Endpoints()
}

const functionHost = "upper-111122223333.s3-object-lambda.us-east-1.amazonaws.com"

// TestEndpoints: each request is answered, and explained, by the handler of its endpoint.
func TestEndpoints(t *testing.T) {
	for _, c := range []struct {
		name, prefix, method, target string
		status                       int
		body                         string
		phase                        string // of the first step
	}{
		{"path style", "", "GET", "http://localhost/b/k", 200, "plain", "parse"},
		{"virtual host", "", "GET", "http://b.s3.amazonaws.com/k", 200, "plain", "parse"},
		{"access point", "", "GET", "http://ap-111122223333.s3-accesspoint.us-east-1.amazonaws.com/k", 200, "plain", "parse"},
		{"website", "", "GET", "http://w.s3-website-us-east-1.amazonaws.com/a/", 200, "page", "website"},
		{"preflight to a website", "", "OPTIONS", "http://w.s3-website-us-east-1.amazonaws.com/a/", 400, "", "parse"},
		{"website, whatever the prefix", "/s3", "GET", "http://w.s3-website-us-east-1.amazonaws.com/a/", 200, "page", "website"},
		{"function", "", "GET", "http://" + functionHost + "/k", 200, "PLAIN", "object lambda"},
		{"function by alias", "", "GET", "http://upper-a1b2c3--ol-s3.s3.us-east-1.amazonaws.com/k", 200, "PLAIN", "object lambda"},
		{"function by alias in the path", "", "GET", "http://localhost/upper-a1b2c3--ol-s3/k", 200, "PLAIN", "object lambda"},
		{"function by alias under a prefix", "/s3", "GET", "http://localhost/s3/upper-a1b2c3--ol-s3/k", 200, "PLAIN", "object lambda"},
		{"alias beside a prefix", "/s3", "GET", "http://localhost/s3upper-a1b2c3--ol-s3/k", 400, "", "parse"},
		{"no such function", "", "GET", "http://other" + strings.TrimPrefix(functionHost, "upper") + "/k", 404, "", "parse"},
	} {
		h := load(t)
		h.Objects.Prefix = c.prefix
		w, ask := httptest.NewRecorder(), func() *http.Request { return httptest.NewRequest(c.method, c.target, nil) }
		h.ServeHTTP(w, ask())
		x := h.Explain(ask())
		if w.Code != c.status || c.body != "" && w.Body.String() != c.body || x.Steps[0].Phase != c.phase {
			t.Errorf("%s: %d %q by %q, want %d %q by %q", c.name, w.Code, w.Body, x.Steps[0].Phase, c.status, c.body, c.phase)
		}
	}
}

// TestNoPoints: without access points, their hosts are answered as those of missing ones.
func TestNoPoints(t *testing.T) {
	h := load(t)
	h.Points = nil
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://"+functionHost+"/k", nil))
	if w.Code != 404 || !strings.Contains(w.Body.String(), "<Code>NoSuchAccessPoint</Code>") {
		t.Errorf("GET: %d %s, want 404 NoSuchAccessPoint", w.Code, w.Body)
	}
}
