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

// A door is an address that is listened on.
type door struct {
	net.Listener
	tls *tls.Config // nil for a door without TLS
}

// url returns the scheme, host and port.
func (d *door) url() string {
	if d.tls != nil {
		return "https://" + d.Addr().String()
	}
	return "http://" + d.Addr().String()
}

// doors are all the addresses.
type doors struct {
	plain    *door
	secure   *door  // nil where there is no TLS
	certFile string // where the certificate was written, or ""
}

// list returns the doors that there are.
func (d *doors) list() []*door {
	if d.secure == nil {
		return []*door{d.plain}
	}
	return []*door{d.plain, d.secure}
}

// openDoors listens on the addresses that the flags name.
func openDoors(ctx context.Context, o *options, log *slog.Logger) (*doors, error) {
	plain, err := listen(ctx, "addr", o.addr)
	if err != nil {
		return nil, err
	}
	d := &doors{plain: plain, certFile: o.certOut}
	if o.tlsAddr == "" {
		return d, nil
	}
	d.secure, err = openSecure(ctx, o)
	switch {
	case err != nil && o.tlsOptional:
		log.Warn("going on without TLS", "err", err)
	case err != nil:
		plain.Close()
		return nil, err
	}
	return d, nil
}

func listen(ctx context.Context, flag, addr string) (*door, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("-%s: %w", flag, err)
	}
	return &door{Listener: l}, nil
}

// openSecure listens for TLS, with a new certificate.
func openSecure(ctx context.Context, o *options) (*door, error) {
	d, err := listen(ctx, "tls-addr", o.tlsAddr)
	if err != nil {
		return nil, err
	}
	cert, err := newCertificate(d.Addr(), o.domains, time.Now())
	if err == nil && o.certOut != "" {
		err = os.WriteFile(o.certOut, encodeCertificate(cert), 0o644)
	}
	if err != nil {
		d.Close()
		return nil, fmt.Errorf("certificate: %w", err)
	}
	d.tls = &tls.Config{Certificates: []tls.Certificate{cert}}
	return d, nil
}
