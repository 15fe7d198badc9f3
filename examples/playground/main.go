// Command playground serves the page that shows what Amazon S3 answers to any request, and why. The
// library runs in the page, as WebAssembly, and nothing is sent anywhere.
//
//	go run ./examples/playground
//
// It builds the page in a temporary folder, from the repository that it stands in and with the Go
// command, and serves it on http://localhost:8334/.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/s3get/s3get/internal/playground/site"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, site.Write)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "playground:", err)
	os.Exit(1)
}

// run has the page of a repository written into a folder, and serves it until ctx ends.
func run(ctx context.Context, args []string, stdout io.Writer, write func(ctx context.Context, root, dir string) error) error {
	flags := flag.NewFlagSet("playground", flag.ContinueOnError)
	flags.SetOutput(stdout)
	addr := flags.String("addr", "localhost:8334", "the address to serve on")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := repository()
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	defer l.Close()
	dir, err := os.MkdirTemp("", "s3get-playground-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Fprintln(stdout, "building the page")
	if err := write(ctx, root, dir); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s/\n", l.Addr())
	return serve(ctx, l, dir)
}

// serve serves the files of a folder until ctx ends.
func serve(ctx context.Context, l net.Listener, dir string) error {
	server := http.Server{Handler: http.FileServer(http.Dir(dir)), ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// errRepository means that there is nothing to build the page from.
var errRepository = errors.New("the page is built from the repository of s3get: run it there")

// repository returns the folder of the repository that the current folder is in.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "internal", "playground", "wasm", "main.go")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errRepository
		}
		dir = parent
	}
}
