package playground

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/demo"
)

// FuzzParse reads texts. What can be read can be sent: it has an answer, or no server reads it; and
// written down again it is the same.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"curl -sI 'https://demo.s3.amazonaws.com/hello.txt?x' \\\n -H 'If-Match: \"a\"' --aws-sigv4 aws:amz:us-east-1:s3 -u AKIDOWNER:x -r 0-4",
		`curl h -H $'a: \'b' "c\"" # d`, "https://demo.s3.amazonaws.com/hello.txt?X-Amz-Algorithm=x", "s3://demo/hello.txt",
		"GET /demo/hello.txt HTTP/1.1\r\nHost: h\r\nRange: bytes=5-2\r\n folded\r\n\r\n", "OPTIONS /demo/hello.txt\nOrigin: x",
		"curl ^\"https://h/a^%^20b^\" ^\n -H ^\"a: b^\"", "aws s3api head-object --bucket demo --key hello.txt --range bytes=0-1", ":path\n/k\n:authority: h\na\nb",
		"> GET /k HTTP/1.1\n> Host: h\n> \n", "CanonicalRequest:\nGET\n/k\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD",
	} {
		f.Add(text)
	}
	e := newEngine()
	state := string(demo.Fixture())
	f.Fuzz(func(t *testing.T, text string) {
		p, failed := callEngine[parsed](t, e, "parse", pasted{text, state})
		if strings.HasPrefix(failed, "a fault") {
			t.Fatalf("parse(%q): %s", text, failed)
		}
		if failed != "" {
			return
		}
		_, failed = callEngine[answer](t, e, "answer", question{state, p.Request})
		if failed != "" && !strings.HasPrefix(failed, "no server of Go") {
			t.Errorf("parse(%q) = %s, which has no answer: %s", text, summary(p.Request), failed)
		}
		if _, failed = callEngine[served](t, e, "serveContent", question{state, p.Request}); failed != "" && !strings.HasPrefix(failed, "no server of Go") {
			t.Errorf("parse(%q) = %s, which cannot be served: %s", text, summary(p.Request), failed)
		}
	})
}

// FuzzCall calls with anything: there is a result in JSON, and no fault.
func FuzzCall(f *testing.F) {
	argument, err := json.Marshal(question{string(demo.Fixture()), get("/demo/hello.txt", "Range", "bytes=0-1")})
	if err != nil {
		f.Fatal(err)
	}
	for _, method := range []string{"state", "parse", "answer", "serveContent", "demo", "vector"} {
		f.Add(method, string(argument))
		f.Add(method, "{}")
	}
	f.Add("vector", `{"fixture": {"principals": [{"name": "a", "accessKey": "A", "secretKey": "B"}]}, "vector": {"request": {"method": "GET", "bucket": "b", "as": "a", "presigned": true, "sign": {"expires": 1, "drop": ["X-Amz-Date"]}}}}`)
	e := newEngine()
	f.Fuzz(func(t *testing.T, method, argument string) {
		result := e.Call(method, argument)
		if !json.Valid([]byte(result)) || strings.HasPrefix(result, `{"error":"a fault`) {
			t.Errorf("Call(%q, %q) = %s", method, argument, result)
		}
	})
}
