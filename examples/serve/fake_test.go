package main

import (
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestFakePage: what the fake prints points curl at it, which then uploads, lists and reads.
func TestFakePage(t *testing.T) {
	p := launch(t, "-addr", "127.0.0.1:0", "-fake")
	for _, want := range []string{
		"export AWS_ENDPOINT_URL=http://" + p.http + "\n",
		"export AWS_ACCESS_KEY_ID=" + fakeAccessKey + "\n",
		"export AWS_SECRET_ACCESS_KEY=" + fakeSecretKey + "\n",
	} {
		if !strings.Contains(p.page, want) {
			t.Errorf("page = %q, want %q", p.page, want)
		}
	}
	if resp, _ := p.get(p.client(""), "http://"+p.http+"/"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("an unsigned list of buckets = %d, want 403", resp.StatusCode)
	}
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not there")
	}
	send := func(want string, args ...string) {
		t.Helper()
		args = append([]string{"-s", "-S", "--aws-sigv4", "aws:amz:us-east-1:s3",
			"-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "--user", fakeAccessKey + ":" + fakeSecretKey}, args...)
		out, err := exec.Command(curl, args...).CombinedOutput()
		if err != nil || !regexp.MustCompile(want).Match(out) {
			t.Errorf("curl %q = %q, %v, want %s", args[7:], out, err, want)
		}
	}
	url := "http://" + p.http + "/books"
	send(`^$`, "-X", "PUT", url)
	send(`^$`, "-X", "PUT", "--data-binary", "once upon a time", url+"/tale.txt")
	send(`<Key>tale.txt</Key>`, url+"?list-type=2")
	send(`^once upon a time$`, url+"/tale.txt")
	send(`^upon$`, "-H", "Range: bytes=5-8", url+"/tale.txt")
	send(`^$`, "-X", "DELETE", url+"/tale.txt")
	send(`<Code>NoSuchKey</Code>`, url+"/tale.txt")
}
