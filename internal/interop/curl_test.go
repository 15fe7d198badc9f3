package interop_test

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// curlRefused is the exit code of curl --fail where the status is 400 or higher.
const curlRefused = 22

// TestCurl reads objects with the program curl, whose signer is not the vendor's.
func TestCurl(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	s := start(t, fixture)
	object := "http://" + s.addr + "/plain/hello.txt"
	signed := []string{"--aws-sigv4", "aws:amz:us-east-1:s3", "--user", owner[0] + ":" + owner[1]}
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string // what standard output contains
	}{
		{"whole", append(signed, object), 0, hello},
		{"range", append(signed, "--range", "7-", object), 0, "world"},
		{"head", append(signed, "--head", object), 0, "ETag: " + helloETag},
		{"sorted query", append(signed, object+"?partNumber=1&response-content-type=text%2Fcss"), 0, hello},
		{"over TLS", append(signed, "--cacert", s.certFile, "https://"+s.tlsAddr+"/plain/hello.txt"), 0, hello},
		{"not modified", append(signed, "--header", "If-None-Match: "+helloETag, "--write-out", "%{http_code}", object), 0, "304"},
		{"missing key", append(signed, "http://"+s.addr+"/plain/missing"), curlRefused, ""},
		{"wrong secret", append(signed, "--user", owner[0]+":wrong", object), curlRefused, ""},
		{"anonymous", []string{object}, curlRefused, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, code := curl(t, tt.args...)
			if code != tt.code || !strings.Contains(strings.ToLower(out), strings.ToLower(tt.want)) {
				t.Errorf("curl %q: exit code %d and %q, want %d and %q", tt.args, code, out, tt.code, tt.want)
			}
		})
	}
}

// curl runs curl for a request that it signs, and returns its output and its exit code.
func curl(t *testing.T, args ...string) (string, int) {
	t.Helper()
	return plainCurl(t, append([]string{"--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"}, args...)...)
}

// plainCurl runs curl and returns its output and its exit code.
func plainCurl(t *testing.T, args ...string) (string, int) {
	t.Helper()
	quiet := []string{"--disable", "--silent", "--show-error", "--fail", "--noproxy", "*"}
	cmd := exec.CommandContext(t.Context(), "curl", append(quiet, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	return string(out), cmd.ProcessState.ExitCode()
}
