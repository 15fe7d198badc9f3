package vectors

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Forms of texts. They are compiled where they are used, so that a program which reads no sequences has
// no regular expressions in it.
const (
	// captureName is what a name of a captured text is.
	captureName = `^[a-z][a-zA-Z]*$`

	// elementPath is the path of an element: names, each with a position where it is one of several.
	elementPath = `^[A-Za-z0-9]+(/[A-Za-z0-9]+(\[[1-9][0-9]*\])?)*$`
)

// has reports whether a text has a form.
func has(form, text string) bool { return regexp.MustCompile(form).MatchString(text) }

func decodeSequence(data []byte) (Sequence, error) {
	var s Sequence
	if err := json.Unmarshal(data, &s); err != nil {
		return s, err
	}
	if err := sequenceShape().check(json.NewDecoder(bytes.NewReader(data)), ""); err != nil {
		return s, err
	}
	return s, s.validate()
}

func sequenceShape() shape {
	content := shape{"text": nil, "base64": nil, "size": nil}
	body := shape{
		"form":    {"fields": nil, "fileName": nil, "policy": nil, "damage": nil},
		"chunked": {"signed": nil, "size": nil, "trailer": nil, "damage": nil},
	}
	maps.Copy(body, content)
	return shape{
		"id": nil, "why": nil, "spec": nil, "kind": nil, "source": nil,
		"steps": {
			"request": requestShape(),
			"body":    body,
			"expect": {
				"status": nil, "headers": nil, "absent": nil, "error": nil, "errorOrder": nil, "bodyRange": nil,
				"elements": nil, "count": nil, "children": nil, "contains": nil, "aborted": nil, "body": content,
			},
			"capture": nil,
		},
	}
}

// validate looks for what decoding lets through.
func (s *Sequence) validate() error {
	if err := validateOrigin(s.ID, s.Why, s.Source, s.Spec, s.Kind); err != nil {
		return err
	}
	if len(s.Steps) == 0 {
		return errors.New("steps: are none")
	}
	captured := map[string]string{}
	for i, step := range s.Steps {
		step = step.Substitute(captured)
		if err := step.validate(); err != nil {
			return fmt.Errorf("steps[%d].%w", i, err)
		}
		for name, from := range s.Steps[i].Capture {
			if !has(captureName, name) || name == "now" || name == "iso" || (from.Header == "") == (from.Element == "") {
				return fmt.Errorf("steps[%d].capture: %q is no name, or is of none or both", i, name)
			}
			captured[name] = "x"
		}
	}
	return nil
}

// methods are those that a step may have.
var methods = [...]string{
	http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodPost, http.MethodDelete,
}

// validate looks at a step whose texts have no names of captures any more.
func (s *Step) validate() error {
	if !slices.Contains(methods[:], s.Request.Method) {
		return fmt.Errorf("request.method: %q is none of %q", s.Request.Method, methods)
	}
	if err := s.Request.validate(); err != nil {
		return fmt.Errorf("request.%w", err)
	}
	if err := s.Body.validate(); err != nil {
		return fmt.Errorf("body.%w", err)
	}
	e := &s.Expect
	if err := e.Expect.validate(); err != nil {
		return fmt.Errorf("expect.%w", err)
	}
	if e.Error != nil && hasNoDocument(s.Request.Method, e.Status) {
		return errors.New("expect.error: this response has no error document")
	}
	paths := slices.Collect(maps.Keys(e.Count))
	paths = slices.AppendSeq(paths, maps.Keys(e.Children))
	for path, text := range e.Elements {
		if _, err := ParsePattern(text); err != nil {
			return fmt.Errorf("expect.elements: %s: %w", path, err)
		}
		paths = append(paths, path)
	}
	for _, path := range paths {
		if !has(elementPath, path) {
			return fmt.Errorf("expect: %q is no path of an element", path)
		}
	}
	if e.Body != nil && (e.Body.Form != nil || e.Body.Chunked != nil) {
		return errors.New("expect.body: is a content")
	}
	return nil
}

func (b *Body) validate() error {
	switch {
	case b == nil:
		return nil
	case b.Text != "" && b.Base64 != "", b.Size != 0 && b.Text+b.Base64 != "", b.Size < 0:
		return errors.New("size: a content is a text, bytes, or of a size")
	case b.Form != nil && b.Chunked != nil:
		return errors.New("chunked: a form is not")
	}
	if _, err := Expand(b.Text, time.Time{}); err != nil {
		return fmt.Errorf("text: %w", err)
	}
	if c := b.Chunked; c != nil {
		if !slices.Contains([]string{"", "data", "signature", "trailer", "trailer-signature"}, c.Damage) {
			return fmt.Errorf("chunked.damage: %q is unknown", c.Damage)
		}
		return validateLines("chunked.trailer", c.Trailer)
	}
	if f := b.Form; f != nil {
		for i, l := range f.Fields {
			if l.Name == "" || strings.ContainsAny(l.Name, "\r\n\"") {
				return fmt.Errorf("form.fields[%d]: %q is no name of a field", i, l.Name)
			}
		}
	}
	return nil
}
