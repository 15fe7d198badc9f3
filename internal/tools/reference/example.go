package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/rule"
)

// An example is a request over the demo of the command explain.
type example struct {
	rule   *rule.Rule // what has to decide it
	as     string     // name of the principal that asks; "" is nobody
	method string     // "" is GET
	target string     // a path, or a URL with its host
	header string     // lines, divided by line breaks
}

// host and path of the target, which https makes a target over TLS.
func (x example) cut() (secure bool, host, path string) {
	if strings.HasPrefix(x.target, "/") {
		return false, "localhost", x.target
	}
	scheme, rest, _ := strings.Cut(x.target, "://")
	host, path, _ = strings.Cut(rest, "/")
	return scheme == "https", host, "/" + path
}

// verb returns the method.
func (x example) verb() string {
	if x.method == "" {
		return http.MethodGet
	}
	return x.method
}

// lines returns the header lines.
func (x example) lines() []string {
	if x.header == "" {
		return nil
	}
	return strings.Split(x.header, "\n")
}

// command returns the command that explains the example.
func (x example) command() string {
	words := []string{"go run ./examples/explain"}
	if x.as != "" {
		words = append(words, "-as", x.as)
	}
	words = append(words, x.verb(), quote(x.target))
	for _, line := range x.lines() {
		words = append(words, "-H", quote(line))
	}
	return strings.Join(words, " ")
}

// quote returns a word as a shell reads it.
func quote(word string) string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.:-_%") == "" {
		return word
	}
	return "'" + word + "'"
}

// request makes the request.
func (x example) request() (hr *http.Request, secure bool, err error) {
	secure, host, path := x.cut()
	text := x.verb() + " " + path + " HTTP/1.1\nHost: " + host + "\n" + x.header + "\n\n"
	if x.header == "" {
		text = strings.TrimSuffix(text, "\n")
	}
	hr, err = http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
	return hr, secure, err
}

// demo is the fixture of the command explain.
const demo = "internal/demo/demo.json"

// tryExamples explains each example, and keeps the first of each rule.
func (r *reference) tryExamples(root string) error {
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(demo)))
	if err != nil {
		return err
	}
	f, err := fixture.Load(data)
	if err != nil {
		return err
	}
	for i := range examples {
		if err := r.tryExample(f, examples[i]); err != nil {
			return fmt.Errorf("%s: %w", examples[i].command(), err)
		}
	}
	return nil
}

func (r *reference) tryExample(f *fixture.Fixture, x example) error {
	h := f.Endpoints()
	if p := f.Principal(x.as); p != nil {
		h.Objects.Authenticator = getobject.AuthenticatedAs(p.Identity())
	}
	hr, secure, err := x.request()
	if err != nil {
		return err
	}
	h.Objects.Secure = func(*http.Request) bool { return secure }
	told := h.Explain(hr)
	if e := r.find(x.rule.ID); e.example == nil {
		e.example = &x
	}
	return r.note(told, x.rule.ID)
}
