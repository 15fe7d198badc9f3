package playground

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/internal/field"
)

// A pasted text is a request in some form, over a fixture, which knows whose keys sign it.
type pasted struct {
	Text    string `json:"text"`
	Fixture string `json:"fixture"` // may be ""
}

// Parsed is what a text says.
type parsed struct {
	Kind    string  `json:"kind"` // "curl", "aws", "url" or "http"
	Request request `json:"request"`
	Note    string  `json:"note"` // what was left out, and what the state lacks for it; "" for nothing
}

// parse reads a request in one of the forms in which people have them.
func (e *Engine) parse(p pasted) (*parsed, error) {
	text := unwrapped(p.Text)
	if text == "" {
		return nil, errors.New("there is nothing to read")
	}
	read, err := e.parseText(text, p.Fixture)
	if err != nil {
		return nil, err
	}
	if err := read.Request.check(); err != nil {
		return nil, err
	}
	if f, err := e.load(p.Fixture); err == nil {
		read.tell(lacks(f, &read.Request))
	}
	now, err := e.clock("")
	if err != nil {
		return nil, err
	}
	for _, hint := range hints(&read.Request, now) {
		read.tell(hint)
	}
	return read, nil
}

// parseText reads a command, a URL, what a tool prints of a request, or its text.
func (e *Engine) parseText(text, state string) (*parsed, error) {
	if command, ok := commandOf(text, "curl"); ok {
		return e.parseCurl(command, state)
	}
	if command, ok := commandOf(text, "aws"); ok {
		return parseAWS(command)
	}
	if q, ok := parseURL(text); ok {
		if q.Host == "" {
			return nil, errors.New("the URL has no host")
		}
		return &parsed{Kind: "url", Request: q}, nil
	}
	if message, note, ok := traced(text); ok {
		q, err := parseHTTP(message)
		q.TLS = true // which what prints these forms speaks to S3
		return &parsed{Kind: "http", Request: q, Note: note}, err
	}
	q, err := parseHTTP(text)
	if q.Host == "" {
		q.Host = "s3.amazonaws.com"
	}
	return &parsed{Kind: "http", Request: q}, err
}

// invisible are characters that come along when a text is copied from a page, and what they become.
var invisible = [...]string{"\ufeff", "", "\u200b", "", "\u00a0", " "}

// typeset are quotes of a command that went through a program for prose, and what they were.
var typeset = [...]string{"\u201c", `"`, "\u201d", `"`, "\u2018", "'", "\u2019", "'"}

// unwrapped returns a text without what stands around it where it is copied from: the quotes of a
// program, the angle brackets of a mail.
func unwrapped(text string) string {
	text = strings.TrimSpace(strings.NewReplacer(invisible[:]...).Replace(text))
	for _, pair := range []string{`""`, `''`, "<>", "``"} {
		if inner := strings.TrimSuffix(strings.TrimPrefix(text, pair[:1]), pair[1:]); len(inner) == len(text)-2 && strings.Contains(inner, "://") {
			return inner
		}
	}
	return text
}

// starters are programs that start others.
var starters = [...]string{"sudo", "time", "exec", "env"}

// withoutPrompt returns a command without what stands before the name of its program: a prompt,
// variables, and programs that start others.
func withoutPrompt(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if i := strings.IndexByte(line, '>'); i > 0 && (strings.HasPrefix(line, "PS ") || line[1] == ':') {
		text = text[i:]
	}
	text = strings.TrimLeft(text, "$%#> \t")
	for {
		word, rest, ok := strings.Cut(text, " ")
		name, _, isVariable := strings.Cut(word, "=")
		if !ok || !slices.Contains(starters[:], word) && !(isVariable && field.IsToken(name)) {
			return text
		}
		text = strings.TrimLeft(rest, " ")
	}
}

// commandOf returns the command of a program without what stands before it, and whether there is
// one. It is as a shell of Unix reads it, wherever it was written.
func commandOf(text, program string) (command string, ok bool) {
	command = withoutPrompt(text)
	name := command
	if i := strings.IndexAny(command, " \t\r\n\\`^"); i >= 0 {
		name = command[:i]
	}
	if strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".exe") != program {
		return "", false
	}
	if !strings.ContainsAny(command, `"'`) {
		command = strings.NewReplacer(typeset[:]...).Replace(command)
	}
	return fromWindows(command), true
}

// parseURL reads a URL, also one whose line was broken, and whether it is one.
func parseURL(text string) (request, bool) {
	q := request{Method: http.MethodGet, Header: [][2]string{}, Sign: signNone}
	if isBare(text) {
		text = "https://" + text
	}
	scheme, rest, _ := strings.Cut(text, "://")
	switch strings.ToLower(scheme) {
	case "s3":
		bucket, key, _ := strings.Cut(rest, "/")
		text = "https://" + bucket + ".s3.amazonaws.com/" + key
	case "http", "https":
	default:
		return q, false
	}
	q.TLS, q.Host, q.Target = cutURL(strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(text))
	return q, true
}

// isBare reports whether a text is an address of S3 without its scheme.
func isBare(text string) bool {
	host, _, _ := strings.Cut(text, "/")
	name, _, _ := strings.Cut(host, ":")
	return strings.HasSuffix(name, ".amazonaws.com") && !strings.ContainsAny(text, " \t\n")
}

// tell adds a sentence to the note, unless it is "".
func (p *parsed) tell(text string) {
	if text == "" {
		return
	}
	if p.Note != "" {
		p.Note += "; "
	}
	p.Note += text
}

// lacks says what the state has not that a request names: S3 answers as if that did not exist.
func lacks(f *fixture.Fixture, q *request) string {
	path, _, _ := strings.Cut(q.Target, "?")
	to := f.Handler().Hosts.Parse(q.Host, decoded(path, url.PathUnescape))
	var missing []string
	if name := bucketOf(f, to); name != "" {
		if _, err := f.Store.Bucket(context.Background(), name); err != nil {
			missing = append(missing, "no bucket "+name)
		}
	}
	if key := accessKeyOf(q); key != "" && holder(f, key) == nil {
		missing = append(missing, "nobody with the access key "+key)
	}
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("the state has %s, and so this is answered as if there were none", strings.Join(missing, " and "))
}

// credentials are what stands before the access key in a link of version 4 and of version 2, and in
// the header.
var credentials = [...]string{"X-Amz-Credential=", "AWSAccessKeyId=", "AWS4-HMAC-SHA256 Credential="}

// accessKeyOf returns the access key that a request is signed with, or "".
func accessKeyOf(q *request) string {
	authorization, _ := q.value("Authorization")
	for _, before := range credentials {
		if _, key, ok := strings.Cut(q.Target+" "+authorization, before); ok {
			if end := strings.IndexAny(key, "/%& ,"); end >= 0 {
				key = key[:end]
			}
			return key
		}
	}
	return ""
}
