package playground

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/fixture"
)

// A curl is what a command of curl says.
type curl struct {
	method, url  string
	head, get    bool
	upload       bool
	asIs         bool     // leave the path as it is
	query        []string // of --url-query
	data         []string // which -G sends in the query
	header       [][2]string
	drop         []string // fields that -H takes away
	user, signer string
	left         []string // options that were left out
}

// An option is one of curl's that a read can have, or that says nothing of the request.
type option struct {
	short string
	long  string
	apply func(*curl, string) // with the value, if it has one
	value bool
}

// options are what curl is told about a request, and what it is told about anything else.
var options = [...]option{
	{"H", "header", (*curl).addHeader, true},
	{"X", "request", func(c *curl, v string) { c.method = v }, true},
	{"I", "head", func(c *curl, _ string) { c.head = true }, false},
	{"G", "get", func(c *curl, _ string) { c.get = true }, false},
	{"r", "range", func(c *curl, v string) { c.set("Range", "bytes="+v) }, true},
	{"C", "continue-at", (*curl).resume, true},
	{"u", "user", func(c *curl, v string) { c.user = v }, true},
	{"", "aws-sigv4", func(c *curl, v string) { c.signer = v }, true},
	{"", "url", func(c *curl, v string) { c.url = v }, true},
	{"", "url-query", func(c *curl, v string) { c.query = append(c.query, v) }, true},
	{"d", "data", func(c *curl, v string) { c.data = append(c.data, v) }, true},
	{"", "data-raw", func(c *curl, v string) { c.data = append(c.data, v) }, true},
	{"", "data-binary", func(c *curl, v string) { c.data = append(c.data, v) }, true},
	{"", "data-urlencode", func(c *curl, v string) { c.data = append(c.data, v) }, true},
	{"T", "upload-file", func(c *curl, v string) { c.upload, c.left = true, append(c.left, "-T "+v) }, true},
	{"", "path-as-is", func(c *curl, _ string) { c.asIs = true }, false},
	{"A", "user-agent", func(c *curl, v string) { c.set("User-Agent", v) }, true},
	{"e", "referer", func(c *curl, v string) { c.set("Referer", v) }, true},
	{"b", "cookie", func(c *curl, v string) { c.set("Cookie", v) }, true},
	{"z", "time-cond", (*curl).since, true},
	{"", "compressed", func(c *curl, _ string) { c.set("Accept-Encoding", "deflate, gzip") }, false},
	{"", "oauth2-bearer", func(c *curl, v string) { c.set("Authorization", "Bearer "+v) }, true},
}

// silent are options that say nothing of the request, those with a value first.
var silent = [2][]string{
	{"o", "output", "m", "max-time", "connect-timeout", "w", "write-out", "x", "proxy", "retry", "retry-delay", "retry-max-time",
		"resolve", "connect-to", "cacert", "capath", "cert", "E", "cert-type", "key", "key-type", "pass", "pinnedpubkey", "ciphers",
		"tls-max", "proto", "proto-default", "c", "cookie-jar", "D", "dump-header", "limit-rate", "Y", "speed-limit", "y", "speed-time",
		"interface", "local-port", "dns-servers", "noproxy", "U", "proxy-user", "max-redirs", "max-filesize", "keepalive-time",
		"output-dir", "stderr", "trace", "trace-ascii", "trace-config", "K", "config", "etag-save", "hsts", "alt-svc"},
	{"s", "silent", "S", "show-error", "v", "verbose", "i", "include", "show-headers", "L", "location", "location-trusted", "f", "fail",
		"fail-early", "fail-with-body", "k", "insecure", "O", "remote-name", "J", "remote-header-name", "g", "globoff", "http1.1",
		"http2", "http2-prior-knowledge", "http3", "0", "http1.0", "4", "ipv4", "6", "ipv6", "N", "no-buffer", "#", "progress-bar",
		"ssl-reqd", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "no-progress-meter", "raw", "R", "remote-time", "create-dirs", "q",
		"disable", "retry-all-errors", "retry-connrefused", "no-keepalive", "trace-time", "ssl-no-revoke", "Z", "parallel"},
}

// parseCurl reads a command of curl.
func (e *Engine) parseCurl(command, state string) (*parsed, error) {
	list, err := words(command)
	if err != nil {
		return nil, err
	}
	c := new(curl)
	if err := c.read(list[1:]); err != nil {
		return nil, err
	}
	q, err := c.request()
	if err != nil {
		return nil, err
	}
	p := &parsed{Kind: "curl", Request: q}
	if len(c.left) > 0 {
		p.Note = "left out: " + strings.Join(c.left, " ")
	}
	if c.signer != "" {
		p.Request.As, p.Request.Sign = e.owner(state, c.user), signHeader
		if p.Request.As == "" {
			p.Request.Sign = signNone
			p.tell("nobody in the state has the access key of --user, so that it cannot be signed")
		}
	}
	return p, nil
}

// owner returns the name of the principal whose access key stands before a colon.
func (e *Engine) owner(state, user string) string {
	key, _, _ := strings.Cut(user, ":")
	f, err := e.load(state)
	if err != nil {
		return ""
	}
	if p := holder(f, key); p != nil {
		return p.Name
	}
	return ""
}

// holder returns the principal that has an access key, or nil.
func holder(f *fixture.Fixture, key string) *fixture.Principal {
	i := slices.IndexFunc(f.Principals, func(p fixture.Principal) bool { return p.AccessKey == key })
	if i < 0 {
		return nil
	}
	return &f.Principals[i]
}

// read reads the words behind curl.
func (c *curl) read(list []string) error {
	for len(list) > 0 {
		word := list[0]
		list = list[1:]
		var err error
		switch {
		case strings.HasPrefix(word, "--") && len(word) > 2:
			list, err = c.long(word[2:], list)
		case strings.HasPrefix(word, "-") && len(word) > 1 && word != "--":
			list, err = c.short(word[1:], list)
		case word == "--":
		case c.url != "":
			err = fmt.Errorf("the command has two URLs: %s and %s", c.url, word)
		default:
			c.url = word
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// long reads an option with a name, whose value is the next word, and returns the words behind it.
func (c *curl) long(name string, list []string) ([]string, error) {
	i := slices.IndexFunc(options[:], func(o option) bool { return o.long == name })
	switch {
	case i >= 0 && !options[i].value:
		options[i].apply(c, "")
		return list, nil
	case i < 0 && slices.Contains(silent[1], name):
		return list, nil
	case i < 0 && !slices.Contains(silent[0], name):
		c.left = append(c.left, "--"+name)
		return list, nil
	case len(list) == 0:
		return nil, fmt.Errorf("--%s has no value", name)
	case i >= 0:
		options[i].apply(c, list[0])
	}
	return list[1:], nil
}

// short reads options of one letter, the last of which may have its value in the same word.
func (c *curl) short(word string, list []string) ([]string, error) {
	for len(word) > 0 {
		name, rest := word[:1], word[1:]
		i := slices.IndexFunc(options[:], func(o option) bool { return o.short == name })
		switch {
		case i < 0 && slices.Contains(silent[1], name):
			word = rest
			continue
		case i < 0 && !slices.Contains(silent[0], name):
			c.left = append(c.left, "-"+name)
			word = rest
			continue
		case i >= 0 && !options[i].value:
			options[i].apply(c, "")
			word = rest
			continue
		case rest == "" && len(list) == 0:
			return nil, fmt.Errorf("-%s has no value", name)
		case rest == "":
			rest, list = list[0], list[1:]
		}
		if i >= 0 {
			options[i].apply(c, rest)
		}
		return list, nil
	}
	return list, nil
}

// addHeader adds a line, or takes the line away that curl would send itself.
func (c *curl) addHeader(line string) {
	if name, value, ok := strings.Cut(line, ":"); ok {
		if value = strings.TrimLeft(value, " \t"); value != "" {
			c.header = append(c.header, [2]string{name, value})
			return
		}
		c.drop = append(c.drop, name)
		return
	}
	if name, ok := strings.CutSuffix(line, ";"); ok {
		c.header = append(c.header, [2]string{name, ""})
		return
	}
	c.left = append(c.left, "-H "+line)
}

// set sets a line that an option stands for.
func (c *curl) set(name, value string) {
	c.header = append(c.header, [2]string{name, value})
}

// resume asks for the bytes from a place. A place that is that of a file is not known here.
func (c *curl) resume(from string) {
	if from == "-" {
		c.left = append(c.left, "-C -")
		return
	}
	c.set("Range", "bytes="+from+"-")
}

// since sets a condition of time, which a minus turns around.
func (c *curl) since(date string) {
	if before, ok := strings.CutPrefix(date, "-"); ok {
		c.set("If-Unmodified-Since", before)
		return
	}
	c.set("If-Modified-Since", date)
}

// request makes the request.
func (c *curl) request() (request, error) {
	q := request{Method: http.MethodGet, Header: c.lines(), Sign: signNone}
	if c.url == "" {
		return q, errors.New("the command has no URL")
	}
	if !strings.Contains(c.url, "://") {
		c.url = "http://" + c.url
	}
	if q.TLS, q.Host, q.Target = cutURL(c.url); q.Host == "" {
		return q, errors.New("the URL has no host")
	}
	if !c.asIs {
		q.Target = withoutDots(q.Target)
	}
	if host, ok := (&request{Header: c.header}).value("Host"); ok {
		q.Host = host
	}
	switch {
	case c.method != "":
		q.Method = c.method
	case c.head:
		q.Method = http.MethodHead
	case c.upload:
		q.Method = http.MethodPut
	case len(c.data) > 0 && !c.get:
		q.Method = http.MethodPost
	}
	if c.get {
		c.query = append(c.query, c.data...)
	} else if len(c.data) > 0 {
		c.left = append(c.left, "-d")
	}
	for _, more := range c.query {
		mark := "?"
		if strings.Contains(q.Target, mark) {
			mark = "&"
		}
		q.Target += mark + encodeBlanks(more)
	}
	return q, nil
}

// lines returns the lines of the header, but for those of curl's own that say nothing to S3.
func (c *curl) lines() [][2]string {
	lines := [][2]string{}
	for _, l := range c.header {
		dropped := slices.ContainsFunc(c.drop, func(name string) bool { return strings.EqualFold(name, l[0]) })
		if !dropped && !strings.EqualFold(l[0], "Host") {
			lines = append(lines, l)
		}
	}
	if c.user != "" && c.signer == "" {
		lines = append(lines, [2]string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(c.user))})
	}
	return lines
}

// withoutDots returns a target whose path has no segments of dots, as curl sends it
// (RFC 3986 §5.2.4).
func withoutDots(target string) string {
	path, query, asks := strings.Cut(target, "?")
	var kept []string
	segments := strings.Split(path, "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == ".." && len(kept) > 1:
			kept = kept[:len(kept)-1]
		case s != "." && s != "..":
			kept = append(kept, s)
			continue
		}
		if last {
			kept = append(kept, "")
		}
	}
	if path = strings.Join(kept, "/"); asks {
		path += "?" + query
	}
	return path
}
