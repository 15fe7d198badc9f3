// Command cdkserve answers S3's requests over HTTP from objects that are kept in a bucket of object
// storage.
//
//	cdkserve -store URL -keys FILE
//
// The URL is one of gocloud.dev/blob, such as
//
//	s3://NAME?region=us-east-1
//	s3://NAME?endpoint=http://127.0.0.1:9000&use_path_style=true&region=us-east-1
//	gs://NAME
//	azblob://NAME
//
// with the credentials that the SDK of the storage finds. The file of keys has an access key and a
// secret key in each line. Who signs with one of them is the owner and may do everything; every
// other request is refused.
//
// A cdkserve keeps nothing but what it remembers of the storage: any number of them may serve one
// bucket, and each may be killed at any time. Once it can be connected to, it prints its address to
// standard output, in a line such as
//
//	listening on http://127.0.0.1:9000
//
// Each read is a line of standard error with -log. The exit status is 0 after SIGINT or SIGTERM, 1
// if it cannot start and 2 if the flags are wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // for URLs
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/gcsblob"
	_ "gocloud.dev/blob/memblob"
	_ "gocloud.dev/blob/s3blob"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the flags.
type options struct {
	store, keys, addr string
	log               bool
}

// run is the program: it serves until ctx is done and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("cdkserve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.store, "store", "", "`URL` of the bucket")
	flags.StringVar(&o.keys, "keys", "", "`file` with an access key and a secret key in each line")
	flags.StringVar(&o.addr, "addr", "127.0.0.1:9000", "`address` to listen at")
	flags.BoolVar(&o.log, "log", false, "print a line for each read")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case o.store == "" || o.keys == "" || flags.NArg() > 0:
		fmt.Fprintln(stderr, "cdkserve: -store and -keys are needed, and nothing else\ncdkserve -h lists the flags")
		return 2
	}
	if err := serve(ctx, &o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "cdkserve:", err)
		return 1
	}
	return 0
}

// serve serves until ctx is done.
func serve(ctx context.Context, o *options, stdout, stderr io.Writer) (err error) {
	keys, err := readKeys(o.keys)
	if err != nil {
		return fmt.Errorf("-keys: %w", err)
	}
	bucket, err := blob.OpenBucket(ctx, o.store)
	if err != nil {
		return fmt.Errorf("-store: %w", err)
	}
	defer func() { err = errors.Join(err, bucket.Close()) }()
	log := slog.New(slog.NewTextHandler(stderr, nil))
	files := cdkblobs.New(bucket)
	objects, err := blobstore.New(ctx, files, blobstore.Options{Hooks: blobstore.Hooks{
		Damage: func(file string, err error) { log.Error("a file is damaged", "file", file, "error", err) },
	}})
	if err == nil {
		err = files.CheckExclusive(ctx, "format") // which each store has
	}
	if err != nil {
		return fmt.Errorf("-store: %w", err)
	}
	h := newHandler(objects, keys)
	if o.log {
		h.Log = log
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", o.addr)
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	fmt.Fprintf(stdout, "listening on http://%s\n", l.Addr())
	return serveHTTP(ctx, l, h, log)
}

const (
	headerTimeout = 10 * time.Second
	idleTimeout   = time.Minute
	graceTimeout  = 10 * time.Second
	headerBytes   = 64 << 10
)

// serveHTTP serves until ctx is done, and then lets open requests end.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
