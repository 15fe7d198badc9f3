package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
)

// request reads the request as a server does: from its text, which is that of standard
// input or is made of the arguments. secure says that the target is one of https.
func (o *options) request(stdin io.Reader) (hr *http.Request, secure bool, err error) {
	if o.method == "" {
		hr, err = readRequest(stdin)
		return hr, false, err
	}
	scheme, host, target := cutTarget(o.target)
	text := o.method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + strings.Join(o.header, "\r\n")
	hr, err = parseRequest(text)
	return hr, scheme == "https", err
}

// readRequest reads the text of a request. A terminal is not waited for.
func readRequest(stdin io.Reader) (*http.Request, error) {
	if f, ok := stdin.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&fs.ModeCharDevice != 0 {
			return nil, errRequest
		}
	}
	text, err := io.ReadAll(stdin)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, errRequest
	}
	return parseRequest(string(text))
}

// parseRequest parses the text of a request, whose end may lack its blank line.
func parseRequest(text string) (*http.Request, error) {
	hr, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text + "\r\n\r\n")))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errRequest
	}
	if err != nil {
		return nil, fmt.Errorf("no HTTP request: %w", err)
	}
	return hr, nil
}

// localhost is the host of a target that names none.
const localhost = "localhost"

// cutTarget cuts a target into scheme, host and what a request line says.
func cutTarget(s string) (scheme, host, target string) {
	if strings.HasPrefix(s, "/") {
		return "", localhost, s
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || strings.ContainsAny(scheme, "/?") {
		scheme, rest = "", s
	}
	i := strings.IndexAny(rest, "/?")
	switch {
	case i < 0:
		return scheme, rest, "/"
	case rest[i] == '?':
		return scheme, rest[:i], "/" + rest[i:]
	}
	return scheme, rest[:i], rest[i:]
}
