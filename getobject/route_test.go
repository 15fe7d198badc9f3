package getobject_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// TestRouteMethods has the methods that read nothing.
func TestRouteMethods(t *testing.T) {
	for _, c := range []struct{ target, resource string }{
		{"/b/k", "OBJECT"}, {"/b", "BUCKET"}, {"/", "SERVICE"},
		{"http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/", "BUCKET"},
		{"/b/k?acl&tagging", "OBJECT"},
	} {
		for _, method := range []string{"PUT", "POST", "DELETE", "PATCH", "OPTIONS"} {
			if method == "OPTIONS" && c.resource != "SERVICE" {
				continue // a preflight request
			}
			rec := newHarness(t).ask(t, method, c.target)
			body := "<Method>" + method + "</Method><ResourceType>" + c.resource + "</ResourceType>"
			if rec.Code != 405 || rec.Header().Get("Allow") != "GET, HEAD" || !strings.Contains(rec.Body.String(), body) {
				t.Errorf("%s %s = %d, Allow %q, %s, want 405, GET, HEAD, %s",
					method, c.target, rec.Code, rec.Header().Get("Allow"), rec.Body, body)
			}
		}
	}
}

// TestRouteUnknownMethods has methods that S3 does not know.
func TestRouteUnknownMethods(t *testing.T) {
	for _, method := range []string{"TRACE", "get", "BREW"} {
		for _, target := range []string{"/b/k", "/b", "/", "/b/k?acl&tagging"} {
			rec := newHarness(t).ask(t, method, target)
			if rec.Code != 400 || !strings.Contains(rec.Body.String(), "<Code>BadRequest</Code>") {
				t.Errorf("%s %s = %d, %s; want 400, BadRequest", method, target, rec.Code, rec.Body)
			}
		}
	}
}

// TestRouteSubResources has the sub-resources: the status and Allow of GET and of HEAD.
func TestRouteSubResources(t *testing.T) {
	for _, c := range []struct {
		query         string
		get, head     int
		allow, allowH string
	}{
		{"acl", 501, 405, "", "GET"},
		{"acl=x", 501, 405, "", "GET"},
		{"annotation", 501, 405, "", "GET"},
		{"attributes", 501, 405, "", "GET"},
		{"encryption", 405, 405, "PUT", "PUT"},
		{"legal-hold", 501, 405, "", "GET"},
		{"restore", 405, 405, "POST", "POST"},
		{"retention", 501, 405, "", "GET"},
		{"select", 405, 405, "POST", "POST"},
		{"tagging", 501, 405, "", "GET"},
		{"torrent", 501, 405, "", "GET"},
		{"uploadId=u", 501, 405, "", "GET"},
		{"uploads", 405, 405, "POST", "POST"},
		{"partNumber=1&uploadId=u", 405, 405, "PUT", "PUT"},
		{"uploadId=u&partNumber=1", 405, 405, "PUT", "PUT"},
		{"acl&partNumber=1", 400, 400, "", ""},
		{"acl&partNumber=1&uploadId=u", 400, 400, "", ""},
		{"tagging&acl", 400, 400, "", ""},
		{"partNumber=1&partNumber=1", 206, 206, "", ""},
		{"ACL", 200, 200, "", ""},
		{"website", 200, 200, "", ""},
		{"x-id=GetObject", 200, 200, "", ""},
	} {
		for method, want := range map[string]int{"GET": c.get, "HEAD": c.head} {
			allow := map[string]string{"GET": c.allow, "HEAD": c.allowH}[method]
			rec := newHarness(t).ask(t, method, "/b/k?"+c.query)
			if rec.Code != want || rec.Header().Get("Allow") != allow {
				t.Errorf("%s ?%s = %d, Allow %q, want %d, %q", method, c.query, rec.Code, rec.Header().Get("Allow"), want, allow)
			}
		}
	}
}

func TestRouteConflict(t *testing.T) {
	rec := newHarness(t).get(t, "/b/k?torrent&acl&tagging")
	want := "<Message>Conflicting query string parameters: acl, tagging, torrent</Message>" +
		"<ArgumentName>ResourceType</ArgumentName><ArgumentValue>acl</ArgumentValue>"
	if !strings.Contains(rec.Body.String(), want) {
		t.Errorf("body = %s, want %s in it", rec.Body, want)
	}
}

// TestNext checks which requests go to the next handler: other operations, and no read
// of the wrong shape.
func TestNext(t *testing.T) {
	for _, c := range []struct {
		method, target string
		next           bool
	}{
		{"PUT", "/b/k", true},
		{"OPTIONS", "/b/k", true},
		{"GET", "/", true},
		{"GET", "/b", true},
		{"HEAD", "/b/", true},
		{"GET", "/b/k?acl", true},
		{"HEAD", "/b/k?acl", true},
		{"GET", "/b/k?acl&tagging", true},
		{"GET", "/b/k?uploads", true},
		{"GET", "/b/k", false},
		{"HEAD", "/b/nothing", false},
		{"GET", "/b/k?versionId=", false},
		{"GET", "/b/k?a=%", false},
		{"GET", "/b/%ff", false},
	} {
		w := newHarness(t)
		called := false
		w.Next = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true })
		w.ask(t, c.method, c.target)
		if called != c.next || (w.last.Status == 0) != c.next {
			t.Errorf("%s %s: next handler called %v, recorded %d, want called %v", c.method, c.target, called, w.last.Status, c.next)
		}
	}
}

// TestNextOwnsAnswer checks that nothing is written before the next handler is called.
func TestNextOwnsAnswer(t *testing.T) {
	w := newHarness(t)
	w.Next = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, newRequest("PUT", "/b/k"))
	canonicalize(rec.Header())
	if rec.Code != http.StatusTeapot || len(rec.Header()) != 0 {
		t.Errorf("PUT = %d %v, want 418 without header", rec.Code, rec.Header())
	}
}

// TestIsOtherOperation checks that no rule but those of routing is left to another handler.
func TestIsOtherOperation(t *testing.T) {
	for r := range rule.All() {
		want := strings.HasPrefix(r.ID, "route/") || r == rule.SelectorConflict || r == rule.OutsidePrefix
		if got := (&getobject.Error{Rule: r}).IsOtherOperation(); got != want {
			t.Errorf("NotRead of %v = %v, want %v", r, got, want)
		}
	}
}
