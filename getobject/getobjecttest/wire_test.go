package getobjecttest_test

import (
	"io"
	"log"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/vectors"
)

// quiet keeps the servers' complaints about clients that hang up out of the tests.
var quiet = log.New(io.Discard, "", 0)

// signatures are what depends on the port of the server.
var signatures = regexp.MustCompile(`[0-9a-f]{64}\b`)

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// lines makes header lines of names and values.
func lines(pairs ...string) []vectors.Line {
	var list []vectors.Line
	for pair := range slices.Chunk(pairs, 2) {
		list = append(list, vectors.Line{Name: pair[0], Value: pair[1]})
	}
	return list
}

// TestRunSends compares every byte of requests.
func TestRunSends(t *testing.T) {
	type items = []vectors.Item
	const credential = "AWS4-HMAC-SHA256 Credential=AKIDOWNER/20260102/us-east-1/s3/aws4_request"
	tests := []struct {
		name string
		in   vectors.Request
		want string
	}{
		{"escapes", vectors.Request{Method: "GET", Bucket: "b", Key: "a b//é%2F+*~/"},
			"GET /b/a%20b//%C3%A9%252F%2B%2A~/ HTTP/1.1\r\nHost: ADDR\r\n"},
		{"query", vectors.Request{Method: "HEAD", Bucket: "b", Key: "k",
			Query: items{{Name: "z"}, {Name: "acl", Bare: true}, {Name: "a/b", Value: "c d&e"}}},
			"HEAD /b/k?z=&acl&a%2Fb=c%20d%26e HTTP/1.1\r\nHost: ADDR\r\n"},
		{"lines", vectors.Request{Method: "GET", Bucket: "b", Key: "k",
			Headers: lines("x-B", "  é\t ", "X-b", "", "x-B", "{{now-60}}")},
			"GET /b/k HTTP/1.1\r\nHost: ADDR\r\nx-B:   é\t \r\nX-b: \r\nx-B: Fri, 02 Jan 2026 11:59:00 GMT\r\n"},
		{"virtual", vectors.Request{Method: "GET", Bucket: "b", Key: "/k", Style: "virtual"},
			"GET //k HTTP/1.1\r\nHost: b.s3.amazonaws.com\r\n"},
		{"host", vectors.Request{Method: "GET", Bucket: "b", Key: "k", Host: "h.example"},
			"GET /k HTTP/1.1\r\nHost: h.example\r\n"},
		{"signed", vectors.Request{Method: "GET", Bucket: "b", Key: "k", As: "owner", Headers: lines("Range", "bytes=0-1"),
			Sign: &vectors.Sign{Unsigned: lines("x-amz-meta-a", "1")}},
			"GET /b/k HTTP/1.1\r\nHost: ADDR\r\nRange: bytes=0-1\r\nx-amz-content-sha256: EMPTY\r\nx-amz-date: 20260102T120000Z\r\n" +
				"Authorization: " + credential + ", SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=SIG\r\nx-amz-meta-a: 1\r\n"},
		{"changed", vectors.Request{Method: "GET", Bucket: "b", Key: "k", As: "owner", Headers: lines("Range", "bytes=0-1"),
			Sign: &vectors.Sign{Drop: []string{"X-Amz-Date"}, Replace: lines("authorization", "none", "RANGE", "bytes=1-1")}},
			"GET /b/k HTTP/1.1\r\nHost: ADDR\r\nRange: bytes=1-1\r\nx-amz-content-sha256: EMPTY\r\nAuthorization: none\r\n"},
		{"token, listed hash, far", vectors.Request{Method: "GET", Bucket: "far", Key: "k", As: "temp",
			Headers: lines("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")},
			"GET /far/k HTTP/1.1\r\nHost: ADDR\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: 20260102T120000Z\r\nx-amz-security-token: TOKEN\r\n" +
				"Authorization: AWS4-HMAC-SHA256 Credential=ASIATEMP/20260102/eu-west-1/s3/aws4_request, " +
				"SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=SIG\r\n"},
		{"presigned", vectors.Request{Method: "GET", Bucket: "b", Key: "k", As: "temp", Presigned: true,
			Query: items{{Name: "z", Bare: true}, {Name: "X-Amz-Expires", Value: "999"}},
			Sign:  &vectors.Sign{Drop: []string{"X-Amz-SignedHeaders"}, Replace: lines("X-Amz-Algorithm", "none"), Age: 90000}},
			"GET /b/k?X-Amz-Algorithm=none&X-Amz-Credential=ASIATEMP%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T110000Z" +
				"&X-Amz-Expires=300&X-Amz-Expires=999&X-Amz-Security-Token=TOKEN&z&X-Amz-Signature=SIG HTTP/1.1\r\nHost: ADDR\r\n"},
		{"everything by sign", vectors.Request{Method: "GET", Bucket: "b", Key: "k", Presigned: true,
			Sign: &vectors.Sign{AccessKey: "A", SecretKey: "S", Token: "T", Region: "r", Service: "v", Expires: new(int64)}},
			"GET /b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260102%2Fr%2Fv%2Faws4_request&X-Amz-Date=20260102T120000Z" +
				"&X-Amz-Expires=0&X-Amz-Security-Token=T&X-Amz-SignedHeaders=host&X-Amz-Signature=SIG HTTP/1.1\r\nHost: ADDR\r\n"},
	}
	for _, tt := range tests {
		v := vectors.Vector{ID: "test/sends", Request: tt.in, Expect: vectors.Expect{Status: 200}}
		got, err := run(t, fixture, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", v)
		if err != nil {
			t.Errorf("%s: Run = %v", tt.name, err)
		}
		got = signatures.ReplaceAllStringFunc(got, func(hash string) string {
			if hash == emptyHash {
				return "EMPTY"
			}
			return "SIG"
		})
		if diff := cmp.Diff(tt.want+"Connection: close\r\n\r\n", got); diff != "" {
			t.Errorf("%s: the request (-want +got):\n%s", tt.name, diff)
		}
	}
}
