// Command settle asks Amazon S3 what nobody has recorded: it sends the requests of the table of
// guesses (internal/guesses) to S3, with the credentials of whoever runs it, says for each guess
// whether it was right, and writes the answers as vectors with their date.
//
//	go run ./internal/tools/settle -n                      what would be done, without doing it
//	go run ./internal/tools/settle -region eu-west-1       do it, after asking
//	go run ./internal/tools/settle -only range/unit-case   one guess
//
// It makes one bucket of a random name, with what the requests are about, reads from it, and
// removes it with all versions in it, also after an error or an interrupt. It touches nothing else.
// Before anything is sent it prints what will be done and what that costs, and asks.
//
// Credentials are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or else those of
// AWS_PROFILE in the shared credentials file. They are neither printed nor written. They need the
// rights to create, configure, fill, list, empty and delete a bucket.
//
// Signatures are those of package getobjecttest, which shares no code with what verifies them, and
// requests are written by hand.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/s3get/s3get/internal/guesses"
)

// options are what the command line says.
type options struct {
	region, endpoint, plainEndpoint string
	only                            []string
	file                            string
	yes, dryRun                     bool
}

func main() {
	var o options
	var only string
	flag.StringVar(&o.region, "region", "us-east-1", "region of the bucket")
	flag.StringVar(&o.endpoint, "endpoint", "", "URL of another server than Amazon S3, which is asked with the bucket in the path")
	flag.StringVar(&o.plainEndpoint, "plain-endpoint", "", "URL of that server without TLS, for requests that must not have it")
	flag.StringVar(&only, "only", "", "identifiers of guesses, divided by commas, instead of all that can be asked")
	flag.StringVar(&o.file, "o", "settled-"+time.Now().UTC().Format(time.DateOnly)+".json", "file for the vectors")
	flag.BoolVar(&o.yes, "yes", false, "do not ask")
	flag.BoolVar(&o.dryRun, "n", false, "print what would be sent, and send nothing")
	flag.Parse()
	if only != "" {
		o.only = strings.Split(only, ",")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(ctx, o, os.Getenv, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "settle:", err)
		os.Exit(1)
	}
}

// run does what the options say, with the environment that env returns.
func run(ctx context.Context, o options, env func(string) string, stdin io.Reader, stdout io.Writer) error {
	table, err := guesses.Read()
	if err != nil {
		return err
	}
	where, err := o.server()
	if err != nil {
		return err
	}
	p, err := newPlan(table, o.only, where)
	if err != nil {
		return err
	}
	p.print(stdout, o.dryRun)
	if o.dryRun {
		return nil
	}
	who, err := readCredentials(env)
	if err != nil {
		return err
	}
	if !o.yes && !confirmed(stdin, stdout) {
		fmt.Fprintln(stdout, "Nothing was sent.")
		return nil
	}
	s, err := newSession(p, who, stdout)
	if err != nil {
		return err
	}
	return s.settle(ctx, o.file)
}
