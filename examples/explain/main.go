// Command explain says why Amazon S3 answers a read the way it does: each step of the
// decision, the rule that decided, the sections that say so, and the head of the response.
//
//	explain GET /demo/hello.txt -H 'If-None-Match: *'
//	explain -as owner HEAD 'https://demo.s3.amazonaws.com/secret.txt'
//	explain -fixture state.json < request.txt
//	explain -vector precondition/if-match-miss
//
// A request is a method, a target and header lines, as for curl, or the text of an HTTP
// request on standard input. It is asked over a small state of its own, or over that of a
// fixture: a file as package fixture reads it, or a file of vectors. With -as it needs no
// signature; without, an Authorization line or a presigned URL is verified. The host says which
// steps it goes: those of a read, a website, a CreateSession or an Object Lambda access point.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "explain:", err)
	os.Exit(1)
}

// run explains one request and writes what came of it.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	o, err := parseOptions(args, stdout)
	if err != nil {
		return err
	}
	r, err := o.explain(stdin)
	if err != nil {
		return err
	}
	if o.json {
		return r.writeJSON(stdout)
	}
	return r.writeText(stdout)
}

// explain explains the vector that the options name, or else their request.
func (o *options) explain(stdin io.Reader) (*report, error) {
	if o.vector != "" {
		return explainVector(o.vector)
	}
	hr, secure, err := o.request(stdin)
	if err != nil {
		return nil, err
	}
	w, err := openWorld(o.fixture)
	if err != nil {
		return nil, err
	}
	h, err := w.handler(o.as)
	if err != nil {
		return nil, err
	}
	q := question{hr, secure || o.tls, o.now(), o.as}
	h.Objects.Now = func() time.Time { return q.at }
	h.Objects.Secure = func(*http.Request) bool { return q.secure }
	return newReport(h, q), nil
}
