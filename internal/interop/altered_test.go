package interop_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/smithy-go/encoding/httpbinding"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/internal/respell"
	"github.com/s3get/s3get/store"
)

// altered is how many altered requests TestAltered looks at. A long run has a million or
// more: go test -run TestAltered -altered 5000000
var altered = flag.Int("altered", 50_000, "number of altered requests")

// What the requests of TestAltered are made of: values that may mean something else when
// they are written in another way.
var (
	decidingHosts = []string{"bucket.s3.eu-central-1.amazonaws.com", "s3.eu-central-1.amazonaws.com", "127.0.0.1:9000", "public.s3.local", "s3.local"}
	decidingKeys  = []string{"k", "private/secret.txt", "a b+c(d)", "a/b//c", "/lead", "é", "100%", "a%2Fb"}
	decidingLines = map[string][]string{
		"Range":                       {"bytes=0-4", "bytes=0-1, 3-4", "bytes=, 0-4"},
		"If-Match":                    {`"a"`, `"a b"`, `"a  b"`, `"a,b"`, `"x", "a"`, "*", `"a`, ""},
		"If-None-Match":               {`"a"`, `"a  b"`, `"a, b"`, `"x","a"`, "*"},
		"If-Modified-Since":           {"Fri, 02 Jan 2026 03:04:05 GMT", "Fri Jan  2 03:04:05 2026"},
		"If-Unmodified-Since":         {"Fri, 02 Jan 2026 03:04:05 GMT", "Thu Jan  1 03:04:05 2026"},
		"X-Amz-Checksum-Mode":         {"ENABLED", "enabled"},
		"X-Amz-Request-Payer":         {"requester", "x"},
		"X-Amz-Expected-Bucket-Owner": {respell.Owner, respell.Client},
		"X-Amz-Server-Side-Encryption-Customer-Algorithm": {"AES256"},
		"X-Amz-Server-Side-Encryption-Customer-Key":       {"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="},
	}
	decidingParams = map[string][]string{
		"versionId": {"null"}, "partNumber": {"1", "01"}, "response-content-type": {"text/html", "a b"}, "response-expires": {"0", "never"},
		"x-amz-request-payer": {"requester"}, "x-id": {"GetObject"}, "tag": {"a", "b"},
	}
)

// signAny returns a random request that the SDK signed, in the header or in the query.
func signAny(g *rand.Rand) (*http.Request, error) {
	host := decidingHosts[g.IntN(len(decidingHosts))]
	path := "/bucket/" + decidingKeys[g.IntN(len(decidingKeys))]
	header, query := http.Header{}, url.Values{}
	for name, lines := range decidingLines {
		for g.IntN(4) == 0 {
			header.Add(name, lines[g.IntN(len(lines))])
		}
	}
	for name, texts := range decidingParams {
		if g.IntN(4) == 0 {
			query.Add(name, texts[g.IntN(len(texts))])
		}
	}
	hr := &http.Request{Method: []string{"GET", "HEAD"}[g.IntN(2)], Host: host, Header: header,
		URL: &url.URL{Scheme: "https", Host: host, Path: path, RawPath: httpbinding.EscapePath(path, false), RawQuery: query.Encode()}}
	who := signers[g.IntN(len(signers))]
	if g.IntN(2) == 0 {
		hr.Header.Set("X-Amz-Content-Sha256", emptyHash)
		return hr, signer().SignHTTP(context.Background(), who, hr, emptyHash, "s3", region, now)
	}
	query.Set("X-Amz-Expires", strconv.Itoa(900))
	hr.URL.RawQuery = query.Encode()
	target, signed, err := signer().PresignHTTP(context.Background(), who, hr, "UNSIGNED-PAYLOAD", "s3", region, now)
	if err != nil {
		return nil, err
	}
	if hr.URL, err = url.Parse(target); err != nil {
		return nil, err
	}
	signed.Del("Host")
	hr.Header = canonical(signed)
	return hr, nil
}

// readAltered tells what is read of hr, and false where it is refused before that.
func readAltered(hr *http.Request) (string, bool) {
	r, err := getobject.Parse(hr, getobject.ParseOptions{Hosts: address.Hosts{Domains: []string{"s3.local"}}, Secure: true, Now: now.Add(time.Second)})
	if err != nil {
		return "", false
	}
	a := sigv4.Authenticator{Credentials: known}
	id, err := a.Authenticate(context.Background(), r, &store.Bucket{Name: "bucket", Region: region})
	if err != nil || id.Anonymous() {
		return "", false
	}
	return respell.Reading(r), true
}

// An alteration is a worker of TestAltered.
type alteration struct {
	t              *testing.T
	signed, passed atomic.Int64 // signed requests, and altered ones that authenticate
}

// run alters n requests.
func (a *alteration) run(seed uint64, n int) {
	g := rand.New(rand.NewPCG(seed, 0))
	const each = 50
	for done := 0; done < n && !a.t.Failed(); done += each {
		hr, err := signAny(g)
		if err != nil {
			a.t.Error(err)
			return
		}
		want, ok := readAltered(hr)
		if !ok {
			a.t.Errorf("seed %d: %s %s %s %q does not authenticate as the SDK signed it", seed, hr.Method, hr.Host, hr.URL, hr.Header)
			return
		}
		a.signed.Add(1)
		for range each {
			other := respell.Request(g, hr)
			if got, ok := readAltered(other); ok {
				a.passed.Add(1)
				if got != want {
					a.t.Errorf("seed %d: one signature is good for\n%s %q %q %q\n%s\nand\n%q %q %q\n%s",
						seed, hr.Method, hr.Host, hr.URL, hr.Header, want, other.Host, other.URL, other.Header, got)
				}
			}
		}
	}
}

// TestAltered alters requests that the SDK signed in one place each: an altered one is
// refused, or the same is read of it. The requests are never text, since the text of
// HTTP/1 has no place for some of what HTTP/2 carries.
func TestAltered(t *testing.T) {
	a := &alteration{t: t}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	start := time.Now()
	for i := range workers {
		group.Go(func() { a.run(uint64(i)+1, *altered/workers) })
	}
	group.Wait()
	t.Logf("%d altered requests of %d signed ones, %d authenticate, %v", *altered, a.signed.Load(), a.passed.Load(), time.Since(start))
	if a.passed.Load() < int64(*altered/20) {
		t.Errorf("%d of %d altered requests authenticate, want one in twenty", a.passed.Load(), *altered)
	}
}
