package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/s3get/s3get/getobject/vectors"
)

// askJSON runs the command and reads its JSON.
func askJSON(t *testing.T, stdin string, args ...string) (r report) {
	t.Helper()
	var out strings.Builder
	if err := run(append(args, "-json"), strings.NewReader(stdin), &out); err != nil {
		t.Fatalf("run(%q) = %v", args, err)
	}
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil {
		t.Fatalf("run(%q) wrote no JSON: %v", args, err)
	}
	return r
}

func TestJSON(t *testing.T) {
	r := askJSON(t, "", "GET", "/demo/hello.txt?partNumber=2", "-as", "owner")
	if r.Status != 416 || r.Rule != "part/beyond" || r.Code != "InvalidPartNumber" || r.Kind != "observed" || r.NotRead || r.Body != nil {
		t.Errorf("part 2 of 1 = %d %s %s %s, want 416 InvalidPartNumber by part/beyond", r.Status, r.Code, r.Rule, r.Kind)
	}
	if !slices.Contains(r.Error, element{"ActualPartCount", "1"}) {
		t.Errorf("elements = %v, want ActualPartCount", r.Error)
	}
	if want := (step{"decide", "window", "refused", "part/beyond"}); !slices.Contains(r.Steps, want) {
		t.Errorf("steps = %v, want %v", r.Steps, want)
	}
}

// TestJSONHeader checks that each header field names its rule.
func TestJSONHeader(t *testing.T) {
	r := askJSON(t, "", "-as", "owner", "GET", "/demo/described.html?response-content-language=fr", "-H", "Range: bytes=3-6", "-H", "X-Amz-Checksum-Mode: enabled")
	if r.Body == nil || *r.Body != (body{3, 4}) || r.Status != 206 {
		t.Errorf("body = %v, status = %d, want 4 bytes from 3, 206", r.Body, r.Status)
	}
	for _, want := range []field{
		{"Content-Language", "fr", "header/override"}, {"Cache-Control", "max-age=60", "header/stored"},
		{"Content-Range", "bytes 3-6/17", "header/content-range"}, {"x-amz-meta-author", "nobody", "header/metadata"},
	} {
		if !slices.Contains(r.Header, want) {
			t.Errorf("header = %v, want %v", r.Header, want)
		}
	}
}

// TestTargets reads the ways to write a target.
func TestTargets(t *testing.T) {
	for target, want := range map[string]struct {
		bucket, key string
		tls         bool
	}{
		"/demo/hello.txt":                                {"demo", "hello.txt", false},
		"http://localhost:9000/demo/a%20b":               {"demo", "a b", false},
		"https://demo.s3.amazonaws.com/hello.txt?x=/":    {"demo", "hello.txt", true},
		"demo.s3.us-east-1.amazonaws.com/folder//x":      {"demo", "folder//x", false},
		"demo.s3.amazonaws.com?list-type=2":              {"demo", "", false},
		"https://demo.s3.amazonaws.com":                  {"demo", "", true},
		"/demo/http://x":                                 {"demo", "http://x", false},
		"s3.amazonaws.com/demo/redirect?to=http://other": {"demo", "redirect", false},
	} {
		q := askJSON(t, "", "GET", target, "-as", "owner").Request
		if q.Bucket != want.bucket || q.Key != want.key || q.TLS != want.tls {
			t.Errorf("GET %s = %q, %q, TLS %t, want %v", target, q.Bucket, q.Key, q.TLS, want)
		}
	}
}

// TestFixtures asks over a file of vectors.
func TestFixtures(t *testing.T) {
	const file = "../../getobject/vectors/access.json"
	r := askJSON(t, "", "-fixture", file, "-as", "owner", "GET", "/nowhere/k", "-tls")
	if r.Rule != "access/no-bucket" || !r.Request.TLS {
		t.Errorf("no bucket = %v over TLS %t, want access/no-bucket", r.Rule, r.Request.TLS)
	}
	if r := askJSON(t, "GET /nowhere/k HTTP/1.1\r\n\r\n", "-fixture", "../../internal/demo/demo.json"); r.Status != 404 {
		t.Errorf("no bucket = %d, want 404", r.Status)
	}
}

// TestSignatures checks that a signature that is there is verified.
func TestSignatures(t *testing.T) {
	r := askJSON(t, "", "GET", "/demo/hello.txt", "-H", "Authorization: Basic x")
	if r.Rule != "signature/header-type" {
		t.Errorf("Basic = %s, want %v", r.Rule, "signature/header-type")
	}
	for who, args := range map[string][]string{
		"anonymously":       {"GET", "/demo/hello.txt"},
		"as reader":         {"GET", "/demo/hello.txt", "-as", "reader"},
		"by whoever signed": {"GET", "/demo/hello.txt?X-Amz-Algorithm=x"},
	} {
		var out strings.Builder
		if err := run(args, nil, &out); err != nil || !strings.Contains(out.String(), "("+who+", over") {
			t.Errorf("run(%q) = %v, %.200s, want %s", args, err, &out, who)
		}
	}
}

// TestVectors explains one vector of each sort.
func TestVectors(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for name, is := range map[string]func(vectors.Vector) bool{
		"unsigned":  func(v vectors.Vector) bool { return !v.Request.Signed() },
		"signed":    func(v vectors.Vector) bool { return v.Request.Signed() && v.Expect.Status == 304 },
		"presigned": func(v vectors.Vector) bool { return v.Request.Presigned && v.Rule == "signature/presigned-expired" },
		"over TLS":  func(v vectors.Vector) bool { return v.Request.TLS && v.Expect.Status == 403 },
	} {
		v := first(t, files, is)
		r := askJSON(t, "", "-vector", v.ID)
		if r.Vector != v.ID || r.Why != v.Why || r.Rule != v.Rule || r.Status != v.Expect.Status || r.Request.TLS != v.Request.TLS {
			t.Errorf("%s: -vector %s = %d by %s, want %d by %s", name, v.ID, r.Status, r.Rule, v.Expect.Status, v.Rule)
		}
	}
}

// first returns the first vector of a sort.
func first(t *testing.T, files []vectors.File, is func(vectors.Vector) bool) vectors.Vector {
	t.Helper()
	for _, f := range files {
		if i := slices.IndexFunc(f.Vectors, is); i >= 0 {
			return f.Vectors[i]
		}
	}
	t.Fatal("no vector of that sort")
	return vectors.Vector{}
}

// TestHandlers asks websites, sessions and functions, each by its host.
func TestHandlers(t *testing.T) {
	const (
		site    = "http://site.s3-website-us-east-1.amazonaws.com"
		session = "https://fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/?session"
		lambda  = "-111122223333.s3-object-lambda.us-east-1.amazonaws.com/today.txt"
	)
	for _, c := range []struct {
		target string
		last   step // that decided or refused
		status int
		field  string
		body   bool // of an object
	}{
		{site + "/", step{"website", "answer", "decided", "window/whole"}, 200, "ETag", true},
		{site + "/new", step{"website", "folder", "decided", "website/slash"}, 302, "Location", false},
		{site + "/old/x", step{"website", "routing rules", "decided", "website/route"}, 301, "Location", false},
		{site + "/nothing", step{"website", "answer", "decided", "website/error-document"}, 404, "x-amz-error-code", true},
		{"http://demo.s3-website-us-east-1.amazonaws.com/", step{"website", "configuration", "refused", "website/no-configuration"}, 404, "Content-Type", false},
		{session, step{}, 200, "x-amz-server-side-encryption", false},
		{"https://loud" + lambda, step{"object lambda", "answer", "decided", ""}, 200, "", false},
		{"https://broken" + lambda, step{"object lambda", "function", "refused", "lambda/runtime-error"}, 500, "Content-Type", false},
	} {
		r := askJSON(t, "", "-as", "owner", "GET", c.target)
		if c.last != (step{}) && !slices.Contains(r.Steps, c.last) || r.Rule != c.last.Rule || r.Status != c.status || (r.Body != nil) != c.body {
			t.Errorf("%s = %d by %q, body %v, in %v; want %d by %v", c.target, r.Status, r.Rule, r.Body, r.Steps, c.status, c.last)
		}
		if c.field != "" && !slices.ContainsFunc(r.Header, func(f field) bool { return f.Name == c.field }) {
			t.Errorf("%s: header %v, want %s", c.target, r.Header, c.field)
		}
		if r.Request.Bucket == "" && !strings.Contains(c.target, "lambda") {
			t.Errorf("%s: no bucket", c.target)
		}
	}
}

func TestOptionErrors(t *testing.T) {
	for _, c := range []struct {
		stdin string
		args  []string
		want  string
	}{
		{"", nil, "a method and a target"},
		{"", []string{"GET"}, "a method and a target"},
		{"", []string{"GET", "/a", "/b"}, "a method and a target"},
		{"", []string{"-vector", "x", "GET", "/a"}, "a method and a target"},
		{"", []string{"-H", "a: b"}, "a method and a target"},
		{"GET", nil, "no HTTP request"},
		{"", []string{"GET", "/a b"}, "no HTTP request"},
		{"", []string{"GET", "/a", "-H", "a"}, "a name, a colon and a value"},
		{"", []string{"GET", "/a", "-H", "a: b\r\nc: d"}, "a name, a colon and a value"},
		{"", []string{"GET", "/a", "-time", "now"}, "cannot parse"},
		{"", []string{"GET", "/a", "-as", "x"}, `no principal "x"; there are owner, reader, nobody`},
		{"", []string{"GET", "/a", "-fixture", "nowhere.json"}, "nowhere.json"},
		{"", []string{"GET", "/a", "-fixture", "main.go"}, "main.go: fixture"},
		{"", []string{"-vector", "x/y"}, `no vector "x/y"`},
	} {
		err := run(c.args, strings.NewReader(c.stdin), io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("run(%q) = %v, want %q", c.args, err, c.want)
		}
	}
	broken := errors.New("broken")
	if err := run(nil, iotest.ErrReader(broken), io.Discard); err != broken {
		t.Errorf("run of a broken request = %v, want %v", err, broken)
	}
	if err := run([]string{"-help"}, nil, io.Discard); err != flag.ErrHelp {
		t.Errorf("run(-help) = %v, want %v", err, flag.ErrHelp)
	}
}

// answers lists the commands of the page that says why an answer is what it is.
const answers = "../../docs/ANSWERS.md"

var (
	ruleHeading = regexp.MustCompile(`^### ([a-z0-9-]+/[a-z0-9-]+)$`)
	commandLine = regexp.MustCompile("^go run ./examples/explain (.*)$")
	vectorCell  = regexp.MustCompile("\\[`(signature/[a-z0-9-]+)`\\].*`-vector ([^`]+)`")
	shellWord   = regexp.MustCompile(`'[^']*'|[^ ']+`)
)

// TestAnswers runs each command of that page, whose rule is the heading above it.
func TestAnswers(t *testing.T) {
	page, err := os.ReadFile(answers)
	if err != nil {
		t.Fatal(err)
	}
	rule, ran := "", 0
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSuffix(line, "\n")
		if m := ruleHeading.FindStringSubmatch(line); m != nil {
			rule = m[1]
		}
		if m := commandLine.FindStringSubmatch(line); m != nil {
			ran++
			checkCommand(t, rule, m[1])
		}
	}
	if ran < 50 {
		t.Errorf("the page has %d commands: these cannot be all", ran)
	}
}

// checkCommand runs a command as a shell would.
func checkCommand(t *testing.T, rule, line string) {
	t.Helper()
	args := shellWord.FindAllString(line, -1)
	for i := range args {
		args[i] = strings.Trim(args[i], "'")
	}
	if r := askJSON(t, "", args...); r.Rule != rule {
		t.Errorf("explain %s is decided by %s, want %s", line, r.Rule, rule)
	}
}

// TestAnswersVectors checks that the vectors that the page names have the rules beside
// which they stand.
func TestAnswersVectors(t *testing.T) {
	page, err := os.ReadFile(answers)
	if err != nil {
		t.Fatal(err)
	}
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	found := vectorCell.FindAllStringSubmatch(string(page), -1)
	if len(found) < 30 {
		t.Errorf("the page names %d vectors of signatures: these cannot be all", len(found))
	}
	for _, m := range found {
		v := first(t, files, func(v vectors.Vector) bool { return v.ID == m[2] })
		if v.Rule != m[1] {
			t.Errorf("vector %s is decided by %s, want %s", v.ID, v.Rule, m[1])
		}
	}
}
