package interop_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runExample runs the tests of an example, in its folder.
func runExample(t *testing.T, folder, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = filepath.Join("..", "..", "examples", folder)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, output)
	}
	for _, ran := range []string{"Ran 2 tests", "# pass 2", "pass 2"} {
		if strings.Contains(string(output), ran) {
			return
		}
	}
	t.Errorf("%s %s ran another number of tests than 2:\n%s", name, strings.Join(args, " "), output)
}

// TestPythonExample runs the tests of examples/python. It is skipped without boto3.
func TestPythonExample(t *testing.T) {
	const python = "/usr/bin/python3" // that of the system's packages
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		t.Skip("boto3 is not installed")
	}
	runExample(t, "python", python, "-m", "unittest")
}

// TestJavaScriptExample runs the tests of examples/javascript. It is skipped until its packages are
// installed by npm ci in that folder.
func TestJavaScriptExample(t *testing.T) {
	if _, err := os.Stat(filepath.Join("..", "..", "examples", "javascript", "node_modules")); err != nil {
		t.Skip("the packages of examples/javascript are not installed")
	}
	runExample(t, "javascript", "node", "--test")
}
