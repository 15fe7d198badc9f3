package sigv4_test

import (
	"encoding/base64"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/internal/respell"
)

// deciding are the header fields of a read and values that may mean something else when
// they are written in another way.
var deciding = map[string][]string{
	"Range":                       {"bytes=0-4", "bytes=0-1, 3-4", "bytes=-3", "bytes=0-1,", "bytes=, 0-4", ""},
	"If-Match":                    {`"a"`, `"a b"`, `"a  b"`, `"a,b"`, `"a, b"`, `"x", "a"`, "*", "a", "", `"a`, `b", "a"`},
	"If-None-Match":               {`"a"`, `"a b"`, `"a  b"`, `"a,b"`, `"a, b"`, `"x","a"`, "*", "", `"a\t b"`},
	"If-Modified-Since":           {"Fri, 02 Jan 2026 03:04:05 GMT", "Fri Jan  2 03:04:05 2026", "Fri Jan 2 03:04:05 2026", ""},
	"If-Unmodified-Since":         {"Fri, 02 Jan 2026 03:04:05 GMT", "Thu Jan  1 03:04:05 2026", ""},
	"If-Range":                    {`"a"`, `"a b"`, "Fri, 02 Jan 2026 03:04:05 GMT", "Fri Jan  2 03:04:05 2026"},
	"X-Amz-Checksum-Mode":         {"ENABLED", "enabled", ""},
	"X-Amz-Request-Payer":         {"requester", "requester,requester", "Requester", ""},
	"X-Amz-Expected-Bucket-Owner": {respell.Owner, respell.Client, respell.Owner + "," + respell.Client, ""},
	"X-Amz-Content-Sha256":        {emptyHash, "UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
	"X-Amz-Meta-A":                {"a  b", "a\tb", ""},
	"X-Amz-Server-Side-Encryption-Customer-Algorithm": {"AES256", "AES256,AES256"},
	"X-Amz-Server-Side-Encryption-Customer-Key":       {base64.StdEncoding.EncodeToString([]byte(respell.Key)), "####"},
}

var (
	decidingParams = map[string][]string{
		"versionId": {"null", "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH"}, "partNumber": {"1", "2", "01"},
		"response-content-type": {"text/html", "a b", "a+b"}, "response-expires": {"0", "never", ""},
		"x-amz-request-payer": {"requester", "x"}, "X-Amz-Request-Payer": {"requester"},
		"X-Amz-Expected-Bucket-Owner": {respell.Owner, respell.Client}, "x-amz-expected-bucket-owner": {respell.Owner},
		"x-id": {"GetObject"}, "tag": {"a", "b"},
	}
	decidingHosts = []string{"b.s3.amazonaws.com", "s3.us-east-1.amazonaws.com", "127.0.0.1:9000", "public.s3.local", "s3.local", "[::1]:80", "B.S3.LOCAL."}
	decidingPaths = []string{"/b/k", "/k", "/b/a b+c(d)", "/b/a/b//c", "//b", "/b/caf\u00e9", "/private/secret.txt"}
)

// sampled draws some of what a map has, one value each.
func sampled(t *rapid.T, from map[string][]string, most int, add func(name, value string)) {
	names := make([]string, 0, len(from))
	for name := range from {
		names = append(names, name)
	}
	for _, name := range rapid.SliceOfN(rapid.SampledFrom(slices.Sorted(slices.Values(names))), 0, most).Draw(t, "names") {
		add(name, rapid.SampledFrom(from[name]).Draw(t, name))
	}
}

// drawDeciding draws a signed request in which everything decides that can.
func drawDeciding(t *rapid.T) *http.Request {
	m := newMessage()
	m.method = rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(t, "method")
	m.host = rapid.SampledFrom(decidingHosts).Draw(t, "host")
	path := rapid.SampledFrom(decidingPaths).Draw(t, "path")
	m.path = pathOf(path)
	m.keepTabs = rapid.Bool().Draw(t, "keeps tabs")
	sampled(t, deciding, 5, func(name, value string) { m.add(name, value) })
	sampled(t, decidingParams, 4, func(name, value string) { m.param(name, value) })
	if rapid.Bool().Draw(t, "temporary") {
		m.accessKey, m.secretKey, m.token = "ASIATEMP", "temp-secret", sessionToken
	}
	if rapid.Bool().Draw(t, "presigned") {
		if m.has("x-amz-content-sha256") {
			m.payload = joined(m, "x-amz-content-sha256")
		}
		m.presign()
	} else {
		m.sign()
	}
	hr := &http.Request{Method: m.method, Host: m.host, Header: http.Header{}, URL: &url.URL{Path: path, RawQuery: m.request(t).Wire.RawQuery}}
	for _, l := range m.header {
		hr.Header.Add(l.name, l.value)
	}
	return hr
}

func joined(m *message, name string) string {
	var values []string
	for _, l := range m.header {
		if strings.EqualFold(l.name, name) {
			values = append(values, l.value)
		}
	}
	return strings.Join(values, ",")
}

// read parses and authenticates hr and tells what is read of it. It is false for a
// request that does not get so far.
func read(t *rapid.T, hr *http.Request) (string, bool) {
	r, err := getobject.Parse(hr, getobject.ParseOptions{Hosts: address.Hosts{Domains: []string{"s3.local"}}, Secure: true, Now: noon})
	if err != nil {
		return "", false
	}
	id, err := benchAuthenticator.Authenticate(t.Context(), r, nil)
	if err != nil || id.Anonymous() {
		return "", false
	}
	if got := sigv4.AccessKey(r); got != id.AccessKey {
		t.Fatalf("AccessKey = %q for a request that %q signed", got, id.AccessKey)
	}
	return respell.Reading(r), true
}

// TestLawSameReading: of two requests that one signature is good for, the same is read:
// the address, the version, the part and the range, and every parameter and header that
// decides. The requests are structs, since the text of HTTP/1 has no place for much of
// what a request over HTTP/2 may hold.
func TestLawSameReading(t *testing.T) {
	authentic, both := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		hr := drawDeciding(t)
		want, ok := read(t, hr)
		if !ok {
			return
		}
		authentic++
		g := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		for range 100 {
			other := respell.Request(g, hr)
			for g.IntN(2) == 0 {
				other = respell.Request(g, other)
			}
			got, ok := read(t, other)
			if !ok {
				continue
			}
			both++
			if got != want {
				t.Fatalf("one signature is good for\n%q %q %v\n%s\nand\n%q %q %v\n%s",
					hr.Host, hr.URL, hr.Header, want, other.Host, other.URL, other.Header, got)
			}
		}
	})
	if !testing.Short() && (authentic < 30 || both < 300) {
		t.Errorf("%d requests authenticate, and %d that are written otherwise, want 30 and 300", authentic, both)
	}
}
