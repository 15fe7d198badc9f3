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

// serveFake runs examples/serve -fake at a free port until the test ends, and returns what it
// prints.
func serveFake(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "serve")
	build := exec.Command("go", "build", "-o", program, "./examples/serve")
	build.Dir = filepath.Join("..", "..")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	cmd := exec.Command(program, "-fake", "-addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	page := make([]byte, 1<<12)
	n, err := out.Read(page) // which is one write
	if err != nil {
		t.Fatal(err)
	}
	return string(page[:n])
}

// TestPrintedLines runs the lines that examples/serve -fake prints for SDKs, as a shell does into
// which they are pasted.
func TestPrintedLines(t *testing.T) {
	page := serveFake(t)
	line := func(name string) string {
		_, rest, ok := strings.Cut(page, "# "+name+":")
		if !ok {
			t.Fatalf("no line for %s:\n%s", name, page)
		}
		text, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(text)
	}
	exports, _, _ := strings.Cut(page[strings.Index(page, "export "):], "#")
	for _, tt := range []struct{ name, needs, program, command string }{
		{"boto3", `/usr/bin/python3 -c "import boto3"`, "/usr/bin/python3 -c", "import boto3; " + line("boto3")},
		{"aws-sdk-js", "test -d js/node_modules && cd js", "node --input-type=module -e", `import { S3Client, CreateBucketCommand } from "@aws-sdk/client-s3"; await ` +
			strings.ReplaceAll(line("aws-sdk-js"), "books", "books-js")},
		{"AWS CLI", "command -v aws", "sh -c", strings.ReplaceAll(line("AWS CLI"), "books", "books-cli")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if exec.Command("sh", "-c", tt.needs).Run() != nil {
				t.Skip("it is not installed")
			}
			script := exports + "\n" + tt.needs + "\n" + tt.program + ` "$1"`
			if output, err := exec.Command("sh", "-c", script, "sh", tt.command).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", tt.command, err, output)
			}
		})
	}
}
