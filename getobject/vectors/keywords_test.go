package vectors_test

import (
	"fmt"
	"slices"
)

// Where schemas stand inside a schema: as the value, as the members, and as the items.
var (
	schemaValues  = []string{"items", "not", "if", "then", "propertyNames"}
	schemaMembers = []string{"properties", "$defs"}
	schemaLists   = []string{"oneOf", "anyOf"}
)

// checkKeywords looks for keywords that validate would pass over, and for references to
// nothing.
func (s schemaFiles) checkKeywords(file string, schema any) error {
	m, ok := schema.(map[string]any)
	if !ok {
		return fmt.Errorf("%v is no schema", schema)
	}
	for keyword, with := range m {
		if validators()[keyword] == nil && !slices.Contains(notes, keyword) {
			return fmt.Errorf("%s is unknown", keyword)
		}
		if err := s.checkKeyword(file, keyword, with); err != nil {
			return fmt.Errorf("%s: %w", keyword, err)
		}
	}
	return nil
}

func (s schemaFiles) checkKeyword(file, keyword string, with any) error {
	if keyword == "$ref" {
		_, _, err := place{s, file, nil}.resolve(with.(string))
		return err
	}
	for _, inner := range innerSchemas(keyword, with) {
		if err := s.checkKeywords(file, inner); err != nil {
			return err
		}
	}
	return nil
}

func innerSchemas(keyword string, with any) (inner []any) {
	switch {
	case slices.Contains(schemaValues, keyword):
		inner = []any{with}
	case slices.Contains(schemaMembers, keyword):
		for _, v := range with.(map[string]any) {
			inner = append(inner, v)
		}
	case slices.Contains(schemaLists, keyword):
		inner = with.([]any)
	case keyword == "additionalProperties" && with != false:
		inner = []any{with}
	}
	return inner
}
