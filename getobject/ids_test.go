package getobject_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
)

// TestRandomIDs checks lengths and alphabets, and that all of an alphabet is used.
func TestRandomIDs(t *testing.T) {
	for _, c := range []struct {
		endpoint          address.Endpoint
		request, host     int
		requests, hosting string
	}{
		{address.EndpointGeneral, 16, 64, getobject.RequestAlphabet, getobject.HostAlphabet},
		{address.EndpointAccessPoint, 16, 64, getobject.RequestAlphabet, getobject.HostAlphabet},
		{address.EndpointZonal, 40, 12, getobject.HexAlphabet, getobject.HostAlphabet},
	} {
		var requests, hosts strings.Builder
		seen := map[getobject.IDs]bool{}
		for range 500 {
			ids := getobject.RandomIDs(c.endpoint)
			if len(ids.Request) != c.request || len(ids.Host) != c.host || seen[ids] {
				t.Fatalf("RandomIDs(%v) = %+v, want lengths %d and %d and new ids", c.endpoint, ids, c.request, c.host)
			}
			seen[ids] = true
			requests.WriteString(ids.Request)
			hosts.WriteString(ids.Host)
		}
		checkAlphabet(t, requests.String(), c.requests)
		checkAlphabet(t, hosts.String(), c.hosting)
	}
}

// checkAlphabet checks that s uses exactly the characters of an alphabet.
func checkAlphabet(t *testing.T, s, alphabet string) {
	t.Helper()
	if rest := strings.Trim(s, alphabet); rest != "" {
		t.Errorf("ids have %.20q, which is not of %s", rest, alphabet)
	}
	for _, c := range alphabet {
		if !strings.ContainsRune(s, c) {
			t.Errorf("no id has %q of %s", c, alphabet)
		}
	}
}

// TestIDsOfAnswers checks that each answer has ids of its endpoint, also one to what
// cannot be read.
func TestIDsOfAnswers(t *testing.T) {
	for _, c := range []struct {
		target string
		length int
	}{
		{"/b/k", 16}, {"/b/nothing", 16}, {"/b/k?a=%", 16}, {"/", 16},
		{"http://d.s3express-use1-az5.us-east-1.amazonaws.com/k", 40},
		{"http://d.s3express-use1-az5.us-east-1.amazonaws.com/nothing", 40},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := newHarness(t)
			rec := w.ask(t, method, c.target)
			want := getobject.IDs{Request: rec.Header().Get("X-Amz-Request-Id"), Host: rec.Header().Get("X-Amz-Id-2")}
			if len(want.Request) != c.length || w.last.IDs != want {
				t.Errorf("%s %s has ids %+v, recorded %+v, want a request id of %d", method, c.target, want, w.last.IDs, c.length)
			}
		}
	}
}

// TestWriteHeadLeavesTheRecord checks that ids are sent as a header may have them, and that the record of
// the caller, which others may read at the time, stays as it is.
func TestWriteHeadLeavesTheRecord(t *testing.T) {
	rec := getobject.Record{Status: 200, IDs: getobject.IDs{Request: " A\nB", Host: "C\r"}}
	before := rec
	w := httptest.NewRecorder()
	(&getobject.Handler{}).WriteHead(w, &rec, false, nil)
	if rec != before {
		t.Errorf("the record is %+v, and was %+v", rec, before)
	}
	canonicalize(w.Header())
	if got := w.Header().Get("x-amz-request-id"); got != "A B" {
		t.Errorf("x-amz-request-id = %q, want %q", got, "A B")
	}
}
