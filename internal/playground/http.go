package playground

import (
	"errors"
	"fmt"
	"strings"
)

// parseHTTP reads the text of an HTTP request as far as its header section. Lines may end as they
// do in texts, and what a client would not send is for the handler to refuse.
func parseHTTP(text string) (request, error) {
	q := request{Header: [][2]string{}, Sign: signNone}
	first, rest, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	method, target, ok := strings.Cut(strings.TrimRight(first, "\r "), " ")
	i := strings.LastIndex(strings.ToUpper(target), " HTTP/")
	if i >= 0 {
		q.TLS = target[i+len(" HTTP/"):] == "2" // which browsers speak over nothing else
		target = target[:i]
	}
	if !ok || target == "" || i < 0 && method != strings.ToUpper(method) {
		return q, errors.New("this is no curl command, no aws s3api command, and no link, and the first line of a request is a method, a target and HTTP/1.1")
	}
	q.Method, q.Target = method, target
	if strings.Contains(target, "://") && !strings.HasPrefix(target, "/") { // as to a proxy
		q.TLS, q.Host, q.Target = cutURL(target)
	}
	for line := range strings.Lines(rest) {
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			break
		}
		if err := q.addLine(line); err != nil {
			return q, err
		}
	}
	return q, nil
}

// addLine adds a line of a header section, which may continue the one before.
func (q *request) addLine(text string) error {
	name, value, ok := strings.Cut(text, ":")
	switch n := len(q.Header); {
	case (text[0] == ' ' || text[0] == '\t') && n > 0:
		q.Header[n-1][1] += " " + strings.Trim(text, " \t")
	case !ok:
		return fmt.Errorf("a line of the header has a name, a colon and a value: %q", text)
	case strings.EqualFold(name, "Host") && q.Host == "":
		q.Host = strings.TrimSpace(value)
	default:
		q.Header = append(q.Header, [2]string{name, strings.TrimPrefix(value, " ")})
	}
	return nil
}

// cutURL cuts a URL into what a request has of it. What no request line can have is encoded.
func cutURL(text string) (secure bool, host, target string) {
	scheme, rest, _ := strings.Cut(text, "://")
	rest, _, _ = strings.Cut(rest, "#")
	host, target = rest, "/"
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		host, target = rest[:i], rest[i:]
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + target
	}
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	return strings.EqualFold(scheme, "https"), host, encodeBlanks(target)
}

// encodeBlanks encodes the bytes that cannot stand in a request line, or only by the leave of a
// server.
func encodeBlanks(target string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(target) {
		if c <= ' ' || c >= 0x7f {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
