package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// exported returns the value that a page gives a variable.
func exported(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^export ` + name + `=(\S+)$`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("page = %q, which has no %s", page, name)
	}
	return m[1]
}

// A curl sends requests to a program that are signed with a pair.
type curl struct {
	t    *testing.T
	path string
	pair keyPair
}

func newCurl(t *testing.T, page string) *curl {
	t.Helper()
	path, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not there")
	}
	return &curl{t, path, keyPair{exported(t, page, "AWS_ACCESS_KEY_ID"), exported(t, page, "AWS_SECRET_ACCESS_KEY")}}
}

// send sends a request, whose answer has to match want.
func (c *curl) send(want string, args ...string) {
	c.t.Helper()
	all := append([]string{"-s", "-S", "--aws-sigv4", "aws:amz:us-east-1:s3",
		"-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "--user", c.pair.accessKey + ":" + c.pair.secretKey}, args...)
	out, err := exec.Command(c.path, all...).CombinedOutput()
	if err != nil || !regexp.MustCompile(want).Match(out) {
		c.t.Errorf("curl %q = %q, %v, want %s", args, out, err, want)
	}
}

// TestStore: what is written to a store is there when it is served again, for who has its key and
// for whom its policies allow.
func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "store")
	flags := []string{"-addr", "127.0.0.1:0", "-store", dir}
	p := launch(t, flags...)
	c := newCurl(t, p.page)
	if !regexp.MustCompile(`^AKIA[A-Z2-7]{16}$`).MatchString(c.pair.accessKey) || len(c.pair.secretKey) != 40 || c.pair.accessKey == fakeAccessKey {
		t.Errorf("the pair is %s and %q, want one in AWS's form", c.pair.accessKey, c.pair.secretKey)
	}
	if info, err := os.Stat(filepath.Join(dir, keyFile)); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the key file: %v, %v, want mode 0600", info, err)
	}
	url := "http://" + p.http + "/books"
	c.send(`^$`, "-X", "PUT", url)
	c.send(`^$`, "-X", "PUT", "--data-binary", "once upon a time", url+"/tale.txt")
	c.send(`^$`, "-X", "PUT", "--data-binary", strings.Repeat("long ", 20000), url+"/long.txt")
	page := p.page
	p.stop()

	p = launch(t, flags...)
	if got := exported(t, p.page, "AWS_SECRET_ACCESS_KEY"); got != c.pair.secretKey {
		t.Errorf("served again, the pair is another: %s and %s", page, p.page)
	}
	url = "http://" + p.http + "/books"
	c.send(`<Key>long.txt</Key>.*<Key>tale.txt</Key>`, url+"?list-type=2")
	c.send(`^once upon a time$`, url+"/tale.txt")
	c.send(`^long long $`, "-H", "Range: bytes=50000-50009", url+"/long.txt")
	wrong := *c
	wrong.pair.secretKey = newPair().secretKey
	wrong.send(`<Code>SignatureDoesNotMatch</Code>`, url+"/tale.txt")
	wrong.pair = newPair()
	wrong.send(`<Code>InvalidAccessKeyId</Code>`, url+"/tale.txt")

	client := p.client("")
	for _, path := range []string{"", "/tale.txt", "/absent.txt"} {
		if resp, body := p.get(client, url+path); resp.StatusCode != http.StatusForbidden || !strings.Contains(body, "<Code>AccessDenied<") {
			t.Errorf("an unsigned GET of %q = %d %s, want 403", path, resp.StatusCode, body)
		}
	}
	c.send(`^$`, "-X", "PUT", "--data-binary", "<PublicAccessBlockConfiguration/>", url+"?publicAccessBlock=")
	c.send(`^$`, "-X", "PUT", "--data-binary", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*",
		"Action": "s3:GetObject", "Resource": "arn:aws:s3:::books/tale*"}}`, url+"?policy=")
	if resp, body := p.get(client, url+"/tale.txt"); resp.StatusCode != http.StatusOK || body != "once upon a time" {
		t.Errorf("an unsigned GET that a policy allows = %d %s, want 200", resp.StatusCode, body)
	}
	if resp, _ := p.get(client, url+"/long.txt"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("an unsigned GET that no policy allows = %d, want 403", resp.StatusCode)
	}
}

// TestStoreWebsite: a bucket of a store is a website.
func TestStoreWebsite(t *testing.T) {
	p := launch(t, "-addr", "127.0.0.1:0", "-store", t.TempDir())
	c := newCurl(t, p.page)
	url := "http://" + p.http + "/site"
	c.send(`^$`, "-X", "PUT", url)
	c.send(`^$`, "-X", "PUT", "--data-binary", "welcome", url+"/index.html")
	c.send(`^$`, "-X", "PUT", "--data-binary", "<PublicAccessBlockConfiguration/>", url+"?publicAccessBlock=")
	c.send(`^$`, "-X", "PUT", "--data-binary", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*",
		"Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}}`, url+"?policy=")
	c.send(`^$`, "-X", "PUT", "--data-binary", "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>", url+"?website=")
	resp, body := p.get(p.client(""), "http://site.s3-website-us-east-1.amazonaws.com/")
	if resp.StatusCode != http.StatusOK || body != "welcome" {
		t.Errorf("the website = %d %s, want 200 and the index document", resp.StatusCode, body)
	}
}

// TestForeignFolder: a folder of something else ends the program, and stays as it is.
func TestForeignFolder(t *testing.T) {
	foreign := filepath.Dir(write(t, "notes.txt", "not to be lost\n"))
	bare := filepath.Dir(write(t, "format", "s3get blobstore\n"))
	inner := t.TempDir()
	if err := os.Mkdir(filepath.Join(inner, objectsDir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inner, objectsDir, "photo.jpg"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ dir, want string }{
		{foreign, `it has "notes.txt", and no serve.key`},
		{bare, "it has the files of a store itself"},
		{inner, `the files are not those of a store`},
		{write(t, "file", ""), "not a directory"},
		{filepath.Dir(write(t, keyFile, "AKIA")), "line 1 is not an access key, a space and its secret"},
		{filepath.Dir(write(t, keyFile, "# none\n\n")), "it has no access key"},
		{filepath.Dir(write(t, keyFile, "AKIA a\nAKIA b\n")), "line 2 has the access key of a line before"},
	}
	for _, tt := range tests {
		var out, complaint bytes.Buffer
		code := run(t.Context(), []string{"-addr", "127.0.0.1:0", "-store", tt.dir}, &out, &complaint)
		if code != 1 || !strings.Contains(complaint.String(), "-store "+tt.dir) || !strings.Contains(complaint.String(), tt.want) || out.Len() > 0 {
			t.Errorf("run = %d %s, want 1 and %q", code, &complaint, tt.want)
		}
	}
	entries, err := os.ReadDir(foreign)
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder has %v, %v now, want what it had", entries, err)
	}
}

// TestKeys: each line of the key file is a pair of the owner, and a file that others may read is
// told of.
func TestKeys(t *testing.T) {
	key := write(t, keyFile, "# ours\nAKIAONE secret/one\n\n AKIATWO  secret+two \n") // with mode 0644
	p := launch(t, "-addr", "127.0.0.1:0", "-store", filepath.Dir(key))
	if runtime.GOOS != "windows" && !strings.Contains(p.stderr.String(), "chmod 600") {
		t.Errorf("log = %q, want a word on the mode of the key file", p.stderr)
	}
	c := newCurl(t, p.page)
	if want := (keyPair{"AKIAONE", "secret/one"}); c.pair != want {
		t.Errorf("the pair is %v, want %v", c.pair, want)
	}
	url := "http://" + p.http + "/books"
	c.send(`^$`, "-X", "PUT", url)
	c.pair = keyPair{"AKIATWO", "secret+two"}
	c.send(`<Name>books</Name>`, url)
}
