package s3express_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestExplain: each step refuses what is then refused, and what none refuses begins a session.
func TestExplain(t *testing.T) {
	const target = "http://" + bucket + ".s3express-use1-az4.us-east-1.amazonaws.com/?session"
	for _, c := range []struct {
		target string
		header []string
		step   string // "": none refuses
		rule   string
	}{
		{strings.Replace(target, "b--", "c--", 1), []string{"X-User", "alice"}, "admission", "access/no-bucket"},
		{target, nil, "permission", "access/denied"},
		{target, []string{"X-User", "session"}, "permission", "access/denied"},
		{target, []string{"X-User", "bob"}, "permission", "access/denied"},
		{target, []string{"X-User", "alice", "X-Amz-Create-Session-Mode", "readonly"}, "mode", "session/mode"},
		{target, []string{"X-User", "alice", "X-Amz-Server-Side-Encryption", "aws:fsx"}, "encryption", "session/encryption"},
		{target, []string{"X-User", "alice", "X-Amz-Server-Side-Encryption", "AES256"}, "", ""},
	} {
		h, _ := newHandler(t)
		r := httptest.NewRequest("GET", c.target, nil)
		for i := 0; i < len(c.header); i += 2 {
			r.Header.Set(c.header[i], c.header[i+1])
		}
		x := h.Explain(r)
		answered := send(h, "GET", c.target, c.header...)
		want := getobject.Passed
		for _, s := range x.Steps {
			outcome := want
			if s.Name == c.step {
				outcome, want = getobject.Refused, getobject.NotReached
			}
			if s.Outcome != outcome {
				t.Errorf("%v: step %s = %v, want %v", c.header, s.Name, s.Outcome, outcome)
			}
		}
		if c.step == "" {
			if x.Err != nil || x.Plan.Status != answered.Code || len(x.Plan.Fields) != 2 {
				t.Errorf("%v: %+v, want what is answered: %d", c.header, x, answered.Code)
			}
			continue
		}
		if x.Err == nil || x.Err.Status != answered.Code || x.Rule().String() != c.rule {
			t.Errorf("%v: %v by %v, want %d by %s", c.header, x.Err, x.Rule(), answered.Code, c.rule)
		}
	}
}

// TestExplainOthers: what is no CreateSession is not explained as one.
func TestExplainOthers(t *testing.T) {
	h, _ := newHandler(t)
	for target, want := range map[string]string{
		"http://s3.amazonaws.com/" + bucket + "/k": "window/whole",
		"http://s3.amazonaws.com/plain?acl":        "route/no-key",
	} {
		if x := h.Explain(httptest.NewRequest("GET", target, nil)); x.Rule().String() != want {
			t.Errorf("%s is explained by %v, want %s", target, x.Rule(), want)
		}
	}
}
