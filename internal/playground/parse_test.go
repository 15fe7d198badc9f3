package playground

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/demo"
)

// summary says in one line what a request is.
func summary(q request) string {
	scheme := "http"
	if q.TLS {
		scheme = "https"
	}
	s := q.Method + " " + scheme + "://" + q.Host + q.Target
	for _, l := range q.Header {
		s += " [" + l[0] + ": " + l[1] + "]"
	}
	if q.Sign != signNone {
		s += " " + q.As + " signs in the " + q.Sign
	}
	return s
}

// TestParse reads what people paste.
func TestParse(t *testing.T) {
	for _, c := range []struct{ text, kind, want string }{
		{"curl https://b.s3.amazonaws.com/k", "curl", "GET https://b.s3.amazonaws.com/k"},
		{"curl 'https://h/b/k?a=b&c=d#e'", "curl", "GET https://h/b/k?a=b&c=d"},
		{"  curl h/b/k  ", "curl", "GET http://h/b/k"},
		{"curl h", "curl", "GET http://h/"},
		{"curl h?x", "curl", "GET http://h/?x"},
		{"curl -I h/k", "curl", "HEAD http://h/k"},
		{"curl --head h/k", "curl", "HEAD http://h/k"},
		{"curl -sSIL h/k", "curl", "HEAD http://h/k"},
		{"curl -XHEAD h/k", "curl", "HEAD http://h/k"},
		{"curl -X DELETE h/k", "curl", "DELETE http://h/k"},
		{"curl -r 0-4 h/k", "curl", "GET http://h/k [Range: bytes=0-4]"},
		{"curl --range -5 h/k", "curl", "GET http://h/k [Range: bytes=-5]"},
		{"curl -C 10 h/k", "curl", "GET http://h/k [Range: bytes=10-]"},
		{`curl h/k -H 'If-Match: "a b"' -H "If-None-Match: \"x\""`, "curl", `GET http://h/k [If-Match: "a b"] [If-None-Match: "x"]`},
		{"curl h/k \\\n  -H 'A: 1' \\\r\n  -H 'B: 2'\necho done", "curl", "GET http://h/k [A: 1] [B: 2]"},
		{`curl h/k -H $'A: it\'s\t"b"'`, "curl", "GET http://h/k [A: it's\t\"b\"]"},
		{`curl h/k -H A:\ 1`, "curl", "GET http://h/k [A: 1]"},
		{"curl h/k -H 'A;' -H 'Accept:' -H 'B:1'", "curl", "GET http://h/k [A: ] [B: 1]"},
		{"curl h/k -H 'Host: b.s3.amazonaws.com'", "curl", "GET http://b.s3.amazonaws.com/k"},
		{"curl -u a:b h/k", "curl", "GET http://h/k [Authorization: Basic YTpi]"},
		{"curl --oauth2-bearer x h/k -A me -e http://from -b c=d --compressed", "curl", "GET http://h/k [Authorization: Bearer x] [User-Agent: me] [Referer: http://from] [Cookie: c=d] [Accept-Encoding: deflate, gzip]"},
		{"curl -z 'Mon, 06 May 2024 07:08:09 GMT' h/k", "curl", "GET http://h/k [If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT]"},
		{"curl -z '-Mon, 06 May 2024 07:08:09 GMT' h/k", "curl", "GET http://h/k [If-Unmodified-Since: Mon, 06 May 2024 07:08:09 GMT]"},
		{"curl -G h/k -d a=b --data-urlencode c=d", "curl", "GET http://h/k?a=b&c=d"},
		{"curl --url h/k?x --url-query a=b", "curl", "GET http://h/k?x&a=b"},
		{"curl -d a=b h/k", "curl", "POST http://h/k"},
		{"curl -o out -w '%{http_code}' --max-time 3 h/k | jq .", "curl", "GET http://h/k"},
		{"curl -oout h/k > file", "curl", "GET http://h/k"},
		{"curl h/k # what is there", "curl", "GET http://h/k"},
		{"curl h/k#part", "curl", "GET http://h/k"},
		{"curl h/a/../b/./c/..", "curl", "GET http://h/b/"},
		{"curl --path-as-is h/a/../b", "curl", "GET http://h/a/../b"},
		{"curl -- h/k", "curl", "GET http://h/k"},
		{"curl 'https://h/a b/ü'", "curl", "GET https://h/a%20b/%C3%BC"},
		{`curl -I https://far.s3.eu-west-1.amazonaws.com/hello.txt --aws-sigv4 "aws:amz:eu-west-1:s3" --user "AKIDOWNER:owner-secret"`, "curl",
			"HEAD https://far.s3.eu-west-1.amazonaws.com/hello.txt owner signs in the header"},
		{"curl h/k --aws-sigv4 aws:amz -u other:secret", "curl", "GET http://h/k"},

		{"https://b.s3.amazonaws.com/k?X-Amz-Signature=a%2Fb&x", "url", "GET https://b.s3.amazonaws.com/k?X-Amz-Signature=a%2Fb&x"},
		{"HTTP://user:word@h:8080", "url", "GET http://h:8080/"},
		{"https://h/my file.txt", "url", "GET https://h/my%20file.txt"},
		{"s3://bucket/folder/k", "url", "GET https://bucket.s3.amazonaws.com/folder/k"},
		{"s3://bucket", "url", "GET https://bucket.s3.amazonaws.com/"},

		{"GET /b/k HTTP/1.1\nHost: h\nRange: bytes=0-4\n\nbody", "http", "GET http://h/b/k [Range: bytes=0-4]"},
		{"HEAD /k HTTP/1.1\r\nhost:  h \r\nA:1\r\n\r\n", "http", "HEAD http://h/k [A: 1]"},
		{"GET /k", "http", "GET http://s3.amazonaws.com/k"},
		{"GET https://h/k HTTP/1.1\nHost: proxied", "http", "GET https://h/k [Host: proxied]"},
		{"b.s3.amazonaws.com/k", "url", "GET https://b.s3.amazonaws.com/k"},
		{"\"https://h/k\"", "url", "GET https://h/k"},
		{"<https://h/k>", "url", "GET https://h/k"},
		{"https://h/k?a=\n  b", "url", "GET https://h/k?a=%20%20b"},
		{"https://h/k?X-Amz-Date=2026\r\n0102", "url", "GET https://h/k?X-Amz-Date=20260102"},
		{"https://h/it\u2019s", "url", "GET https://h/it%E2%80%99s"},

		{"$ curl -I h/k", "curl", "HEAD http://h/k"},
		{`C:\Users\me>curl.exe -I h/k`, "curl", "HEAD http://h/k"},
		{"PS C:\\> curl.exe -I h/k", "curl", "HEAD http://h/k"},
		{"AWS_REGION=us-east-1 sudo /usr/bin/curl -I h/k", "curl", "HEAD http://h/k"},
		{"\ufeffcurl\u00a0-I\u00a0h/k", "curl", "HEAD http://h/k"},
		{"curl -H \u201cRange: bytes=0-3\u201d h/k", "curl", "GET http://h/k [Range: bytes=0-3]"},
		{"curl ^\"https://h/a^%^20b?x=1^&y=2^\" ^\r\n  -H ^\"if-none-match: ^\\^\"abc^\\^\"^\"", "curl", `GET https://h/a%20b?x=1&y=2 [if-none-match: "abc"]`},
		{"curl -H \"A: b^c\" ^\r\n h/k", "curl", "GET http://h/k [A: b^c]"},
		{"curl.exe -H 'A: b' `\r\n  h/k", "curl", "GET http://h/k [A: b]"},
		{"curl --tlsv1.2 --proto =https --retry-max-time 10 --http3 h/k", "curl", "GET http://h/k"},
		{"curl -T file h/k", "curl", "PUT http://h/k"},
		{"curl --data-raw a=b h/k", "curl", "POST http://h/k"},
		{"curl -C - -O h/k", "curl", "GET http://h/k"},

		{"aws s3api get-object --bucket demo --key 'a b/c' --range bytes=0-3 --version-id v --debug out.txt", "aws",
			"GET https://demo.s3.amazonaws.com/a%20b/c?versionId=v [Range: bytes=0-3]"},
		{"aws --region eu-west-1 s3api head-object --bucket=demo --key k --if-none-match '\"x\"'", "aws",
			`HEAD https://demo.s3.eu-west-1.amazonaws.com/k [If-None-Match: "x"]`},
		{"$ aws s3 cp s3://demo/a/k .", "aws", "GET https://demo.s3.amazonaws.com/a/k"},

		{"* Connected to h\n> HEAD /k HTTP/1.1\n> Host: h\n> Range: bytes=0-3\n> \n< HTTP/1.1 200 OK\n< A: b", "http", "HEAD https://h/k [Range: bytes=0-3]"},
		{":authority: h\n:method: HEAD\n:path: /k\n:scheme: https\nrange: bytes=0-3", "http", "HEAD https://h/k [range: bytes=0-3]"},
		{":authority\nh\n:path\n/k?a:b\nrange\nbytes=0-3", "http", "GET https://h/k?a:b [range: bytes=0-3]"},
		{"GET\n/k\nversionId=v\nhost:h\nrange:bytes=0-3\nx-amz-date:20260102T030405Z\n\nhost;range;x-amz-date\nUNSIGNED-PAYLOAD", "http",
			"GET https://h/k?versionId=v [range: bytes=0-3] [x-amz-date: 20260102T030405Z]"},
		{"2026-01-02 botocore.auth - DEBUG - CanonicalRequest:\nHEAD\n/k\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD\n2026-01-02 botocore.auth - DEBUG - StringToSign:", "http", "HEAD https://h/k"},
		{"<Error><CanonicalRequest>GET\n/k\na=1&amp;b=2\nhost:h\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>", "http", "GET https://h/k?a=1&b=2"},
		{"HEAD /k HTTP/2\nhost: h", "http", "HEAD https://h/k"},
		{"get /k http/1.1\nhost: h", "http", "get http://h/k"},
		{"GET /k HTTP/1.1\nA: 1\n  2\n\t3", "http", "GET http://s3.amazonaws.com/k [A: 1 2 3]"},
	} {
		p, failed := callEngine[parsed](t, newEngine(), "parse", pasted{c.text, string(demo.Fixture())})
		if got := summary(p.Request); failed != "" || p.Kind != c.kind || got != c.want {
			t.Errorf("parse(%q) = %s %s %s, want %s %s", c.text, p.Kind, got, failed, c.kind, c.want)
		}
	}
}

// TestParseNotes tells what was left out.
func TestParseNotes(t *testing.T) {
	for text, want := range map[string]string{
		"curl h/demo --one --two -s":                      "left out: --one --two",
		"curl -d x h/demo":                                "left out: -d",
		"curl -H @file h/demo -p":                         "left out: -H @file -p",
		"curl -C - h/demo":                                "left out: -C -",
		"curl h/demo --aws-sigv4 aws:amz -u other:secret": "nobody in the state has the access key",
		"curl h/demo -s -v":                               "",
		"curl h/other/k -p":                               "left out: -p; the state has no bucket other, and so",
		"https://mine.s3.amazonaws.com/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20240101%2Fx": "the state has no bucket mine and nobody with the access key AKIAIOSFODNN7EXAMPLE, and so",
		"https://demo.s3.amazonaws.com/k?AWSAccessKeyId=AKIDOWNER&Signature=x":                 "",
		"GET /demo/k\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIX/20240101/a":              "the state has nobody with the access key AKIX",
		"https://demo.s3.amazonaws.com/k?X-Amz-Date=20240101T000000Z&X-Amz-Expires=60":         "the link was good until 2024-01-01T00:01:00Z, and",
		"https://demo.s3.amazonaws.com/k?X-Amz-SignedHeaders=host%3Brange%3Bx-amz-a":           "it is signed with header lines that have to be added: range, x-amz-a",
		"curl -H Range:x 'h/demo/k?X-Amz-SignedHeaders=host%3Brange'":                          "",
		"https://demo.s3.amazonaws.com/k?X-Amz-Date=x&X-Amz-Expires=60":                        "",
		"aws s3api get-object --bucket demo --key k out":                                       "it is asked without a signature here",
		"aws s3api get-object --bucket demo --key k --no-sign-request":                         "",
		"GET\n/demo/k\n\nhost:localhost\n\nhost\nUNSIGNED-PAYLOAD":                             "a canonical request has no signature",
	} {
		p, failed := callEngine[parsed](t, newEngine(), "parse", pasted{text, string(demo.Fixture())})
		if failed != "" || !strings.HasPrefix(p.Note, want) || (want == "") != (p.Note == "") {
			t.Errorf("parse(%q) notes %q %s, want %q", text, p.Note, failed, want)
		}
	}
}

// TestParseErrors reads what is no request.
func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "nothing to read",
		"curl":                           "no URL",
		"curl 'h":                        "not closed",
		`curl "h`:                        "not closed",
		`curl $'h`:                       "not closed",
		"curl a b":                       "two URLs",
		"curl h -H":                      "-H has no value",
		"curl h --header":                "--header has no value",
		"curl http:///k":                 "no host",
		"curl -X 'G T' h":                "no method",
		"https:///k":                     "no host",
		"http://\x01":                    "no host",
		"hello":                          "the first line of a request",
		"wget https://h/k":               "no curl command",
		"aws s3 ls":                      "reads no object",
		"aws s3 cp a b":                  "no s3://bucket/key",
		"aws s3api get-object --key":     "--key has no value",
		"aws s3api get-object --key k x": "no --bucket",
		"aws 'x":                         "not closed",
		"GET  HTTP/1.1":                  "target",
		"GET /a b HTTP/1.1":              "no blanks",
		"GET /a HTTP/1.1\nno colon":      "a name, a colon and a value",
		"GET /a HTTP/1.1\n folded: x":    "no name of a header field",
	} {
		_, failed := callEngine[parsed](t, newEngine(), "parse", pasted{Text: text})
		if !strings.Contains(failed, want) {
			t.Errorf("parse(%q) fails with %q, want %q", text, failed, want)
		}
	}
}

// TestWords cuts commands as a shell does.
func TestWords(t *testing.T) {
	for command, want := range map[string][]string{
		"a  b\tc":                      {"a", "b", "c"},
		`a'b c'"d e"f`:                 {"ab cd ef"},
		`'' ""`:                        {"", ""},
		`"a\"b\\c\d\$e\` + "\n" + `f"`: {`a"b\c\d$ef`},
		"a\\\nb c":                     {"ab", "c"},
		"a\\ b":                        {"a b"},
		"a&b":                          {"a"},
		"a;b":                          {"a"},
		"a#b #c":                       {"a#b"},
		`$'\'\\\n\r\t\?\x'`:            {"'\\\n\r\t?\\x"},
		`a\`:                           {`a\`},
		"":                             nil,
	} {
		if got, err := words(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("words(%q) = %q, %v, want %q", command, got, err, want)
		}
	}
}
