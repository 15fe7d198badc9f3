package vectors

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Expect is what a [Vector] wants of the response. What it does not mention is free.
type Expect struct {
	Status     int               // status code
	Headers    map[string]string // name without regard to case → a [Pattern] in text form
	Absent     []string          // names of headers that must not be there
	Error      map[string]string // element of the error document → its exact text, or "*" for any but none
	ErrorOrder []string          // all elements of the error document in their order; nil: any
	BodyRange  BodyRange         `json:",omitzero"` // the body; the zero BodyRange is any body
}

// A BodyRange says which bytes of an object's content a body is. In JSON it is
// [first, last], "all" or "none".
type BodyRange struct {
	Kind  BodyKind // which form it has
	First int64    // offset of the first byte, only with [Part]
	Last  int64    // offset of the last byte, inclusive, only with [Part]
}

// A BodyKind tells the forms of a [BodyRange] apart. The zero BodyKind is AnyBody.
type BodyKind uint8

// The forms of a BodyRange.
const (
	AnyBody BodyKind = iota // nothing is said of the body
	Whole                   // the whole content
	None                    // an empty body
	Part                    // the bytes from First to Last
)

// UnmarshalJSON reads [first, last], "all" or "none".
func (b *BodyRange) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case `"all"`:
		*b = BodyRange{Kind: Whole}
		return nil
	case `"none"`:
		*b = BodyRange{Kind: None}
		return nil
	}
	var pair []int64
	if err := json.Unmarshal(data, &pair); err != nil {
		return fmt.Errorf("bodyRange: %w", err)
	}
	if len(pair) != 2 || pair[0] < 0 || pair[0] > pair[1] {
		return fmt.Errorf("bodyRange: %s is no range", data)
	}
	*b = BodyRange{Kind: Part, First: pair[0], Last: pair[1]}
	return nil
}

// MarshalJSON writes what [BodyRange.UnmarshalJSON] reads. There is no JSON form of
// AnyBody, which is said by leaving the member away.
func (b BodyRange) MarshalJSON() ([]byte, error) {
	switch b.Kind {
	case Whole:
		return []byte(`"all"`), nil
	case None:
		return []byte(`"none"`), nil
	case Part:
		return json.Marshal([]int64{b.First, b.Last})
	}
	return nil, errors.New("vectors: a BodyRange of kind AnyBody has no JSON form")
}

// String returns the JSON form, or "any".
func (b BodyRange) String() string {
	if data, err := b.MarshalJSON(); err == nil {
		return string(data)
	}
	return "any"
}
