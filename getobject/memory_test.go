package getobject_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/version"
)

// spent returns how many bytes one call of f allocates.
func spent(f func()) uint64 {
	const runs = 4
	var before, after runtime.MemStats
	f() // what is made once
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / runs
}

// parsers are the readers of what a client sends, and how many bytes each may allocate for
// a byte of it.
var parsers = []struct {
	name   string
	factor uint64
	parse  func(text string)
}{
	{"getobject.ParseQuery", 48, func(s string) { _, _ = getobject.ParseQuery(s) }},
	{"address.Hosts.Resolve", 12, func(s string) { address.Hosts{Domains: []string{"s3.local"}}.Parse(s, s) }},
	{"conditional, one line", 0, func(s string) { evaluate(s) }},
	{"conditional, lines", 24, func(s string) { evaluate(strings.Split(s, ",")...) }},
	{"rangespec.FromLines", 0, func(s string) { _, _ = rangespec.FromLines([]string{"bytes=" + s[:len(s)-6]}) }},
	{"rangespec.FromLines, lines", 24, func(s string) { _, _ = rangespec.FromLines(strings.Split(s, ",")) }},
	{"rangespec.ParsePart", 0, func(s string) { _, _ = rangespec.ParsePart(s) }},
	{"version.Parse", 0, func(s string) { _, _ = version.Parse(s) }},
	{"httpdate.Parse", 0, func(s string) { _, _ = httpdate.Parse(s, clock) }},
	{"sse.ParseCustomer", 4, func(s string) {
		_, _ = sse.ParseCustomer(http.Header{
			"X-Amz-Server-Side-Encryption-Customer-Algorithm": {s}, "X-Amz-Server-Side-Encryption-Customer-Key": {s},
			"X-Amz-Server-Side-Encryption-Customer-Key-Md5": {s}}, true)
	}},
	{"checksum.Requested", 0, func(s string) { _, _ = checksum.Requested([]string{s}) }},
	{"getobject.Error.AppendXML", 64, func(s string) {
		(&getobject.Error{Rule: rule.Denied, Message: s, Detail: []getobject.Element{{Name: "Key", Text: s}}}).AppendXML(nil, ids)
	}},
}

func evaluate(lines ...string) {
	h := http.Header{}
	for _, name := range []string{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"} {
		h[name] = lines
	}
	c := conditional.Parse(h)
	rep := conditional.Representation{ETag: `"e"`, LastModified: modified}
	conditional.Evaluate(c, rep, clock)
	c.RangeApplies(rep)
}

// adversarial are texts of n bytes that a parser may take much memory for.
func adversarial(n int) []string {
	var texts []string
	for _, unit := range []string{"&", "a&", "=&", "%41=%42&", "&&&&a", "%", "+", ",", ", ", `"`, `"a",`, "0-1,", "bytes=0-,", "9", "*", " ", "\t", "A", "=", "<", "\x00", "\xff", "€"} {
		texts = append(texts, strings.Repeat(unit, n/len(unit)+1)[:n])
	}
	return append(texts, "bytes="+strings.Repeat("0-,", n/3), strings.Repeat("A", n-1)+"=")
}

// TestParsersMemory checks that no parser allocates more than a multiple of what it reads.
func TestParsersMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("parses megabytes, again and again")
	}
	const slack = 8 << 10
	for _, p := range parsers {
		for _, n := range []int{1 << 10, 1 << 16, 1 << 20} {
			for _, text := range adversarial(n) {
				limit := p.factor*uint64(n) + slack
				if strings.Contains(p.name, "lines") || strings.HasPrefix(p.name, "rangespec.FromLines") {
					limit += uint64(17 * n) // strings.Split is the test's own, and so is a concatenation
				}
				if got := spent(func() { p.parse(text) }); got > limit {
					t.Errorf("%s allocates %d bytes for %d of %.12q, want %d at most", p.name, got, n, text, limit)
				}
			}
		}
	}
}

// TestRequestMemory checks that a request, and the answer to it, cost a bounded amount
// however long its parts are.
func TestRequestMemory(t *testing.T) {
	const size, limit, document = 1 << 20, 256 << 10, 128 << 10
	for _, text := range adversarial(size) {
		for name, hr := range map[string]*http.Request{
			"query":   {URL: &url.URL{Path: "/b/k", RawQuery: text}},
			"path":    {URL: &url.URL{Path: "/b/" + text}},
			"rawpath": {URL: &url.URL{Path: "/b/" + text, RawPath: "/b/" + text}},
			"host":    {URL: &url.URL{Path: "/b/k"}, Host: text},
			"header":  {URL: &url.URL{Path: "/b/k"}, Header: http.Header{"If-Match": {text}, "Range": {text, text}}},
			"owner":   {URL: &url.URL{Path: "/b/k"}, Header: http.Header{"X-Amz-Expected-Bucket-Owner": {text}}},
			"lines":   {URL: &url.URL{Path: "/b/k"}, Header: http.Header{"If-None-Match": strings.SplitAfter(text, ",")}},
			"short":   {URL: &url.URL{Path: "/b/k", RawQuery: text[:8000]}, Header: http.Header{"X-Amz-Expected-Bucket-Owner": {text[:8000]}}},
		} {
			w := newHarness(t)
			w.Done = nil
			hr.Method = http.MethodGet
			body := 0
			got := spent(func() {
				rec := httptest.NewRecorder()
				w.ServeHTTP(rec, hr)
				canonicalize(rec.Header())
				body = rec.Body.Len()
			})
			if got > limit+48*8192 || body > document {
				t.Errorf("%s of %.12q: %d bytes allocated and %d answered, want %d and %d at most", name, text, got, body, limit, document)
			}
		}
	}
}

// TestElementTextIsCut checks that a document repeats no more of a text than it says.
func TestElementTextIsCut(t *testing.T) {
	for n, want := range map[int]int{getobject.MaxElementText: getobject.MaxElementText, getobject.MaxElementText + 1: getobject.MaxElementText} {
		e := &getobject.Error{Rule: rule.Denied, Detail: []getobject.Element{{Name: "Key", Text: strings.Repeat("k", n)}}}
		if got := strings.Count(string(e.AppendXML(nil, ids)), "k"); got != want {
			t.Errorf("an element of %d bytes repeats %d, want %d", n, got, want)
		}
	}
}

// TestTargetLimit has targets at both sides of the limit, in each part and by each method.
func TestTargetLimit(t *testing.T) {
	long := strings.Repeat("x", getobject.MaxTargetBytes)
	for _, c := range []struct {
		u    url.URL
		want bool
	}{
		{url.URL{Path: "/b/k", RawQuery: long[:getobject.MaxTargetBytes-5]}, false},
		{url.URL{Path: "/b/k", RawQuery: long[:getobject.MaxTargetBytes-4]}, true},
		{url.URL{Path: "/" + long[2:]}, false},
		{url.URL{Path: "/" + long[1:]}, true},
		{url.URL{Path: "/b/" + strings.Repeat("é", 1364)}, false},
		{url.URL{Path: "/b/" + strings.Repeat("é", 1365)}, true}, // %C3%A9 each
	} {
		for _, method := range []string{"GET", "HEAD", "PUT", "BREW"} {
			_, err := getobject.Parse(&http.Request{Method: method, URL: &c.u}, getobject.ParseOptions{Secure: true})
			e, _ := err.(*getobject.Error)
			if refused := e != nil && e.Rule == rule.TargetTooLong; refused != c.want || refused && e.Status != 414 {
				t.Errorf("Parse of %s with a path of %d and a query of %d bytes = %v, want it refused: %v", method, len(c.u.Path), len(c.u.RawQuery), err, c.want)
			}
		}
	}
}
