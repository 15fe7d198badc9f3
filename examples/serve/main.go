// Command serve answers S3's GetObject and HeadObject over HTTP and TLS.
//
//	serve                  a demo bucket, with the lines of curl that show it
//	serve -dir FOLDER      the files of a folder, as a bucket
//	serve -fixture FILE    the buckets and principals of a fixture
//	serve -fake            an empty store in memory that takes uploads
//	serve -fake -state F   a store that takes uploads and has them again when it is run again
//	serve -store FOLDER    objects that are kept in a folder, for as many as the disk holds
//
// A demo and a folder can be read by everybody who reaches the address, which is one of
// this machine alone unless -addr names another. Requests to a fixture are verified with
// the keys of its principals, and unsigned ones have its anonymous rights. Those to a fake
// and to a store are signed with the credentials that they print.
//
// Once it can be connected to, serve prints its addresses to standard output, one a
// line:
//
//	listening on http://127.0.0.1:9000
//	listening on https://127.0.0.1:9443
//
// What is written to a fake is gone when it ends, unless -state names a file. Each write is in
// that file when it is answered: neither kill -9 nor a machine that fails loses one that was.
// Contents are in memory too. A file that is damaged, or none of serve's, is an error, and is
// left as it is.
//
// The folder of a store is made if it is missing. It has the objects, and serve.key, a file of
// access keys and secrets that only its owner may read, whose first pair is made when the store
// is. Unsigned requests are refused unless the policy of a bucket allows them. Several processes
// may serve one folder. Once an hour what is no longer needed is removed from it. Damaged files
// are errors in the log; examples/verify looks for them.
//
// Each request is a line of standard error. The exit status is 0 after SIGINT or SIGTERM,
// 1 if serve cannot start and 2 if the flags are wrong.
//
// Slow and silent clients are cut off, and at most -max-connections are served at a time;
// more of them wait. See [newServer] for all limits.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal does not wait for the open requests
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program: it serves until ctx is done and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseFlags(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "serve: %v\nserve -h lists the flags\n", err)
		return 2
	}
	if err := start(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "serve:", err)
		return 1
	}
	return 0
}

// start serves what o says until ctx is done.
func start(ctx context.Context, o *options, stdout, stderr io.Writer) (err error) {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	b, err := newBackend(ctx, o, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	ls, err := listenAll(ctx, o, log)
	if err != nil {
		return err
	}
	announce(stdout, b, ls)
	b.handler.Objects.Log = log
	b.handler.Objects.Hosts.Domains = o.domains
	limits := usual
	if o.fake || o.store != "" {
		limits.read = uploadTimeout
	}
	return ls.serve(ctx, rollingDeadline{b.handler}, log, limits)
}

// announce prints the addresses, which can be connected to by now, and the banner, in one
// write for programs that read it.
func announce(w io.Writer, b *backend, ls *listeners) {
	var page bytes.Buffer
	for _, l := range ls.all() {
		fmt.Fprintln(&page, "listening on", l.url())
	}
	b.banner(&page, ls)
	w.Write(page.Bytes())
}
