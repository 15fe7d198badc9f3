package getobjecttest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The beginning of a document of S3, and the namespace of all but error documents.
const (
	declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	namespace   = "http://s3.amazonaws.com/doc/2006-03-01/"
)

// A node is an element of a document. A nil node has nothing.
type node struct {
	name     string
	text     string // without that of its children
	children []*node
}

// parseTree reads a document.
func parseTree(body []byte) (*node, error) {
	if !bytes.HasPrefix(body, []byte(declaration)) {
		return nil, fmt.Errorf("the document begins with %q, not %q", head(body), declaration)
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	top := &node{}
	open := []*node{top}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		inner := open[len(open)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(open) == 1 && tok.Name.Local != "Error" && tok.Name.Space != namespace {
				return nil, fmt.Errorf("the namespace of %s is %q, not %q", tok.Name.Local, tok.Name.Space, namespace)
			}
			n := &node{name: tok.Name.Local}
			inner.children, open = append(inner.children, n), append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			inner.text += string(tok)
		}
	}
	if len(top.children) != 1 {
		return nil, errors.New("the document has no element")
	}
	return top, nil
}

// find returns the elements of a path from the root, below the node that has the root alone.
func (n *node) find(path string) []*node {
	found := []*node{n}
	if n == nil || path == "" {
		return nil
	}
	for part := range strings.SplitSeq(path, "/") {
		name, position, one := strings.Cut(strings.TrimSuffix(part, "]"), "[")
		var next []*node
		for _, parent := range found {
			next = append(next, parent.named(name)...)
		}
		if one {
			i, _ := strconv.Atoi(position)
			next = next[min(i-1, len(next)):min(i, len(next))]
		}
		found = next
	}
	return found
}

// named returns the children of a name.
func (n *node) named(name string) (list []*node) {
	for _, c := range n.children {
		if c.name == name {
			list = append(list, c)
		}
	}
	return list
}

// names returns the names of the children in their order.
func (n *node) names() []string {
	names := []string{}
	for _, c := range n.children {
		names = append(names, c.name)
	}
	return names
}

func textsOf(list []*node) (texts []string) {
	for _, n := range list {
		texts = append(texts, n.text)
	}
	return texts
}
