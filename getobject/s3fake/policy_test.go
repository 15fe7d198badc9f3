package s3fake_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// TestPolicyTakesEffect puts policies by requests, which from then on decide beside the actions of
// principals: they allow what nobody else may, and deny even the owner.
func TestPolicyTakesEffect(t *testing.T) {
	s := s3fake.New(t, nil)
	send := func(method, url, body string) int {
		t.Helper()
		r, err := http.NewRequest(method, url, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	owner := func(method, key, body string, parameters ...string) int {
		t.Helper()
		return send(method, s.Presign(method, "books", key, time.Minute, parameters...), body)
	}
	statement := func(effect, action, more string) string {
		return `{"Version": "2012-10-17", "Statement": [{"Effect": "` + effect + `", "Principal": "*", "Action": "` + action +
			`", "Resource": "arn:aws:s3:::books/*"` + more + `}]}`
	}
	const inside, outside = `, "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}`, `, "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}`
	url := s.URL + "/books"
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"create", owner("PUT", "", ""), 200},
		{"put", owner("PUT", "k", "x"), 200},
		{"anonymous", send("GET", url+"/k", ""), 403},
		{"blocked", owner("PUT", "", statement("Allow", "s3:GetObject", ""), "policy", ""), 403},
		{"unblock", owner("DELETE", "", "", "publicAccessBlock", ""), 204},
		{"public", owner("PUT", "", statement("Allow", "s3:GetObject", ""), "policy", ""), 204},
		{"anonymous, allowed", send("GET", url+"/k", ""), 200},
		{"anonymous list", send("GET", url, ""), 403},
		{"by address", owner("PUT", "", statement("Allow", "s3:*", inside), "policy", ""), 204},
		{"from inside", send("PUT", url+"/by-anybody", "x"), 200},
		{"by another address", owner("PUT", "", statement("Allow", "s3:*", outside), "policy", ""), 204},
		{"from outside", send("GET", url+"/k", ""), 403},
		{"deny", owner("PUT", "", statement("Deny", "s3:GetObject", ""), "policy", ""), 204},
		{"owner, denied", owner("GET", "k", ""), 403},
		{"delete", owner("DELETE", "", "", "policy", ""), 204},
		{"owner", owner("GET", "k", ""), 200},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
}
