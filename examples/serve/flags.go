package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"
)

// The addresses that are listened on where no flag says otherwise; the second one only
// for the demo, whose customer's key needs TLS.
const (
	defaultAddr    = "127.0.0.1:9000"
	defaultTLSAddr = "127.0.0.1:9443"
)

// defaultMaxConnections leaves room below the usual 1,024 file descriptors of a process, of
// which a connection needs one and the file that is sent another.
const defaultMaxConnections = 400

// options are the values of the flags.
type options struct {
	addr        string
	tlsAddr     string // "" for no TLS
	tlsOptional bool   // go on without TLS where it cannot be listened for
	dir         string
	fixture     string
	fake        bool
	store       string // folder of a store, "" for none
	state       string // file that the fake is kept in, "" for none
	certOut     string
	domains     []string

	maxConnections int // 0 for no limit
}

// demo reports whether the demo bucket is served.
func (o *options) demo() bool { return o.dir == "" && o.fixture == "" && !o.fake && o.store == "" }

// parseFlags reads the flags. The error is [flag.ErrHelp] after a -h, for which it
// prints the flags to w.
func parseFlags(args []string, w io.Writer) (*options, error) {
	o := &options{}
	fs := newFlagSet(o)
	err := fs.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(w, "serve answers S3's GetObject and HeadObject. Without -dir, -fixture, -fake and -store it serves a demo.")
		fs.SetOutput(w)
		fs.PrintDefaults()
	}
	if err != nil {
		return nil, err
	}
	given := make(map[string]bool)
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if o.demo() && !given["tls-addr"] {
		o.tlsAddr, o.tlsOptional = defaultTLSAddr, !given["cert-out"]
	}
	return o, o.check(fs.Args(), given)
}

func newFlagSet(o *options) *flag.FlagSet {
	fs := flag.NewFlagSet("serve", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.addr, "addr", defaultAddr, "`host:port` to listen on for HTTP; port 0 is any")
	fs.StringVar(&o.tlsAddr, "tls-addr", "", "`host:port` to listen on for HTTPS, with a certificate made at start; the demo's is "+defaultTLSAddr)
	fs.StringVar(&o.dir, "dir", "", "`folder` whose files to serve as a bucket, to everybody")
	fs.StringVar(&o.fixture, "fixture", "", "`file` of JSON that says what to serve, and to whom")
	fs.BoolVar(&o.fake, "fake", false, "serve an empty store in memory that takes uploads, and print what points an SDK at it")
	fs.StringVar(&o.store, "store", "", "`folder` of a store that takes uploads and keeps them, made if it is missing; prints what points an SDK at it")
	fs.StringVar(&o.state, "state", "", "`file` that keeps what is written to -fake, and that is made if it is not there")
	fs.StringVar(&o.certOut, "cert-out", "", "`file` to write the certificate to, as PEM")
	fs.IntVar(&o.maxConnections, "max-connections", defaultMaxConnections, "`number` of connections that are served at a time, over all addresses; more of them wait; 0 for no limit")
	fs.Func("domain", "`name` of a domain under which bucket.name is a bucket; may be repeated", o.addDomain)
	return fs
}

// addDomain is the flag -domain.
func (o *options) addDomain(name string) error {
	name = strings.ToLower(strings.Trim(name, "."))
	if name == "" || strings.ContainsAny(name, "/:*@ ") {
		return errors.New("want a bare domain name, such as s3.example.test")
	}
	o.domains = append(o.domains, name)
	return nil
}

// check refuses what contradicts itself.
func (o *options) check(rest []string, given map[string]bool) error {
	switch err := o.checkSource(given); {
	case len(rest) > 0:
		return fmt.Errorf("%q is no flag", rest[0])
	case err != nil:
		return err
	case o.maxConnections < 0:
		return errors.New("-max-connections must not be negative")
	case given["cert-out"] && (o.tlsAddr == "" || o.certOut == ""):
		return errors.New("-cert-out needs a file, and a -tls-addr whose certificate to write there")
	}
	return errors.Join(checkAddr("addr", o.addr), o.checkTLSAddr())
}

// checkSource refuses flags that do not say what to serve.
func (o *options) checkSource(given map[string]bool) error {
	switch {
	case given["dir"] && given["fixture"]:
		return errors.New("-dir and -fixture contradict each other: give one of them")
	case o.fake && (given["dir"] || given["fixture"]):
		return errors.New("-fake serves neither a -dir nor a -fixture: give one of them")
	case given["store"] && (o.fake || given["dir"] || given["fixture"]):
		return errors.New("-store serves neither a -dir nor a -fixture nor a -fake: give one of them")
	case given["state"] && (!o.fake || o.state == ""):
		return errors.New("-state needs a file, and -fake whose state to keep there")
	}
	for _, source := range [...]struct{ flag, value, kind string }{
		{"dir", o.dir, "folder"}, {"fixture", o.fixture, "file"}, {"store", o.store, "folder"},
	} {
		if given[source.flag] && source.value == "" {
			return fmt.Errorf("-%s names no %s", source.flag, source.kind)
		}
	}
	return nil
}

func (o *options) checkTLSAddr() error {
	if o.tlsAddr == "" {
		return nil
	}
	return checkAddr("tls-addr", o.tlsAddr)
}

// checkAddr refuses an address without a port, and "", which would be a random port of
// all interfaces.
func checkAddr(name, addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil && port != "" {
		return nil
	}
	return fmt.Errorf("-%s %q is no host:port", name, addr)
}
