package getobject

import (
	"net/url"
	"strings"
)

// A Query is the query of a request: its parameters in the order of the wire,
// decoded. A parameter may stand in it twice.
type Query []Param

// A Param is one parameter. HasValue tells "acl=" from "acl".
type Param struct {
	Name, Value string
	HasValue    bool
}

// ParseQuery reads a query without its question mark. A plus sign is a space, as in
// HTML forms. Empty items are skipped. The error says which item has a percent sign
// that is followed by anything but two hexadecimal digits.
func ParseQuery(raw string) (Query, error) {
	if raw == "" {
		return nil, nil
	}
	n := 0 // of items; empty ones must not cost memory
	for i := range len(raw) {
		if raw[i] != '&' && (i == 0 || raw[i-1] == '&') {
			n++
		}
	}
	q := make(Query, 0, n)
	for item := range strings.SplitSeq(raw, "&") {
		if item == "" {
			continue
		}
		name, value, has := strings.Cut(item, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		q = append(q, Param{name, value, has})
	}
	return q, nil
}

// Get returns the value of the first parameter of that name, and whether there is one.
func (q Query) Get(name string) (string, bool) {
	for _, p := range q {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// Has reports whether there is a parameter of that name.
func (q Query) Has(name string) bool {
	_, ok := q.Get(name)
	return ok
}
