package rangespec

import "errors"

// ErrRangeAndPart means that a request has both a Range field and a part number.
var ErrRangeAndPart = errors.New("rangespec: both Range and partNumber")

// A Selection is what a request asks for of an object: a part, a range, or, if it
// is zero, the whole object. Selections are comparable.
type Selection struct {
	// Spec is the range that was asked for. It is zero if there is none.
	Spec Spec
	// Part is the number of the part that was asked for, from 1 to [MaxPart], or 0.
	Part int
	// Ignored says why a Range field that is present has no effect. It is nil,
	// [ErrMalformed], [ErrUnit] or [ErrSeveral].
	Ignored error
}

// Select returns what a request asks for, given its Range field lines and its
// partNumber parameter, which is nil if it has none.
//
// The rules are those of S3 GetObject: partNumber, in this order:
//
//  1. A Range line, even an empty one, beside a part number is
//     [ErrRangeAndPart], whatever the values are.
//  2. The part number has to be one for [ParsePart]; otherwise the error is
//     [ErrPartNumber].
//  3. Range lines that [FromLines] refuses are ignored; Selection.Ignored says why.
//
// Select does not allocate unless there are several Range lines.
func Select(lines []string, part *string) (Selection, error) {
	switch {
	case part == nil:
		spec, err := FromLines(lines)
		return Selection{Spec: spec, Ignored: err}, nil
	case len(lines) > 0:
		return Selection{}, ErrRangeAndPart
	}
	n, err := ParsePart(*part)
	return Selection{Part: n}, err
}

// IsWhole reports whether s is the whole object, because the request has no Range
// field or one that is ignored. The response is then not partial content.
func (s Selection) IsWhole() bool { return s.Part == 0 && s.Spec.IsZero() }
