package interop_test

import (
	"os"
	"os/exec"
	"path/filepath"
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
