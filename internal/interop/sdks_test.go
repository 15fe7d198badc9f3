package interop_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runScript runs a program that reads from a server and fails where it does not find what
// Amazon S3 would answer.
func runScript(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	for _, v := range os.Environ() { // some SDKs refuse it
		if !strings.HasPrefix(v, "AWS_CA_BUNDLE=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s %s: %v\n%s", name, args[0], err, output)
	}
}

// TestBoto3 runs a program with the AWS SDK for Python. It is skipped without that.
func TestBoto3(t *testing.T) {
	const python = "/usr/bin/python3" // that of the system's packages
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		t.Skip("boto3 is not installed")
	}
	s := start(t, "testdata/sdks.json")
	runScript(t, python, filepath.Join("python", "read.py"), "http://"+s.addr, "https://"+s.tlsAddr, s.certFile)
}

// TestJavaScript runs a program with the AWS SDK for JavaScript. It is skipped until its
// packages are installed by npm ci in the folder js.
func TestJavaScript(t *testing.T) {
	if _, err := os.Stat(filepath.Join("js", "node_modules")); err != nil {
		t.Skip("the packages of the folder js are not installed")
	}
	s := start(t, "testdata/sdks.json")
	runScript(t, "node", filepath.Join("js", "read.mjs"), "http://"+s.addr)
}
