package interop_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
)

// fake starts an empty fake, and returns its address.
func fake(t *testing.T) string {
	t.Helper()
	return s3fake.New(t, &s3fake.Options{AccessKey: "AKIDOWNER", SecretKey: "owner-secret"}).URL
}

// TestBoto3Writes runs a program that uploads with the AWS SDK for Python. It is skipped
// without that.
func TestBoto3Writes(t *testing.T) {
	const python = "/usr/bin/python3" // that of the system's packages
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		t.Skip("boto3 is not installed")
	}
	runScript(t, python, filepath.Join("python", "write.py"), fake(t))
}

// TestJavaScriptWrites runs a program that uploads with the AWS SDK for JavaScript. It is skipped
// until its packages are installed by npm ci in the folder js.
func TestJavaScriptWrites(t *testing.T) {
	if _, err := os.Stat(filepath.Join("js", "node_modules")); err != nil {
		t.Skip("the packages of the folder js are not installed")
	}
	runScript(t, "node", filepath.Join("js", "write.mjs"), fake(t))
}

// TestBoto3WritesOverTLS does so over TLS, with an authority that boto3 is told of by its own
// option.
func TestBoto3WritesOverTLS(t *testing.T) {
	const python = "/usr/bin/python3"
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		t.Skip("boto3 is not installed")
	}
	s := s3fake.New(t, &s3fake.Options{TLS: true, AccessKey: owner[0], SecretKey: owner[1]})
	authority := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(authority, s.CertificatePEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	runScript(t, python, filepath.Join("python", "secure.py"), s.URL, authority)
}

// TestMinioJavaScript runs a program with the package minio of npm, under the same condition as
// TestJavaScriptWrites.
func TestMinioJavaScript(t *testing.T) {
	if _, err := os.Stat(filepath.Join("js", "node_modules", "minio")); err != nil {
		t.Skip("the packages of the folder js are not installed")
	}
	host, port, err := net.SplitHostPort(strings.TrimPrefix(fake(t), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	runScript(t, "node", filepath.Join("js", "minio.mjs"), host, port)
}
