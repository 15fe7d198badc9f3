package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// engine is the command that is the engine in a page.
const engine = "./internal/playground/wasm"

// ErrNoGo means that the Go command, which builds the engine, is not there.
var ErrNoGo = errors.New("site: the engine is built by the Go command, and there is no go in PATH (https://go.dev/dl)")

// build builds the engine, and says what it is made of.
func build(ctx context.Context, root string, write func(string, []byte) error) error {
	code, err := compile(ctx, root, "-s -w")
	if err != nil {
		return err
	}
	packed, err := compress(code)
	if err != nil {
		return err
	}
	if err := write("playground.wasm.gz", packed); err != nil {
		return err
	}
	c, err := compose(ctx, root, len(code), len(packed))
	if err != nil {
		return err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := write("composition.json", text); err != nil {
		return err
	}
	return writeStart(ctx, root, write)
}

// writeStart writes what runs the engine in a page, which is a part of the Go distribution.
func writeStart(ctx context.Context, root string, write func(string, []byte) error) error {
	goroot, err := run(ctx, root, os.Environ(), "env", "GOROOT")
	if err != nil {
		return err
	}
	start, err := os.ReadFile(filepath.Join(strings.TrimSpace(goroot), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return fmt.Errorf("site: the Go distribution lacks what runs it in a page: %w", err)
	}
	return write("wasm_exec.js", start)
}

// compress compresses as a server would, once and for all.
func compress(code []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(code); err != nil {
		return nil, err
	}
	err = w.Close()
	return packed.Bytes(), err
}

// compile compiles the engine of the repository in a folder, with flags for the linker: "-s -w"
// leaves out the names of functions.
func compile(ctx context.Context, root, flags string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "s3get-wasm-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "playground.wasm")
	if _, err := run(ctx, root, forPage(), "build", "-trimpath", "-buildvcs=false", "-ldflags="+flags, "-o", file, engine); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// forPage is the environment in which the Go command builds for a page.
func forPage() []string { return append(os.Environ(), "GOOS=js", "GOARCH=wasm") }

// run runs the Go command, and returns what it prints.
func run(ctx context.Context, root string, env []string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, "go", args...)
	c.Dir = root
	c.Env = env
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", ErrNoGo
	case err != nil:
		return "", fmt.Errorf("site: go %s: %w\n%s", args[0], err, &complaint)
	}
	return out.String(), nil
}
