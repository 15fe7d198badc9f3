package getobjecttest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// documentStart is how an error document of S3 begins, byte for byte.
const documentStart = `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error>"

// An element is one child of an Error element.
type element struct{ name, text string }

// parseDocument reads an error document, which is flat: elements of text, with nothing
// between them.
func parseDocument(body []byte) ([]element, error) {
	if !bytes.HasPrefix(body, []byte(documentStart)) {
		return nil, fmt.Errorf("the document begins with %q, not %q", head(body), documentStart)
	}
	inside, closed := bytes.CutSuffix(body[len(documentStart):], []byte("</Error>"))
	if !closed {
		return nil, errors.New("the document does not end with </Error>")
	}
	d := xml.NewDecoder(bytes.NewReader(inside))
	var list []element
	for {
		e, err := parseElement(d)
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
}

// parseElement reads the next element of a flat document, or fails with io.EOF.
func parseElement(d *xml.Decoder) (element, error) {
	tok, err := d.Token()
	if err != nil {
		return element{}, err
	}
	start, ok := tok.(xml.StartElement)
	if !ok {
		return element{}, fmt.Errorf("something stands between the elements: %.40q", tok)
	}
	if len(start.Attr) > 0 || start.Name.Space != "" {
		return element{}, fmt.Errorf("element %s has an attribute or a prefix", start.Name.Local)
	}
	text, err := parseText(d)
	if err != nil {
		return element{}, fmt.Errorf("element %s: %w", start.Name.Local, err)
	}
	return element{start.Name.Local, text}, nil
}

// parseText reads up to the end of an element that holds nothing but text.
func parseText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		tok, err := d.Token()
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.EndElement:
			return b.String(), nil
		case nil:
			return "", err
		default:
			return "", errors.New("holds more than text")
		}
	}
}

// texts returns the texts of all elements of a name.
func texts(list []element, name string) []string {
	var found []string
	for _, e := range list {
		if e.name == name {
			found = append(found, e.text)
		}
	}
	return found
}

// head returns the first bytes of a body, for an error message.
func head(body []byte) []byte { return body[:min(len(body), 60)] }
