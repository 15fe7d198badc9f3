package playground

import (
	"errors"
	"net/http"
	"strings"
)

// A pasted text is a request in some form, over a fixture, which knows whose keys sign it.
type pasted struct {
	Text    string `json:"text"`
	Fixture string `json:"fixture"` // may be ""
}

// Parsed is what a text says.
type parsed struct {
	Kind    string  `json:"kind"` // "curl", "url" or "http"
	Request request `json:"request"`
	Note    string  `json:"note"` // what was left out, "" for nothing
}

// parse reads a command of curl, a URL, or the text of an HTTP request.
func (e *Engine) parse(p pasted) (*parsed, error) {
	text := strings.TrimSpace(p.Text)
	first, _, _ := strings.Cut(text, " ")
	scheme, rest, isURL := strings.Cut(first, "://")
	switch {
	case text == "":
		return nil, errors.New("there is nothing to read")
	case first == "curl" || strings.HasPrefix(text, "curl\t") || strings.HasPrefix(text, "curl\\"):
		return e.parseCurl(text, p.Fixture)
	case isURL && strings.EqualFold(scheme, "s3"):
		bucket, key, _ := strings.Cut(rest, "/")
		text = "https://" + bucket + ".s3.amazonaws.com/" + key + strings.TrimPrefix(text, first)
		fallthrough
	case isURL && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "s3")):
		q := request{Method: http.MethodGet, Header: [][2]string{}, Sign: signNone}
		if q.TLS, q.Host, q.Target = cutURL(text); q.Host == "" {
			return nil, errors.New("the URL has no host")
		}
		return &parsed{Kind: "url", Request: q}, q.check()
	}
	q, err := parseHTTP(text)
	if err != nil {
		return nil, err
	}
	if q.Host == "" {
		q.Host = "s3.amazonaws.com"
	}
	return &parsed{Kind: "http", Request: q}, q.check()
}
