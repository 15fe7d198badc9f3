package main

import (
	"errors"
	"flag"
	"io"
	"strings"
	"time"
)

// Options are what the command line says.
type options struct {
	fixture, as, vector string
	tls, json           bool
	time                time.Time // zero means now
	method, target      string    // "" for a request on standard input
	header              []string  // lines "Name: value"
}

const usage = `usage: explain [flags] METHOD TARGET [-H 'Name: value']...
       explain [flags] < REQUEST
       explain -vector ID

TARGET is a path, a host with a path, or a URL; https means TLS.

`

// errRequest means that the arguments are no request.
var errRequest = errors.New("a request is a method and a target; see -help")

// parseOptions reads the command line, on which flags may stand before, between and
// after the method and the target.
func parseOptions(args []string, help io.Writer) (*options, error) {
	o := new(options)
	fs := o.flags(help)
	var words []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		if args = fs.Args(); len(args) == 0 {
			break
		}
		words, args = append(words, args[0]), args[1:]
	}
	switch {
	case len(words) == 2 && o.vector == "":
		o.method, o.target = words[0], words[1]
	case len(words) > 0 || len(o.header) > 0:
		return nil, errRequest
	}
	return o, nil
}

// flags returns the flags, which set the fields of o.
func (o *options) flags(help io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet("explain", flag.ContinueOnError)
	fs.SetOutput(help)
	fs.Usage = func() {
		io.WriteString(help, usage)
		fs.PrintDefaults()
	}
	fs.StringVar(&o.fixture, "fixture", "", "ask over the state in `file`: a fixture, or a file of vectors")
	fs.StringVar(&o.as, "as", "", "ask as the principal of that `name`, without a signature")
	fs.StringVar(&o.vector, "vector", "", "ask what the vector of that `id` asks")
	fs.BoolVar(&o.tls, "tls", false, "the request came over TLS")
	fs.BoolVar(&o.json, "json", false, "write JSON")
	fs.Func("time", "the `time` of the request in the form of RFC 3339 (default now)", o.setTime)
	fs.Func("H", "a header `line`, \"Name: value\"; may be repeated", o.addHeader)
	return fs
}

func (o *options) setTime(s string) (err error) {
	o.time, err = time.Parse(time.RFC3339, s)
	return err
}

func (o *options) addHeader(line string) error {
	if !strings.Contains(line, ":") || strings.ContainsAny(line, "\r\n") {
		return errors.New("a header line is a name, a colon and a value")
	}
	o.header = append(o.header, line)
	return nil
}

// now returns the time of the request.
func (o *options) now() time.Time {
	if o.time.IsZero() {
		return time.Now()
	}
	return o.time
}
