package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// A reader walks through a JSON document and knows where it is. What it is asked for is
// the grammar of policies, so it is never deeper than that.
type reader struct {
	document []byte
	dec      *json.Decoder
}

func newReader(document []byte) *reader {
	dec := json.NewDecoder(bytes.NewReader(document))
	dec.UseNumber()
	return &reader{document, dec}
}

// next returns the offset of the token that comes next.
func (r *reader) next() int {
	i := int(r.dec.InputOffset())
	for i < len(r.document) && strings.IndexByte(" \t\r\n,:", r.document[i]) >= 0 {
		i++
	}
	return i
}

// begins reports whether the next token begins with c.
func (r *reader) begins(c byte) bool {
	i := r.next()
	return i < len(r.document) && r.document[i] == c
}

// fault makes an error at the next token.
func (r *reader) fault(path, reason string) error {
	return faultAt(r.document, r.next(), path, reason)
}

// token returns the next token.
func (r *reader) token(path string) (json.Token, error) {
	at := r.next()
	t, err := r.dec.Token()
	if err == nil {
		return t, nil
	}
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		at = max(at, int(syntax.Offset)-1)
	}
	reason := "no valid JSON"
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		reason = "ends too early"
	}
	return nil, faultAt(r.document, at, path, reason)
}

// end checks that nothing follows.
func (r *reader) end() error {
	if r.next() == len(r.document) {
		return nil
	}
	return r.fault("", "something follows the policy")
}

// object reads an object. It calls member for each name, which has to read its value.
// Names that differ only in case are one name if fold says so.
func (r *reader) object(path string, fold bool, member func(name, path string) error) error {
	if !r.begins('{') {
		return r.fault(path, "not an object")
	}
	if _, err := r.token(path); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.dec.More() {
		at := r.next()
		t, err := r.token(path)
		if err != nil {
			return err
		}
		name, _ := t.(string)
		below, same := join(path, name), name
		if fold {
			same = strings.ToLower(name)
		}
		if seen[same] {
			return faultAt(r.document, at, below, "there twice")
		}
		seen[same] = true
		if err := member(name, below); err != nil {
			return err
		}
	}
	_, err := r.token(path)
	return err
}

// join appends a name to a path.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// list reads a list, which may not be empty, or a single value in its stead. It calls item
// for each value, which has to read it.
func (r *reader) list(path string, item func(path string) error) error {
	if !r.begins('[') {
		return item(path)
	}
	at := r.next()
	if _, err := r.token(path); err != nil {
		return err
	}
	n := 0
	for ; r.dec.More(); n++ {
		if err := item(path + "[" + strconv.Itoa(n) + "]"); err != nil {
			return err
		}
	}
	if n == 0 && r.begins(']') {
		return faultAt(r.document, at, path, "an empty list")
	}
	_, err := r.token(path)
	return err
}

// skip reads a value, whatever it is.
func (r *reader) skip(path string) error {
	depth := 0
	for {
		t, err := r.token(path)
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// text reads a string.
func (r *reader) text(path string) (string, error) {
	if !r.begins('"') {
		return "", r.fault(path, "not a string")
	}
	t, err := r.token(path)
	if err != nil {
		return "", err
	}
	s, _ := t.(string)
	return s, nil
}

// texts reads a string, or a list of strings, and calls each with them. What each says is
// wrong with the string.
func (r *reader) texts(path string, each func(s string) (reason string)) error {
	return r.list(path, func(path string) error {
		at := r.next()
		s, err := r.text(path)
		if err != nil {
			return err
		}
		if reason := each(s); reason != "" {
			return faultAt(r.document, at, path, reason)
		}
		return nil
	})
}

// scalar reads a string, a number or a Boolean as text.
func (r *reader) scalar(path string) (string, error) {
	if r.begins('{') || r.begins('[') || r.begins('n') {
		return "", r.fault(path, "neither a string nor a number nor a Boolean")
	}
	t, err := r.token(path)
	if err != nil {
		return "", err
	}
	switch t := t.(type) {
	case string:
		return t, nil
	case json.Number:
		return t.String(), nil
	case bool:
		return strconv.FormatBool(t), nil
	}
	return "", r.fault(path, "no valid JSON")
}
