package rangespec

import "errors"

// ErrRangeAndPart says that a request has both a Range field and a part number.
var ErrRangeAndPart = errors.New("rangespec: both Range and partNumber")

// An Ask is what a request asks for of an object: a part, a range, or, if it is
// zero, the whole object. Asks are comparable.
type Ask struct {
	// Spec is the range asked for; it is zero if Part is not.
	Spec Spec
	// Part is the number of the part asked for, from 1 to [MaxPart], or 0.
	Part int
	// Ignored says why a Range field that is present has no effect. It is nil,
	// [ErrMalformed], [ErrUnit] or [ErrSeveral].
	Ignored error
}

// Select says what a request asks for, from its Range field lines and its
// partNumber parameter, nil if it has none.
//
// The rules are those of S3 GetObject: partNumber, in this order:
//
//  1. A Range line, even an empty one, beside a part number is
//     [ErrRangeAndPart], whatever the values are.
//  2. A part number must be one for [ParsePart]; otherwise the error is
//     [ErrPartNumber].
//  3. Range lines that [FromLines] refuses are ignored, which Ask.Ignored tells.
//
// Select does not allocate unless there are several Range lines.
func Select(lines []string, part *string) (Ask, error) {
	switch {
	case part == nil:
		spec, err := FromLines(lines)
		return Ask{Spec: spec, Ignored: err}, nil
	case len(lines) > 0:
		return Ask{}, ErrRangeAndPart
	}
	n, err := ParsePart(*part)
	return Ask{Part: n}, err
}

// IsWhole reports whether a asks for the whole object, so that the answer is
// not partial content, whether it has a Range field that is ignored or none.
func (a Ask) IsWhole() bool { return a.Part == 0 && a.Spec.IsZero() }

// Resolve returns the bytes that a asks for of an object of size bytes with the
// parts that l describes. It is [ResolvePart] if a asks for a part, and
// [Spec.Resolve], for which l does not matter, if not.
func (a Ask) Resolve(l Layout, size int64) (Window, error) {
	if a.Part != 0 {
		return ResolvePart(l, a.Part, size)
	}
	return a.Spec.Resolve(size)
}
