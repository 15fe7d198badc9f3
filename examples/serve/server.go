package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// How long a client may take. A response as a whole may take as long as it moves: see
// [steady].
const (
	headerTimeout = 10 * time.Second // for the header section
	readTimeout   = 30 * time.Second // for a request, whose body nobody needs
	idleTimeout   = 2 * time.Minute  // between two requests
	graceTimeout  = 10 * time.Second // for open requests once the program is to stop
)

// maxHeaderBytes is how long a request line with its header section may be. It leaves
// room to refuse as S3 does what is longer than getobject.MaxHeaderBytes, and for the
// query of a presigned URL.
const maxHeaderBytes = 64 << 10

func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      stallTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers at all doors until ctx is done, and then lets open requests end. It
// returns an error only where a door fails.
func (d *doors) serve(ctx context.Context, h http.Handler, log *slog.Logger) error {
	failed := make(chan error, len(d.list()))
	var servers []*http.Server
	for _, door := range d.list() {
		srv := newServer(h, log)
		servers = append(servers, srv)
		go func() { failed <- door.serve(srv) }()
	}
	select {
	case err := <-failed:
		return errors.Join(err, closeAll(servers))
	case <-ctx.Done():
		return shutDown(servers, graceTimeout, log)
	}
}

func (d *door) serve(srv *http.Server) error {
	if d.tls == nil {
		return srv.Serve(d)
	}
	srv.TLSConfig = d.tls
	return srv.ServeTLS(d, "", "")
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
