package vectors

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// decodeFile reads a file, one vector at a time so that an error can name it; what is wrong
// outside the vectors comes last.
func decodeFile[T any](data []byte, decode func([]byte) (T, error)) (fixture json.RawMessage, list []T, err error) {
	if !utf8.Valid(data) {
		return nil, nil, errors.New("the file is not UTF-8")
	}
	var raw struct {
		Fixture json.RawMessage
		Vectors []json.RawMessage
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, nil, err
	}
	if len(raw.Fixture) == 0 || raw.Fixture[0] != '{' {
		return nil, nil, errors.New("fixture: not an object")
	}
	if len(raw.Vectors) == 0 {
		return nil, nil, ErrNoVectors
	}
	for i, data := range raw.Vectors {
		v, err := decode(data)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", label(data, i), err)
		}
		list = append(list, v)
	}
	return raw.Fixture, list, fileShape().check(json.NewDecoder(bytes.NewReader(data)), "")
}

func decodeVector(data []byte) (Vector, error) {
	var v Vector
	if err := json.Unmarshal(data, &v); err != nil {
		return v, err
	}
	if err := vectorShape().check(json.NewDecoder(bytes.NewReader(data)), ""); err != nil {
		return v, err
	}
	return v, v.validate()
}

// label names a vector in an error: by its id, or without one by its position.
func label(data []byte, i int) string {
	var v struct{ ID string }
	_ = json.Unmarshal(data, &v) // an id decoded before a fault is kept
	if v.ID == "" {
		return fmt.Sprintf("vectors[%d]", i)
	}
	return v.ID
}

// A shape lists the members that an object may have, each with the shape of its value.
// It finds what package encoding/json lets pass: unknown members, names in another letter
// case, and names that stand twice, of which the last would win.
//
// An array has the shape of its elements. In the nil shape every name is allowed.
type shape map[string]shape

// fileShape knows the outermost members; of the fixture it knows no names.
func fileShape() shape {
	return shape{"fixture": nil, "vectors": nil}
}

func vectorShape() shape {
	return shape{
		"id": nil, "why": nil, "spec": nil, "kind": nil, "source": nil, "rule": nil, "catches": nil,
		"request": requestShape(),
		"expect": {
			"status": nil, "headers": nil, "absent": nil, "error": nil, "errorOrder": nil,
			"bodyRange": nil,
		},
	}
}

func requestShape() shape {
	return shape{
		"method": nil, "bucket": nil, "key": nil, "query": nil, "headers": nil, "as": nil,
		"presigned": nil, "style": nil, "host": nil, "tls": nil,
		"sign": {
			"accessKey": nil, "secretKey": nil, "token": nil, "region": nil, "service": nil,
			"algorithm": nil, "regionSet": nil,
			"age": nil, "expires": nil, "unsigned": nil, "drop": nil, "replace": nil,
		},
	}
}

// check reads one value from dec, which stands at path.
func (s shape) check(dec *json.Decoder, path string) error {
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		return s.checkObject(dec, path)
	case json.Delim('['):
		return s.checkArray(dec, path)
	}
	return nil
}

func (s shape) checkArray(dec *json.Decoder, path string) error {
	for dec.More() {
		if err := s.check(dec, path); err != nil {
			return err
		}
	}
	return end(dec)
}

func (s shape) checkObject(dec *json.Decoder, path string) error {
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string)
		inner, known := s[name]
		if s != nil && !known {
			return fmt.Errorf("%s: unknown member", path+name)
		}
		if seen[name] {
			return fmt.Errorf("%s: member stands twice", path+name)
		}
		seen[name] = true
		if err := inner.check(dec, path+name+"."); err != nil {
			return err
		}
	}
	return end(dec)
}

// end reads the delimiter that closes an object or an array.
func end(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil && err != io.EOF {
		return err
	}
	return nil
}
