package getobjecttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A message is a request as it goes over the wire.
type message struct {
	method  string
	host    string
	path    string         // encoded
	query   []vectors.Item // not encoded
	headers []vectors.Line // without Host
	body    []byte
}

// Message returns the bytes that [Run] sends for the request of a vector over HTTP/1.1: signed, with its
// times filled in, up to the blank line that ends its header section. fixture is that of the vector's
// file, and Addr and TLSAddr are the Host of requests that name their bucket by the path. It is for
// programs that send or show the request themselves.
func (t Target) Message(fixture json.RawMessage, r vectors.Request) ([]byte, error) {
	seeded, err := readSeeds(fixture)
	if err != nil {
		return nil, err
	}
	m, err := t.compose(seeded, vectors.Step{Request: r}, t.now())
	if err != nil {
		return nil, err
	}
	return m.bytes(), nil
}

// address fills in host and path.
func (t Target) address(r vectors.Request) message {
	switch {
	case r.Host != "":
		return message{host: r.Host, path: "/" + escape(r.Key, "/")}
	case r.Virtual():
		return message{host: r.Bucket + ".s3.amazonaws.com", path: "/" + escape(r.Key, "/")}
	}
	host := t.Addr
	if r.TLS {
		host = t.TLSAddr
	}
	if r.Bucket == "" {
		return message{host: host, path: "/"}
	}
	return message{host: host, path: "/" + escape(r.Bucket, "") + "/" + escape(r.Key, "/")}
}

// expand returns lines with their placeholders replaced.
func expand(lines []vectors.Line, now time.Time) ([]vectors.Line, error) {
	lines = slices.Clone(lines)
	for i := range lines {
		value, err := vectors.Expand(lines[i].Value, now)
		if err != nil {
			return nil, err
		}
		lines[i].Value = value
	}
	return lines, nil
}

// tamper does to a signed message what r wants done after signing: lines and parameters
// are taken away, changed, and added.
func (m message) tamper(r vectors.Request, now time.Time) (message, error) {
	if r.Sign == nil {
		return m, nil
	}
	for _, name := range r.Sign.Drop {
		if !m.drop(name, r.Presigned) {
			return m, fmt.Errorf("sign.drop: the signed request has no %s", name)
		}
	}
	replace, err := expand(r.Sign.Replace, now)
	if err != nil {
		return m, err
	}
	for _, l := range replace {
		if !m.replace(l, r.Presigned) {
			return m, fmt.Errorf("sign.replace: the signed request has no %s", l.Name)
		}
	}
	unsigned, err := expand(r.Sign.Unsigned, now)
	m.headers = append(m.headers, unsigned...)
	return m, err
}

// drop takes all lines, or parameters, of a name away, and reports whether there were any.
func (m *message) drop(name string, inQuery bool) bool {
	before := len(m.query) + len(m.headers)
	if inQuery {
		m.query = slices.DeleteFunc(m.query, func(i vectors.Item) bool { return i.Name == name })
	} else {
		m.headers = slices.DeleteFunc(m.headers, func(l vectors.Line) bool { return strings.EqualFold(l.Name, name) })
	}
	return len(m.query)+len(m.headers) < before
}

// replace changes the value of all lines, or parameters, with the name of by, and reports
// whether there were any.
func (m *message) replace(by vectors.Line, inQuery bool) bool {
	found := false
	for i := range m.query {
		if inQuery && m.query[i].Name == by.Name {
			m.query[i] = vectors.Item{Name: by.Name, Value: by.Value}
			found = true
		}
	}
	for i := range m.headers {
		if !inQuery && strings.EqualFold(m.headers[i].Name, by.Name) {
			m.headers[i].Value = by.Value
			found = true
		}
	}
	return found
}

// value returns the value of the first line of a name, and whether there is one.
func (m message) value(name string) (string, bool) {
	for _, l := range m.headers {
		if strings.EqualFold(l.Name, name) {
			return l.Value, true
		}
	}
	return "", false
}

// bytes returns what is written to the connection.
func (m message) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s", m.method, m.path)
	for i, item := range m.query {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(escape(item.Name, ""))
		if !item.Bare {
			b.WriteString("=" + escape(item.Value, ""))
		}
	}
	fmt.Fprintf(&b, " HTTP/1.1\r\nHost: %s\r\n", m.host)
	for _, l := range m.headers {
		fmt.Fprintf(&b, "%s: %s\r\n", l.Name, l.Value)
	}
	b.WriteString("Connection: close\r\n\r\n")
	b.Write(m.body)
	return b.Bytes()
}

// escape percent-encodes every byte of s but the unreserved characters of RFC 3986 §2.3
// and those of also.
func escape(s, also string) string {
	const digits = "0123456789ABCDEF"
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	var b strings.Builder
	for _, c := range []byte(s) {
		if strings.IndexByte(plain, c) >= 0 || strings.IndexByte(also, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', digits[c>>4], digits[c&15]})
	}
	return b.String()
}
