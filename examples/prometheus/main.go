// Command prometheus serves a store in a folder, as serve -store does, and what it does to a
// Prometheus server:
//
//	AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… prometheus -store FOLDER
//
// The credentials are those that serve -store prints. Who has them may do everything, and everybody
// what the policies of buckets allow. The metrics have an address of their own, which clients of the
// store need not reach: curl http://127.0.0.1:9100/metrics. See [Metrics] for what there is.
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
	"path/filepath"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "prometheus:", err)
		os.Exit(1)
	}
}

// run is the program: it serves until ctx is done.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("prometheus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("store", "", "`folder` of the store, made if it is missing")
	addr := flags.String("addr", "127.0.0.1:9000", "`host:port` of the store")
	metricsAddr := flags.String("metrics-addr", "127.0.0.1:9100", "`host:port` of the metrics")
	if err := flags.Parse(args); err != nil {
		return err
	}
	accessKey, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if *dir == "" || accessKey == "" || secret == "" {
		return errors.New("want -store, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
	}
	files, err := folder.Open(filepath.Join(*dir, "objects"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m := NewMetrics(registry)
	objects, err := blobstore.New(ctx, files, blobstore.Options{Hooks: m.Hooks()})
	if err != nil {
		return err
	}
	h := newHandler(objects, accessKey, secret)
	h.Done, h.Log = m.Done, slog.New(slog.NewTextHandler(stderr, nil))
	metrics := http.NewServeMux()
	metrics.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return serve(ctx, stdout, []endpoint{{"store", *addr, h}, {"metrics", *metricsAddr, metrics}})
}

// owner is the account that owns what is served.
const owner = "111122223333"

// newHandler serves objects to the owner, who has the credentials, and to those whom policies allow.
func newHandler(objects *blobstore.Store, accessKey, secret string) *getobject.Handler {
	h := &getobject.Handler{
		Store: objects, Server: "AmazonS3",
		Authenticator: &sigv4.Authenticator{Credentials: sigv4.Static{accessKey: {
			SecretKey: sigv4.NewSecretKey(secret),
			Identity:  getobject.Identity{AccessKey: accessKey, Account: owner, ARN: "arn:aws:iam::" + owner + ":root"},
		}}},
		Authorizer: &authorizer{iam.Authorizer{Source: iam.Stored{Store: objects}}},
	}
	h.Next = &s3write.Handler{Read: h, Store: objects}
	return h
}

// An authorizer allows what policies allow, and the owner what they do not forbid.
type authorizer struct{ policies iam.Authorizer }

// Authorize decides about an access.
func (z *authorizer) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	v, err := z.policies.Authorize(ctx, a)
	if err == nil && v == getobject.Deny && a.Identity.Account == owner {
		return getobject.Allow, nil
	}
	return v, err
}

// An endpoint is something to serve at an address.
type endpoint struct {
	name, addr string
	handler    http.Handler
}

// serve prints the addresses and serves until ctx is done or one fails.
func serve(ctx context.Context, stdout io.Writer, all []endpoint) error {
	failed := make(chan error, len(all))
	var servers []*http.Server
	page := ""
	for _, e := range all {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", e.addr)
		if err != nil {
			return errors.Join(err, shutDown(servers))
		}
		page += fmt.Sprintf("%s: http://%s\n", e.name, l.Addr())
		s := &http.Server{Handler: e.handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}
		servers = append(servers, s)
		go func() { failed <- s.Serve(l) }()
	}
	fmt.Fprint(stdout, page)
	select {
	case err := <-failed:
		return errors.Join(err, shutDown(servers))
	case <-ctx.Done():
		return shutDown(servers)
	}
}

// shutDown lets open requests end for a while.
func shutDown(servers []*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var errs []error
	for _, s := range servers {
		errs = append(errs, s.Shutdown(ctx), s.Close())
	}
	return errors.Join(errs...)
}
