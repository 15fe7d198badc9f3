package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"
)

// A listener is an address that is listened on.
type listener struct {
	net.Listener
	tls *tls.Config // nil without TLS
}

// url returns the scheme, host and port.
func (l *listener) url() string {
	if l.tls != nil {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// listeners are all the addresses.
type listeners struct {
	plain    *listener
	secure   *listener // nil without TLS
	certFile string    // where the certificate was written, or ""
}

// all returns the listeners, of which secure may be missing.
func (ls *listeners) all() []*listener {
	if ls.secure == nil {
		return []*listener{ls.plain}
	}
	return []*listener{ls.plain, ls.secure}
}

// listenAll listens on the addresses that the flags name, with one limit on the
// connections of both.
func listenAll(ctx context.Context, o *options, log *slog.Logger) (*listeners, error) {
	limit := newConnectionLimit(o.maxConnections)
	plain, err := listen(ctx, "addr", o.addr, limit)
	if err != nil {
		return nil, err
	}
	ls := &listeners{plain: plain, certFile: o.certOut}
	if o.tlsAddr == "" {
		return ls, nil
	}
	ls.secure, err = listenTLS(ctx, o, limit)
	switch {
	case err != nil && o.tlsOptional:
		log.Warn("going on without TLS", "err", err)
	case err != nil:
		plain.Close()
		return nil, err
	}
	return ls, nil
}

func listen(ctx context.Context, flag, addr string, limit connectionLimit) (*listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("-%s: %w", flag, err)
	}
	return &listener{Listener: limit.listener(l)}, nil
}

// listenTLS listens for TLS, with a new certificate.
func listenTLS(ctx context.Context, o *options, limit connectionLimit) (*listener, error) {
	l, err := listen(ctx, "tls-addr", o.tlsAddr, limit)
	if err != nil {
		return nil, err
	}
	cert, err := newCertificate(l.Addr(), o.domains, time.Now())
	if err == nil && o.certOut != "" {
		err = os.WriteFile(o.certOut, encodeCertificate(cert), 0o644)
	}
	if err != nil {
		l.Close()
		return nil, fmt.Errorf("certificate: %w", err)
	}
	l.tls = &tls.Config{Certificates: []tls.Certificate{cert}}
	return l, nil
}
