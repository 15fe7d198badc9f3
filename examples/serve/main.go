// Command serve answers S3's GetObject and HeadObject over HTTP and TLS.
//
//	serve                  a demo bucket, with the lines of curl that show it
//	serve -dir FOLDER      the files of a folder, as a bucket
//	serve -fixture FILE    the buckets and principals of a fixture
//
// A demo and a folder are open to whoever reaches the address, which is one of this
// machine alone unless -addr says otherwise. Requests to a fixture are verified with
// the keys of its principals, and unsigned ones have its anonymous rights.
//
// Once it can be connected to, serve prints its addresses to standard output, one a
// line:
//
//	listening on http://127.0.0.1:9000
//	listening on https://127.0.0.1:9443
//
// Each request is a line of standard error. The exit status is 0 after SIGINT or
// SIGTERM, 1 where it cannot serve and 2 where the flags make no sense.
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
func start(ctx context.Context, o *options, stdout, stderr io.Writer) error {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	s, err := newSite(o)
	if err != nil {
		return err
	}
	defer s.close()
	d, err := openDoors(ctx, o, log)
	if err != nil {
		return err
	}
	announce(stdout, s, d)
	s.handler.Log = log
	s.handler.Hosts.Domains = o.domains
	return d.serve(ctx, steady{s.handler}, log)
}

// announce prints the addresses, which can be connected to by now, and what is there,
// in one piece for whoever reads it as it comes.
func announce(w io.Writer, s *site, d *doors) {
	var page bytes.Buffer
	for _, door := range d.list() {
		fmt.Fprintln(&page, "listening on", door.url())
	}
	s.greet(&page, d)
	w.Write(page.Bytes())
}
