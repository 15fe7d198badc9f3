package main

import (
	"bufio"
	"context"
	"flag"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/playground/site"
)

// small writes a page that is quickly built: package site has the tests of the real one.
func small(_ context.Context, root, dir string) error {
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html>"), 0o666)
}

// TestPlayground serves the page, and ends.
func TestPlayground(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-addr", "127.0.0.1:0"}, in, small)
		_ = in.CloseWithError(io.EOF)
		ended <- err
	}()
	url := ""
	for lines := bufio.NewScanner(out); url == "" && lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "http://") {
			url = lines.Text()
		}
	}
	if url == "" {
		t.Fatalf("nothing is served: %v", <-ended)
	}
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if page, err := io.ReadAll(resp.Body); resp.StatusCode != 200 || string(page) != "<!doctype html>" {
		t.Errorf("the page = %d %q, %v", resp.StatusCode, page, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("run = %v, want nil", err)
	}
}

// TestErrors runs where nothing can be served.
func TestErrors(t *testing.T) {
	if err := run(t.Context(), []string{"-help"}, io.Discard, small); err != flag.ErrHelp {
		t.Errorf("run(-help) = %v, want %v", err, flag.ErrHelp)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := run(t.Context(), []string{"-addr", taken.Addr().String()}, io.Discard, small); err == nil {
		t.Error("run on a port that is taken = nil, want an error")
	}
	t.Chdir(t.TempDir())
	if err := run(t.Context(), nil, io.Discard, small); err != errRepository {
		t.Errorf("run elsewhere = %v, want %v", err, errRepository)
	}
}

// TestNoGo runs without the Go command.
func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := run(t.Context(), []string{"-addr", "127.0.0.1:0"}, io.Discard, site.Write); err == nil || !strings.Contains(err.Error(), "no go in PATH") {
		t.Errorf("run without the Go command = %v, want that it is said", err)
	}
}
