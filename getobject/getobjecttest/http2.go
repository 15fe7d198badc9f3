package getobjecttest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// ErrUnsendable means that a request cannot be sent over HTTP/2: package net/http, which
// sends it there, has no place for what is odd about it.
var ErrUnsendable = errors.New("getobjecttest: the request cannot be sent over HTTP/2")

// exchangeHTTP2 sends m over HTTP/2, in the clear with prior knowledge or over TLS, and reads
// the response. All names of it are in lower case, and its end is the stream's.
func (t Target) exchangeHTTP2(ctx context.Context, secure bool, m message) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, maxExchange)
	defer cancel()
	r, err := m.request(ctx)
	if err != nil {
		return nil, err
	}
	r.URL.Scheme, r.URL.Host = "http", t.Addr
	transport := &http.Transport{DisableCompression: true, Protocols: new(http.Protocols)}
	transport.Protocols.SetUnencryptedHTTP2(!secure)
	transport.Protocols.SetHTTP2(secure)
	if secure {
		r.URL.Scheme, r.URL.Host = "https", t.TLSAddr
		transport.TLSClientConfig = t.TLS.Clone()
		if t.TLS == nil {
			transport.TLSClientConfig = new(tls.Config)
		}
	}
	defer transport.CloseIdleConnections()
	resp, err := transport.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("over HTTP/2: %w", err)
	}
	defer resp.Body.Close()
	if resp.ProtoMajor != 2 {
		return nil, fmt.Errorf("the server speaks %s, and not HTTP/2", resp.Proto)
	}
	a := &Answer{Status: resp.StatusCode, Header: resp.Header, length: resp.ContentLength}
	a.Body, a.bodyErr = io.ReadAll(resp.Body)
	return a, nil
}

// request returns m as a request of package net/http, whose target stays as it is. The error
// is [ErrUnsendable].
func (m message) request(ctx context.Context) (*http.Request, error) {
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(m.bytes())))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsendable, err)
	}
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if strings.HasPrefix(path, "//") || r.Host != m.host {
		return nil, fmt.Errorf("%w: its target or host is read otherwise", ErrUnsendable)
	}
	for name, lines := range r.Header {
		for _, l := range lines {
			if strings.ContainsFunc(name+l, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
				return nil, fmt.Errorf("%w: a control character", ErrUnsendable)
			}
		}
	}
	r.URL.Opaque, r.RequestURI, r.Close = path, "", false
	r.Header.Del("Connection")
	if r.Header["User-Agent"] == nil {
		r.Header["User-Agent"] = nil // or net/http sends one of its own
	}
	return r.WithContext(ctx), nil
}
