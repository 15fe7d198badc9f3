package vectors_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// schemaFiles are schemas by the names of their files. They validate with those keywords
// of JSON Schema, draft 2020-12, that the schemas of this folder use.
type schemaFiles map[string]any

// A place is where in a schema file a schema is, to which references are relative.
type place struct {
	all      schemaFiles
	file     string
	keywords map[string]keyword
}

// A keyword looks for a fault of a value; with is the value of the keyword, and schema
// the one in which it stands, for those that look at others. It is at a path that the
// error tells.
type keyword func(p place, schema map[string]any, with, value any, at string) error

// validate returns the first fault of a JSON value, whose numbers are json.Number.
func (s schemaFiles) validate(file string, value any) error {
	return place{s, file, validators()}.validate(s[file].(map[string]any), value, "")
}

// validators returns the keywords that can fail, by their names.
func validators() map[string]keyword {
	return map[string]keyword{
		"$ref": func(p place, _ map[string]any, with, value any, at string) error {
			to, schema, err := p.resolve(with.(string))
			if err != nil {
				return err
			}
			return to.validate(schema, value, at)
		},
		"type": func(_ place, _ map[string]any, with, value any, at string) error {
			return want(isType(value, with.(string)), at, "is no %s", with)
		},
		"enum": func(_ place, _ map[string]any, with, value any, at string) error {
			return want(slices.ContainsFunc(with.([]any), func(e any) bool { return reflect.DeepEqual(e, value) }), at, "is not one of %v", with)
		},
		"const": func(_ place, _ map[string]any, with, value any, at string) error {
			return want(reflect.DeepEqual(with, value), at, "is not %v", with)
		},
		"pattern": func(_ place, _ map[string]any, with, value any, at string) error {
			s, ok := value.(string)
			return want(!ok || regexp.MustCompile(with.(string)).MatchString(s), at, "does not match %v", with)
		},
		"minLength":     limit(lengthOf, func(n, limit float64) bool { return n >= limit }),
		"maxLength":     limit(lengthOf, func(n, limit float64) bool { return n <= limit }),
		"minItems":      limit(itemsOf, func(n, limit float64) bool { return n >= limit }),
		"maxItems":      limit(itemsOf, func(n, limit float64) bool { return n <= limit }),
		"minProperties": limit(propertiesOf, func(n, limit float64) bool { return n >= limit }),
		"maxProperties": limit(propertiesOf, func(n, limit float64) bool { return n <= limit }),
		"minimum":       limit(numberOf, func(n, limit float64) bool { return n >= limit }),
		"maximum":       limit(numberOf, func(n, limit float64) bool { return n <= limit }),

		"uniqueItems":          validateUnique,
		"items":                validateItems,
		"properties":           validateProperties,
		"required":             validateRequired,
		"dependentRequired":    validateDependent,
		"additionalProperties": validateAdditional,
		"propertyNames":        validateNames,
		"oneOf":                validateCount(func(n int) bool { return n == 1 }),
		"anyOf":                validateCount(func(n int) bool { return n > 0 }),
		"not": func(p place, _ map[string]any, with, value any, at string) error {
			return want(p.validate(with.(map[string]any), value, at) != nil, at, "is what it must not be")
		},
		"if": func(p place, schema map[string]any, with, value any, at string) error {
			if p.validate(with.(map[string]any), value, at) != nil {
				return nil
			}
			return p.validate(schema["then"].(map[string]any), value, at)
		},
	}
}

// notes are the keywords that do not fail by themselves.
var notes = []string{"$schema", "$defs", "title", "description", "then"}

func (p place) validate(schema map[string]any, value any, at string) error {
	for _, name := range slices.Sorted(maps.Keys(schema)) {
		if check, ok := p.keywords[name]; ok {
			if err := check(p, schema, schema[name], value, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// resolve returns the schema that a reference means, and its place.
func (p place) resolve(ref string) (place, map[string]any, error) {
	file, pointer, _ := strings.Cut(ref, "#")
	if file != "" {
		p.file = file
	}
	at := p.all[p.file]
	for name := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if m, ok := at.(map[string]any); ok && name != "" {
			at = m[name]
		}
	}
	schema, ok := at.(map[string]any)
	if !ok {
		return p, nil, fmt.Errorf("%s means nothing", ref)
	}
	return p, schema, nil
}

func want(ok bool, at, format string, args ...any) error {
	if ok {
		return nil
	}
	return errors.New(at + " " + fmt.Sprintf(format, args...))
}

func isType(value any, name string) bool {
	switch v := value.(type) {
	case map[string]any:
		return name == "object"
	case []any:
		return name == "array"
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case json.Number:
		_, err := strconv.ParseInt(string(v), 10, 64)
		return name == "number" || name == "integer" && err == nil
	}
	return name == "null"
}

// limit makes a keyword that compares a measure of values that have it.
func limit(measure func(any) (float64, bool), ok func(n, limit float64) bool) keyword {
	return func(_ place, _ map[string]any, with, value any, at string) error {
		bound, _ := numberOf(with)
		n, measured := measure(value)
		return want(!measured || ok(n, bound), at, "measures %v, and the limit is %v", n, with)
	}
}

func lengthOf(v any) (float64, bool) {
	s, ok := v.(string)
	return float64(utf8.RuneCountInString(s)), ok
}

func itemsOf(v any) (float64, bool) {
	list, ok := v.([]any)
	return float64(len(list)), ok
}

func propertiesOf(v any) (float64, bool) {
	m, ok := v.(map[string]any)
	return float64(len(m)), ok
}

func numberOf(v any) (float64, bool) {
	n, ok := v.(json.Number)
	f, err := n.Float64()
	return f, ok && err == nil
}

func validateUnique(_ place, _ map[string]any, _, value any, at string) error {
	list, _ := value.([]any)
	for i, v := range list {
		for _, other := range list[:i] {
			if reflect.DeepEqual(v, other) {
				return want(false, at, "has %v twice", v)
			}
		}
	}
	return nil
}

func validateItems(p place, _ map[string]any, with, value any, at string) error {
	list, _ := value.([]any)
	for i, v := range list {
		if err := p.validate(with.(map[string]any), v, fmt.Sprintf("%s[%d]", at, i)); err != nil {
			return err
		}
	}
	return nil
}

func validateProperties(p place, _ map[string]any, with, value any, at string) error {
	m, _ := value.(map[string]any)
	for name, schema := range with.(map[string]any) {
		if v, ok := m[name]; ok {
			if err := p.validate(schema.(map[string]any), v, at+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

func validateRequired(_ place, _ map[string]any, with, value any, at string) error {
	m, ok := value.(map[string]any)
	for _, name := range with.([]any) {
		if _, has := m[name.(string)]; ok && !has {
			return want(false, at, "lacks %s", name)
		}
	}
	return nil
}

func validateDependent(p place, schema map[string]any, with, value any, at string) error {
	m, _ := value.(map[string]any)
	for name, others := range with.(map[string]any) {
		if _, has := m[name]; has {
			if err := validateRequired(p, schema, others, value, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func validateAdditional(p place, schema map[string]any, with, value any, at string) error {
	m, _ := value.(map[string]any)
	known, _ := schema["properties"].(map[string]any)
	for name, v := range m {
		if _, ok := known[name]; ok {
			continue
		}
		inner, ok := with.(map[string]any)
		if !ok {
			return want(false, at, "has %s, which is unknown", name)
		}
		if err := p.validate(inner, v, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

func validateNames(p place, _ map[string]any, with, value any, at string) error {
	m, _ := value.(map[string]any)
	for name := range m {
		if err := p.validate(with.(map[string]any), name, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

// validateCount makes a keyword that counts the schemas that hold.
func validateCount(ok func(n int) bool) keyword {
	return func(p place, _ map[string]any, with, value any, at string) error {
		list := with.([]any)
		n := 0
		var faults []error
		for _, schema := range list {
			if err := p.validate(schema.(map[string]any), value, at); err != nil {
				faults = append(faults, err)
				continue
			}
			n++
		}
		if ok(n) {
			return nil
		}
		return fmt.Errorf("%s is %d of %d forms: %w", at, n, len(list), errors.Join(faults...))
	}
}
