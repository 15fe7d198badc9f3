package getobjecttest

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	// maxExchange is how long an exchange may take where the context sets no limit.
	maxExchange = 30 * time.Second

	// maxClosing is how long a server may take to close the connection after its response.
	maxClosing = time.Second
)

// exchange sends m and reads the response until the server closes the connection.
func (t Target) exchange(ctx context.Context, secure bool, m message) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, maxExchange)
	defer cancel()
	conn, err := t.dial(ctx, secure)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if _, err := conn.Write(m.bytes()); err != nil {
		return nil, fmt.Errorf("sending the request: %w", errors.Join(err, ctx.Err()))
	}
	a, err := readAnswer(conn, m.method)
	if err != nil {
		return nil, fmt.Errorf("reading the response: %w", errors.Join(err, ctx.Err()))
	}
	return a, nil
}

func (t Target) dial(ctx context.Context, secure bool) (net.Conn, error) {
	if !secure {
		return new(net.Dialer).DialContext(ctx, "tcp", t.Addr)
	}
	if t.TLSAddr == "" {
		return nil, errors.New("the vector asks for TLS, and the target has no TLSAddr")
	}
	d := tls.Dialer{Config: t.TLS}
	return d.DialContext(ctx, "tcp", t.TLSAddr)
}

// A headCopy keeps what is written to it as far as the end of the header section of the final
// response, or a little more.
type headCopy struct {
	text  []byte
	whole bool
}

func (h *headCopy) Write(p []byte) (int, error) {
	if !h.whole {
		h.text = append(h.text, p...)
		_, h.whole = h.section()
	}
	return len(p), nil
}

// section returns the header section of the final response, and whether it is whole.
func (h *headCopy) section() (string, bool) {
	section, rest, whole := strings.Cut(string(h.text), "\r\n\r\n")
	for whole && strings.HasPrefix(section, "HTTP/1.1 1") { // an interim response
		section, rest, whole = strings.Cut(rest, "\r\n\r\n")
	}
	return section, whole
}

// names returns the names of the fields.
func (h *headCopy) names() []string {
	section, _ := h.section()
	names := []string{}
	for line := range strings.SplitSeq(section, "\r\n") {
		if name, _, ok := strings.Cut(line, ":"); ok {
			names = append(names, name)
		}
	}
	return names
}

func readAnswer(conn net.Conn, method string) (*Answer, error) {
	var head headCopy
	r := bufio.NewReader(io.TeeReader(conn, &head))
	resp, err := http.ReadResponse(r, &http.Request{Method: method})
	for err == nil && resp.StatusCode < http.StatusOK {
		resp, err = http.ReadResponse(r, &http.Request{Method: method})
	}
	if err != nil {
		return nil, err
	}
	a := &Answer{Status: resp.StatusCode, Header: resp.Header, names: head.names(), length: resp.ContentLength}
	a.Body, a.bodyErr = io.ReadAll(resp.Body)
	if err := conn.SetReadDeadline(time.Now().Add(maxClosing)); err != nil {
		return nil, err
	}
	a.extra, err = io.Copy(io.Discard, r)
	a.open = errors.Is(err, os.ErrDeadlineExceeded)
	return a, nil
}
