// Package respell finds out whether a signature covers what a server reads: it writes a
// request in another way, of which some are signed alike, and tells what is read of a
// request. Two requests that one signature is good for must be read alike.
package respell

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
)

// Request returns a copy of hr with one place written otherwise. It may be a request
// that is signed alike, another one, or hr again where there was nothing to change. hr
// is not changed.
func Request(g *rand.Rand, hr *http.Request) *http.Request {
	c := *hr
	u := *hr.URL
	c.URL, c.Header = &u, hr.Header.Clone()
	switch g.IntN(8) {
	case 0:
		c.Host = respell(g, c.Host)
	case 1:
		path(g, &u)
	case 2, 3, 4:
		u.RawQuery = query(g, u.RawQuery)
	default:
		header(g, c.Header)
	}
	return &c
}

func pick[T any](g *rand.Rand, from ...T) T { return from[g.IntN(len(from))] }

// respell changes one place of a text in a way that a signer or a reader may overlook.
func respell(g *rand.Rand, s string) string {
	at := g.IntN(len(s) + 1)
	blank := pick(g, " ", "\t", "  ", " \t", ",", ", ", "/", "@", "%", "\u00a0")
	switch g.IntN(7) {
	case 0:
		return s[:at] + blank + s[at:]
	case 1:
		return blank + s
	case 2:
		return s + blank
	case 3:
		return strings.Replace(s, " ", pick(g, "  ", "\t", " \t ", ""), 1)
	case 4:
		return swapCase(s, at)
	case 5:
		return strings.ReplaceAll(s, "  ", " ")
	}
	return s + pick(g, ".", ":80", "x", s)
}

func swapCase(s string, at int) string {
	if at == len(s) {
		return strings.ToUpper(s)
	}
	c := s[at]
	if letter := c | 0x20; 'a' <= letter && letter <= 'z' {
		c ^= 0x20
	}
	return s[:at] + string(rune(c)) + s[at+1:]
}

// path writes a byte of a path with or without encoding, or adds one.
func path(g *rand.Rand, u *url.URL) {
	raw := u.EscapedPath()
	at := g.IntN(len(raw) + 1)
	switch g.IntN(4) {
	case 0:
		raw = encodeByte(g, raw, at)
	case 1:
		raw = strings.Replace(raw, pick(g, "%2F", "%2B", "%20", "%28"), pick(g, "/", "+", "%2f", "("), 1)
	case 2:
		raw = raw[:at] + pick(g, "/", "%2F", ".", "%00", "+", "..") + raw[at:]
	default:
		raw = strings.ToLower(raw)
	}
	if decoded, err := url.PathUnescape(raw); err == nil {
		u.Path, u.RawPath = decoded, raw
	}
}

func encodeByte(g *rand.Rand, s string, at int) string {
	if at == len(s) || s[at] == '%' || s[at] == '&' || s[at] == '=' || s[at] == '/' {
		return s
	}
	digits := pick(g, "0123456789ABCDEF", "0123456789abcdef")
	return s[:at] + "%" + string(digits[s[at]>>4]) + string(digits[s[at]&15]) + s[at+1:]
}

// query changes the items of a query, their order or their spelling.
func query(g *rand.Rand, raw string) string {
	items := strings.Split(raw, "&")
	i := g.IntN(len(items))
	switch g.IntN(8) {
	case 0, 1:
		g.Shuffle(len(items), func(a, b int) { items[a], items[b] = items[b], items[a] })
	case 2:
		items[i] = encodeByte(g, items[i], g.IntN(len(items[i])+1))
	case 3:
		items[i] = strings.Replace(items[i], pick(g, "+", "%20", "=", "%2F"), pick(g, "%20", "+", "", "/"), 1)
	case 4:
		items = append(items, items[i])
	case 5:
		items = append(items, pick(g, "", "versionId=null", "partNumber=1", "response-expires=0", "x-amz-request-payer=requester",
			"X-Amz-Expected-Bucket-Owner=1", "X-Amz-Signature=0", "X-Amz-Expires=1", "acl"))
	case 6:
		items[i] = swapCase(items[i], g.IntN(len(items[i])+1))
	default:
		items[i] = respell(g, items[i])
	}
	return strings.Join(items, "&")
}

// fields are the header fields that decide something of a read.
var fields = [...]string{
	"Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range",
	"X-Amz-Checksum-Mode", "X-Amz-Request-Payer", "X-Amz-Expected-Bucket-Owner", "X-Amz-Content-Sha256", "X-Amz-Security-Token", "X-Amz-Date",
	"X-Amz-Server-Side-Encryption", "X-Amz-Server-Side-Encryption-Customer-Algorithm",
	"X-Amz-Server-Side-Encryption-Customer-Key", "X-Amz-Server-Side-Encryption-Customer-Key-Md5", "Authorization",
}

// choose returns the name of a field that is there, or of one that has to be signed if it
// is. Others may be added to a signed request and mean something.
func choose(g *rand.Rand, h http.Header) string {
	name := pick(g, fields[:]...)
	for try := 0; h[name] == nil && try < 8; try++ {
		name = pick(g, fields[:]...)
	}
	if h[name] == nil {
		return "X-Amz-Request-Payer"
	}
	return name
}

// header changes the lines of one field.
func header(g *rand.Rand, h http.Header) {
	name := choose(g, h)
	lines := h[name]
	switch g.IntN(8) {
	case 0:
		delete(h, name)
	case 1:
		h[name] = append(lines, pick(g, "", "*", "requester", strings.Join(lines, ",")))
	case 2:
		h[name] = []string{strings.Join(lines, pick(g, ",", ", "))}
	case 3:
		h[name] = strings.Split(strings.Join(lines, ","), ",")
	case 4:
		g.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
	default:
		if len(lines) > 0 {
			i := g.IntN(len(lines))
			lines[i] = respell(g, lines[i])
		}
	}
}
