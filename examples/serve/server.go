package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// timeouts are how long a client may take. A response as a whole may take as long as it
// moves: see [rollingDeadline].
type timeouts struct {
	header time.Duration // for the request line and the header section, and for the handshake of TLS
	read   time.Duration // for a request with its body, which no read needs
	idle   time.Duration // between two requests
	stall  time.Duration // for each chunk of a response
	ping   time.Duration // until a silent HTTP/2 connection is asked whether it is alive, and for the answer
}

// usual are the timeouts of the program.
var usual = timeouts{
	header: 10 * time.Second,
	read:   30 * time.Second,
	idle:   time.Minute,
	stall:  stallTimeout,
	ping:   30 * time.Second,
}

// graceTimeout is how long open requests have once the program is to stop.
const graceTimeout = 10 * time.Second

const (
	// maxHeaderBytes is how long a request line with its header section may be. It leaves
	// room to refuse as S3 does what is longer than getobject.MaxHeaderBytes, and for the
	// query of a presigned URL.
	maxHeaderBytes = 64 << 10

	// maxStreams is how many requests one HTTP/2 connection may have at a time. SDKs use
	// tens.
	maxStreams = 100

	// bodyWindow is how many bytes of request bodies a client of HTTP/2 may send ahead, of
	// which reads need none. It is the least that the protocol's implementation takes.
	bodyWindow = 64 << 10
)

func newServer(h http.Handler, log *slog.Logger, t timeouts) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: t.header,
		ReadTimeout:       t.read,
		WriteTimeout:      t.stall,
		IdleTimeout:       t.idle,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams:          maxStreams,
			MaxReceiveBufferPerConnection: bodyWindow,
			MaxReceiveBufferPerStream:     bodyWindow,
			SendPingTimeout:               t.ping,
			PingTimeout:                   t.ping,
			WriteByteTimeout:              t.stall,
		},
	}
}

// serve answers at all listeners until ctx is done, and then lets open requests end. It
// returns an error only if a listener fails.
func (ls *listeners) serve(ctx context.Context, h http.Handler, log *slog.Logger, t timeouts) error {
	failed := make(chan error, len(ls.all()))
	var servers []*http.Server
	for _, l := range ls.all() {
		srv := newServer(h, log, t)
		servers = append(servers, srv)
		go func() { failed <- l.serve(srv) }()
	}
	select {
	case err := <-failed:
		return errors.Join(err, closeAll(servers))
	case <-ctx.Done():
		return shutDown(servers, graceTimeout, log)
	}
}

func (l *listener) serve(srv *http.Server) error {
	if l.tls == nil {
		return srv.Serve(l)
	}
	srv.TLSConfig = l.tls
	return srv.ServeTLS(l, "", "")
}

// shutDown lets open requests end, and cuts those off that do not in time.
func shutDown(servers []*http.Server, grace time.Duration, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	var all sync.WaitGroup
	for _, srv := range servers {
		all.Go(func() {
			if err := srv.Shutdown(ctx); err != nil {
				log.Warn("cutting open requests off", "err", err)
			}
		})
	}
	all.Wait()
	return closeAll(servers)
}

func closeAll(servers []*http.Server) error {
	var errs []error
	for _, srv := range servers {
		errs = append(errs, srv.Close())
	}
	return errors.Join(errs...)
}
