package interop_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/encoding/httpbinding"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

// emptyHash is the SHA-256 of an empty payload.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// region is where the requests of these tests are signed for.
const region = "eu-central-1"

// now is when they are signed and received.
var now = time.Date(2026, 5, 24, 23, 59, 30, 0, time.UTC)

// known are the credentials that may sign. The second is there to be taken for the
// first.
var known = sigv4.Static{
	"AKIDLONG":  {SecretKey: sigv4.NewSecretKey("long-secret"), Identity: getobject.Identity{Account: "111122223333"}},
	"AKIDOTHER": {SecretKey: sigv4.NewSecretKey("other-secret"), Identity: getobject.Identity{Account: "111122223333"}},
	"ASIATEMP": {SecretKey: sigv4.NewSecretKey("temp-secret"), SessionToken: "IQoJb3JpZ2lu/+Vj==",
		Identity: getobject.Identity{Account: "111122223333"}},
}

// signers are the credentials of the SDK that known has.
var signers = []aws.Credentials{
	{AccessKeyID: "AKIDLONG", SecretAccessKey: "long-secret"},
	{AccessKeyID: "ASIATEMP", SecretAccessKey: "temp-secret", SessionToken: "IQoJb3JpZ2lu/+Vj=="},
}

var (
	keys = rapid.Custom(func(t *rapid.T) string {
		pieces := rapid.SampledFrom([]string{
			"a", "Z", "7", "-", ".", "..", "_", "~", "/", "//", " ", "+", "%", "%2F", "%zz", "&", "=", "?", "#", ";", ":", "@",
			"!", "$", "'", "(", ")", "*", ",", "[", "]", "{", "}", "|", "^", "`", "\"", "<", ">", "\\", "\t", "\x7f", "é", "日本", "🪣",
		})
		return strings.Join(rapid.SliceOfN(pieces, 1, 12).Draw(t, "pieces"), "")
	})

	// values are of a query, where any text can stand.
	values = rapid.OneOf(rapid.Just(""), keys, rapid.StringN(0, 20, 60))

	// lines are values of header fields, with blanks to be made one and lists to be
	// left alone. The SDK squeezes runs of blanks and no tabs.
	lines = rapid.StringMatching(`([!-~é]([ -~é]{0,20}[!-~é])?)?`)

	parameters = []string{"q", "Q", "q-1", "q.1", "q~", "qé", "x-id", "partnumber", "q q"}
	fields     = []string{"Range", "If-Match", "Cache-Control", "Content-Type", "X-Amz-Meta-Color", "X-Amz-Checksum-Mode",
		"X-Amz-Request-Payer", "X-Amz-Server-Side-Encryption-Customer-Algorithm"}
)

// unsigned draws a request as a client makes it before it signs.
func unsigned(t *rapid.T) *http.Request {
	path := "/" + keys.Draw(t, "key")
	host := "bucket.s3." + region + ".amazonaws.com"
	if rapid.Bool().Draw(t, "path-style") {
		path, host = "/bucket"+path, "127.0.0.1:9000"
	}
	query := url.Values{}
	for _, name := range rapid.SliceOfN(rapid.SampledFrom(parameters), 0, 5).Draw(t, "parameters") {
		query.Add(name, values.Draw(t, name))
	}
	header := http.Header{}
	for _, name := range rapid.SliceOfN(rapid.SampledFrom(fields), 0, 4).Draw(t, "fields") {
		header.Add(name, lines.Draw(t, name))
	}
	return &http.Request{
		Method: rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(t, "method"),
		URL: &url.URL{
			Scheme: "http", Host: host, RawQuery: query.Encode(),
			Path: path, RawPath: httpbinding.EscapePath(path, false),
		},
		Host:   host,
		Header: header,
	}
}

// signer signs as the SDK's client for S3 does.
func signer() *v4.Signer {
	return v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
}

// signHeader signs r in its Authorization header.
func signHeader(t *rapid.T, r *http.Request) *http.Request {
	hash := rapid.SampledFrom([]string{emptyHash, "UNSIGNED-PAYLOAD"}).Draw(t, "payload hash")
	r.Header.Set("X-Amz-Content-Sha256", hash)
	who := rapid.SampledFrom(signers).Draw(t, "credentials")
	if err := signer().SignHTTP(context.Background(), who, r, hash, "s3", region, now); err != nil {
		t.Fatal(err)
	}
	return r
}

// presign signs r in its query.
func presign(t *rapid.T, r *http.Request) *http.Request {
	q := r.URL.Query()
	q.Set("X-Amz-Expires", strconv.Itoa(rapid.IntRange(1, 604800).Draw(t, "expires")))
	r.URL.RawQuery = q.Encode()
	who := rapid.SampledFrom(signers).Draw(t, "credentials")
	target, header, err := signer().PresignHTTP(context.Background(), who, r, "UNSIGNED-PAYLOAD", "s3", region, now)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	header.Del("Host")
	return &http.Request{Method: r.Method, URL: u, Host: r.Host, Header: canonical(header)}
}

// canonical returns h under canonical names, as it goes over the wire.
func canonical(h http.Header) http.Header {
	out := http.Header{}
	for name, lines := range h {
		for _, line := range lines {
			out.Add(name, line)
		}
	}
	return out
}

// authenticate sends r over a wire and returns who signed it.
func authenticate(t *rapid.T, r *http.Request) (getobject.Identity, error) {
	var wire bytes.Buffer
	if err := r.Write(&wire); err != nil {
		t.Fatal(err)
	}
	received, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := getobject.Parse(received, getobject.ParseOptions{Now: now})
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	a := sigv4.Authenticator{Credentials: known}
	return a.Authenticate(context.Background(), parsed, &store.Bucket{Name: "bucket", Region: region})
}

// reorder puts the parameters of r into another order, which signatures do not cover.
func reorder(t *rapid.T, r *http.Request) {
	items := strings.Split(r.URL.RawQuery, "&")
	r.URL.RawQuery = strings.Join(rapid.Permutation(items).Draw(t, "order"), "&")
}

// TestSigned checks that whatever the SDK signs is accepted, in either form and with its
// parameters in any order.
func TestSigned(t *testing.T) {
	for name, sign := range signatures {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			r := sign(t, unsigned(t))
			reorder(t, r)
			id, err := authenticate(t, r)
			if err != nil || id.Account != "111122223333" {
				t.Errorf("%s %s, header %q: %+v, %v", r.Method, r.URL, r.Header, id, err)
			}
		}))
	}
}

// signatures are the two forms of a signature.
var signatures = map[string]func(*rapid.T, *http.Request) *http.Request{
	"header":  signHeader,
	"presign": presign,
}

// A change is made to a request after it was signed. It reports whether it changed what
// the signature covers.
type change func(t *rapid.T, r *http.Request) bool

// changes are those to either form. Each must make the request refused.
var changes = map[string]change{
	"method": func(_ *rapid.T, r *http.Request) bool {
		r.Method = map[string]string{"GET": "HEAD", "HEAD": "GET"}[r.Method]
		return true
	},
	"longer key": func(_ *rapid.T, r *http.Request) bool { return setPath(r, r.URL.Path+"/") },
	"other key": func(t *rapid.T, r *http.Request) bool {
		root := "/"
		if strings.HasPrefix(r.URL.Path, "/bucket/") {
			root = "/bucket/"
		}
		return setPath(r, root+keys.Draw(t, "other key"))
	},
	"shorter key": func(t *rapid.T, r *http.Request) bool {
		runes := []rune(r.URL.Path)
		path := string(runes[:len(runes)-1])
		if strings.Count(path, "/") == 0 || path == "/" || path == "/bucket/" || path == "/bucket" {
			return false
		}
		return setPath(r, path)
	},
	"host": func(_ *rapid.T, r *http.Request) bool { r.Host = "x" + r.Host; return true },
	"new parameter": func(t *rapid.T, r *http.Request) bool {
		r.URL.RawQuery += "&new=" + url.QueryEscape(values.Draw(t, "value"))
		return true
	},
	"parameter":           changeQuery(func(_ string) string { return "" }),
	"value of parameter":  changeQuery(func(item string) string { return item + "x" }),
	"repeated parameter":  changeQuery(func(item string) string { return item + "&" + item }),
	"new x-amz- header":   func(_ *rapid.T, r *http.Request) bool { r.Header.Set("X-Amz-New", "1"); return true },
	"content-md5":         func(_ *rapid.T, r *http.Request) bool { r.Header.Set("Content-Md5", "1"); return true },
	"line":                changeLine(func(lines []string) []string { return append(lines[:len(lines):len(lines)], "x") }),
	"value of header":     changeLine(func(lines []string) []string { return []string{strings.Join(lines, ",") + "x"} }),
	"header":              changeLine(func([]string) []string { return nil }),
	"digit of signature":  replaceSigned("Signature=", flipDigit),
	"access key":          replaceSigned("Credential=", func(_ *rapid.T, rest string) string { return "AKIDOTHER" + rest[strings.IndexAny(rest, "/%"):] }),
	"day of scope":        replaceSigned("20260524", func(_ *rapid.T, rest string) string { return rest }, "20260525"),
	"region of scope":     replaceSigned(region, func(_ *rapid.T, rest string) string { return rest }, "eu-central-2"),
	"no host in signed":   replaceSigned("host", func(_ *rapid.T, rest string) string { return rest }, "date"),
	"another signed name": replaceSigned("SignedHeaders=", func(_ *rapid.T, rest string) string { return "accept;" + rest }),
}

// setPath changes the path, and reports whether it is another.
func setPath(r *http.Request, path string) bool {
	if path == r.URL.Path {
		return false
	}
	r.URL.Path, r.URL.RawPath = path, httpbinding.EscapePath(path, false)
	return true
}

// changeQuery changes one item of the query, but those of the signature itself.
func changeQuery(f func(item string) string) change {
	return func(t *rapid.T, r *http.Request) bool {
		items := strings.Split(r.URL.RawQuery, "&")
		i := rapid.IntRange(0, len(items)-1).Draw(t, "item")
		if items[i] == "" || strings.HasPrefix(items[i], "X-Amz-") {
			return false
		}
		items[i] = f(items[i])
		r.URL.RawQuery = strings.Join(items, "&")
		return true
	}
}

// changeLine changes the lines of a signed header.
func changeLine(f func(lines []string) []string) change {
	return func(t *rapid.T, r *http.Request) bool {
		var names []string
		for _, name := range append(fields, "X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token") {
			if strings.Join(r.Header[name], "") != "" {
				names = append(names, name)
			}
		}
		if names == nil {
			return false
		}
		name := rapid.SampledFrom(names).Draw(t, "header")
		r.Header[name] = f(r.Header[name])
		return true
	}
}

// replaceSigned changes what follows a mark in the Authorization header, or in the query
// of a presigned URL; by replaces the mark itself.
func replaceSigned(mark string, f func(t *rapid.T, rest string) string, by ...string) change {
	to := strings.Join(append(by, mark)[:1], "")
	return func(t *rapid.T, r *http.Request) bool {
		text := &r.URL.RawQuery
		if lines := r.Header["Authorization"]; lines != nil {
			text = &lines[0]
		}
		before, rest, found := strings.Cut(*text, mark)
		if found {
			*text = before + to + f(t, rest)
		}
		return found
	}
}

// flipDigit changes one of the 64 digits of a signature.
func flipDigit(t *rapid.T, rest string) string {
	i := rapid.IntRange(0, 63).Draw(t, "digit")
	digits := []byte(rest)
	digits[i] = map[bool]byte{true: '1', false: '0'}[digits[i] == '0']
	return string(digits)
}

// TestSignedChange checks that a signature covers all that it should: each change to a
// signed request makes it refused.
func TestSignedChange(t *testing.T) {
	for form, sign := range signatures {
		for name, change := range changes {
			t.Run(form+"/"+name, rapid.MakeCheck(func(t *rapid.T) {
				r := sign(t, unsigned(t))
				if !change(t, r) {
					t.Skip("nothing to change")
				}
				id, err := authenticate(t, r)
				if refusal := (*getobject.Error)(nil); !errors.As(err, &refusal) || refusal.Status >= 500 {
					t.Errorf("%s %s, header %q: %+v, %v, want a refusal", r.Method, r.URL, r.Header, id, err)
				}
			}))
		}
	}
}
