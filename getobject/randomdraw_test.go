package getobject_test

import (
	"crypto/tls"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject/address"
)

// A randomRequest is a random request before it is signed, so that it can be sent by several
// methods.
type randomRequest struct {
	method, host, path string // path as it is on the wire
	query              []line // in plain text
	raw                string // what stands behind the query, as it is on the wire
	header             []line
	signing            *signing // nil for a request that is not signed
	insecure           bool

	url *url.URL
}

// pick draws one of several values, and chance one time in n.
func pick[T any](g *rand.Rand, from []T) T { return from[g.IntN(len(from))] }

func chance(g *rand.Rand, n int) bool { return g.IntN(n) == 0 }

// What drafts are made of. Hostile values are sent in any field and any parameter.
var (
	methods = append(slices.Repeat([]string{"GET", "HEAD"}, 30), "OPTIONS", "OPTIONS", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get")
	hosts   = []string{
		"example.com", "127.0.0.1:9000", "[::1]:80", "s3.amazonaws.com", "S3.AMAZONAWS.COM.:443", "v.s3.amazonaws.com",
		"b.s3.us-east-1.amazonaws.com", "far.s3.us-east-1.amazonaws.com", "far.s3.eu-west-1.amazonaws.com", "b.s3-eu-west-1.amazonaws.com",
		"d.s3express-use1-az4.us-east-1.amazonaws.com", "b.s3express-use1-az4.us-east-1.amazonaws.com", "b.s3.dualstack.us-east-1.amazonaws.com",
		"point-" + owner + ".s3-accesspoint.us-east-1.amazonaws.com", "point-1.s3-accesspoint.us-east-1.amazonaws.com",
		"f-" + owner + ".s3-object-lambda.us-east-1.amazonaws.com", "point-" + owner + ".op-1.s3-outposts.us-east-1.amazonaws.com", "v-ext-s3alias.s3.us-east-1.amazonaws.com",
		alias + ".s3.amazonaws.com", ".s3.amazonaws.com", "a.b.amazonaws.com", "-.s3-.amazonaws.com", "*", "%62.s3.amazonaws.com",
	}
	hostile = []string{
		"", " ", "\t", "\xff\xfe", "\xc3\xbc", "\u202e", `"`, `'"><&]]>`, "=?UTF-8?Q?=0D=0A?=", "%0d%0a", "%", "*", "-1", "0",
		"9999999999999999999999", "a, ,\t,b", strings.Repeat(",", 300), strings.Repeat(`"`, 301), "\x00", "\x01\x1b", "a\r\nX-Evil: 1", "\x7f", "\x85", "ENABLED",
	}
	fields = []struct {
		name   string
		values []string
	}{
		{"If-Match", tags}, {"If-None-Match", tags}, {"If-Range", slices.Concat(tags, dates)},
		{"If-Modified-Since", dates}, {"If-Unmodified-Since", dates}, {"Range", ranges}, {"Range", ranges},
		{checksumMode, []string{"ENABLED", "enabled", "DISABLED"}},
		{"X-Amz-Expected-Bucket-Owner", []string{owner, owner, owner, owner, owner, stranger, "12345"}},
		{"X-Amz-Request-Payer", []string{"requester", "requester", "Requester"}},
		{"Origin", []string{"https://page.example", "https://page.example", "null"}},
		{"Access-Control-Request-Method", []string{"GET", "PUT", "HEAD"}}, {"Access-Control-Request-Headers", []string{"range"}},
		{"X-Amz-Meta-X", []string{"1"}}, {"Accept-Encoding", []string{"gzip"}},
	}
	claims = []line{
		{"Authorization", "AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host, Signature=0"}, {"Authorization", "AWS AKIDOWNER:eA=="},
		{"Authorization", ""}, {"Authorization", "AWS4-HMAC-SHA256"}, {"Authorization", "Basic eDp5"}, {"X-Amz-Date", "20240507T070809Z"}, {"X-Amz-Security-Token", token},
		{"Date", "Tue, 07 May 2024 07:08:09 GMT"}, {"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
		{"X-Amz-Server-Side-Encryption", "AES256"}, {"X-Amz-Server-Side-Encryption", "aws:kms"},
	}
	params = []struct {
		name   string
		values []string
	}{
		{"versionId", versions}, {"x-id", []string{"GetObject", "HeadObject"}}, {"partNumber", []string{"1", "1", "2", "3", "10000", "0001", "0", "10001", "x", "+1"}},
		{"response-content-type", []string{"text/html", "\u00fc", "\u20ac"}}, {"response-cache-control", []string{"no-store"}},
		{"response-expires", []string{"never", "\xff"}}, {"response-content-disposition", []string{"attachment; filename=\"\u00fc\""}},
		{"response-content-encoding", []string{"br"}}, {"response-content-language", []string{"de\u00a0"}},
	}
	rawQueries = []string{
		"&", "=", "acl", "tagging=", "uploads", "uploadId=1", "torrent", "select&select-type=2", "restore", "encryption", "acl&tagging",
		"versionId", "versionId=%", "%zz", "a=%4", "a=+%2B", "%ff=%00", "\xff=\xfe", "a;b", "website", "?", "Signature=1",
		"response-x=1", "website=", "website=1", "annotationName=n", "X-Amz-Algorithm",
		"X-Amz-Algorithm=AWS4-HMAC-SHA256", "#", "a=b&a=c&a", strings.Repeat("a&", 4100), strings.Repeat("&", 4000),
	}
)

// newRandomRequest draws a request.
func newRandomRequest(g *rand.Rand) *randomRequest {
	d := &randomRequest{method: pick(g, methods), host: hosts[0], insecure: chance(g, 16)}
	bucket := "b"
	if chance(g, 2) {
		bucket = pick(g, stocked)
	}
	if chance(g, 3) {
		d.host = pick(g, hosts)
	}
	if chance(g, 20) {
		bucket = pick(g, []string{"nowhere", "", "B", "b%2Fk", alias, "\xff", "%ff", "..", "%00"})
	}
	d.path = "/" + bucket + "/" + anyKey(g)
	if name, _, dots := strings.Cut(d.host, "."); dots && (slices.Contains(stocked, name) || strings.HasPrefix(name, "point")) && !chance(g, 8) {
		d.path = "/" + anyKey(g)
	}
	d.drawQuery(g)
	d.drawHeader(g)
	return d
}

// specialKeys are the keys of objects in a state.
var specialKeys = slices.Concat(special, special, keysOf(changes), []string{"k", "k", "k", "k", "k", "k", "gone", "nothing"})

func keysOf[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// anyKey draws a key as it stands on the wire, mostly that of an object.
func anyKey(g *rand.Rand) string {
	if chance(g, 16) {
		return pick(g, []string{
			"", "/", "//k", "k/", "./k", "../b/k", "k\xff", "%ff", "%00", "%01%1F", "%2F", "%2f..%2F", "%", "%zz", "%4", "a+b", "a%20b", "\xe2\x82\xac", "%E2%82",
			"*", ":", "@", "k;x", "k'(!)", strings.Repeat("k", 1025), strings.Repeat("%C3%BC", 513),
		})
	}
	key := percent(pick(g, specialKeys), "/")
	if chance(g, 8) && key[0] != '%' {
		key = "%" + strconv.FormatInt(int64(key[0]), 16) + key[1:]
	}
	return key
}

func (d *randomRequest) drawQuery(g *rand.Rand) {
	for chance(g, 3) {
		p := pick(g, params)
		value := pick(g, p.values)
		if chance(g, 20) {
			value = pick(g, hostile)
		}
		d.query = append(d.query, line{p.name, value})
	}
	if chance(g, 25) {
		d.raw = pick(g, rawQueries)
	}
}

func (d *randomRequest) drawHeader(g *rand.Rand) {
	for chance(g, 2) {
		f := pick(g, fields)
		value := pick(g, f.values)
		if chance(g, 12) {
			value = pick(g, hostile)
		}
		d.header = append(d.header, line{f.name, value})
	}
	if chance(g, 12) || strings.HasSuffix(d.path, "ssec") && !chance(g, 3) {
		d.drawKey(g)
	}
	if chance(g, 2000) {
		d.header = append(d.header, line{"X-Filler", strings.Repeat("x", 8000+g.IntN(400))})
	}
	if chance(g, 25) {
		d.header = append(d.header, pick(g, claims))
	}
}

// drawKey adds a customer's key, of which something may be wrong or missing.
func (d *randomRequest) drawKey(g *rand.Rand) {
	key := ssec(theKey)
	if chance(g, 6) {
		key = ssec(otherKey)
	}
	for i := 0; i < len(key); i += 2 {
		value := key[i+1]
		if chance(g, 12) {
			value = pick(g, append([]string{"", "aes256", "AES128", "eA==", "e"}, hostile...))
		}
		if !chance(g, 12) {
			d.header = append(d.header, line{key[i], value})
		}
	}
}

// complete parses the path and may sign, and reports whether a server can receive it.
func (d *randomRequest) complete(g *rand.Rand) bool {
	u, err := url.ParseRequestURI(d.path)
	if err != nil {
		return false
	}
	d.url = u
	if strings.HasSuffix(u.Path, "huge") && d.method == http.MethodGet {
		d.readLittle(g)
	}
	if chance(g, 2) {
		d.dropOverrides(g)
		return true
	}
	region := "us-east-1"
	if (address.Hosts{}).Parse(d.host, u.Path).Bucket == "far" {
		region = "eu-west-1"
	}
	if d.signing = newSigning(g, region); chance(g, 3) {
		d.signing.spoil(g)
	}
	return true
}

// dropOverrides leaves few of the parameters that unsigned requests are refused for.
func (d *randomRequest) dropOverrides(g *rand.Rand) {
	d.query = slices.DeleteFunc(d.query, func(l line) bool { return strings.HasPrefix(l.name, "response-") && !chance(g, 5) })
}

// readLittle keeps a GET of terabytes from being answered with them.
func (d *randomRequest) readLittle(g *rand.Rand) {
	d.header = slices.DeleteFunc(d.header, func(l line) bool { return l.name == "Range" || l.name == "If-Range" })
	d.header = append(d.header, line{"Range", pick(g, []string{
		"bytes=0-0", "bytes=-1", "bytes=5497558138879-", "bytes=5497558138880-", "bytes=1099511627776-1099511727776", "bytes=-0",
	})})
}

// request returns the request as a server gets it, by a method.
func (d *randomRequest) request(method string) *http.Request {
	u := *d.url
	query, header := d.query, d.header
	if d.signing != nil {
		query, header = d.signing.sign(method, d.host, u.Path, query, header)
	}
	u.RawQuery = escaped(query)
	if d.raw != "" && u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += d.raw
	r := &http.Request{Method: method, URL: &u, Host: d.host, Header: headerOf(header), Body: http.NoBody, ProtoMajor: 1, ProtoMinor: 1}
	if !d.insecure {
		r.TLS = &tls.ConnectionState{}
	}
	return r
}

func escaped(query []line) string {
	out := make([]line, len(query))
	for i, l := range query {
		out[i] = line{percent(l.name, ""), percent(l.value, "")}
	}
	return join(out)
}

// proved reports whether the signature has nothing wrong, so that no rule of signatures
// may refuse it.
func (d *randomRequest) proved() bool {
	plain := func(l line) bool { return l.name != "Authorization" && !strings.HasPrefix(l.name, "X-Amz-Date") }
	return d.signing != nil && !d.signing.broken && d.raw == "" &&
		!slices.ContainsFunc(d.header, func(l line) bool { return !plain(l) || slices.Contains(claims, l) })
}
