package playground

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// A request is one request, as the page has it: what goes over the wire, and who sends it when.
type request struct {
	Method  string      `json:"method"`
	TLS     bool        `json:"tls"`
	Host    string      `json:"host"`
	Target  string      `json:"target"`
	Header  [][2]string `json:"header"`
	As      string      `json:"as"`      // name of the principal that asks; "" is nobody, or whoever signed
	Sign    string      `json:"sign"`    // "none", "header" or "query"
	Expires int64       `json:"expires"` // seconds, of a URL that is signed
	Time    string      `json:"time"`    // RFC 3339; "" is now
}

// value returns the value of the first line of a name, and whether there is one.
func (q *request) value(name string) (string, bool) {
	for _, l := range q.Header {
		if strings.EqualFold(l[0], name) {
			return l[1], true
		}
	}
	return "", false
}

// check finds what cannot be written as a request.
func (q *request) check() error {
	switch {
	case !field.IsToken(q.Method):
		return fmt.Errorf("%q is no method", q.Method)
	case q.Target == "":
		return errors.New("the target is empty")
	case strings.ContainsFunc(q.Target, isControl) || strings.Contains(q.Target, " "):
		return errors.New("a target has no blanks and no control characters: a blank is %20")
	case strings.ContainsFunc(q.Host, isControl) || strings.ContainsAny(q.Host, " /?"):
		return fmt.Errorf("%q is no host", q.Host)
	}
	for _, l := range q.Header {
		if !field.IsToken(l[0]) {
			return fmt.Errorf("%q is no name of a header field", l[0])
		}
		if strings.ContainsAny(l[1], "\r\n\x00") {
			return fmt.Errorf("the value of %s has a line break", l[0])
		}
	}
	return nil
}

func isControl(c rune) bool { return c < ' ' || c == 0x7f }

// local is where the requests of the page come from, for policies that ask.
const local = "127.0.0.1:1"

// read reads the request as a server does: from its text.
func (q *request) read() (*http.Request, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", q.Method, q.Target, q.Host)
	for _, l := range q.Header {
		if !strings.EqualFold(l[0], "Host") {
			fmt.Fprintf(&b, "%s: %s\r\n", l[0], l[1])
		}
	}
	b.WriteString("\r\n")
	hr, err := http.ReadRequest(bufio.NewReader(strings.NewReader(b.String())))
	if err != nil {
		return nil, fmt.Errorf("no server of Go reads this as a request of HTTP, and none asks what S3 answers to it: %w", err)
	}
	hr.RemoteAddr = local
	return hr, nil
}
