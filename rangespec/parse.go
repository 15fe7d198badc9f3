package rangespec

import (
	"cmp"
	"errors"
	"math"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// The errors of [Parse] and [FromLines]. S3 ignores a Range field with any of
// them, and answers with the whole object (S3 GetObject: Range).
var (
	// ErrMalformed means that a value is not in the grammar of RFC 9110
	// §14.1.1 and §14.1.2, or that a last position is before the first.
	ErrMalformed = errors.New("rangespec: malformed range")
	// ErrUnit means that the range unit is not bytes (RFC 9110 §14.1).
	ErrUnit = errors.New("rangespec: range unit is not bytes")
	// ErrSeveral means that a valid value has more than one range.
	ErrSeveral = errors.New("rangespec: several ranges")
)

// ErrRangeAndPart means that a request has both a Range field and a part number.
var ErrRangeAndPart = errors.New("rangespec: both Range and partNumber")

// A Selection is what a request asks for of an object: a part, a range, or, if neither is
// set, the whole object. Selections are comparable.
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
	case part != nil && len(lines) > 0:
		return Selection{}, ErrRangeAndPart
	case part != nil:
		n, err := ParsePart(*part)
		return Selection{Part: n}, err
	case len(lines) == 0:
		return Selection{}, nil
	}
	spec, err := Parse(strings.Join(lines, ", "))
	return Selection{Spec: spec, Ignored: err}, nil
}

// Parse parses a Range field value that asks for one range of bytes.
//
// The value is a unit, "=" and a list of ranges (RFC 9110 §14.1.1). The unit is
// bytes in any letter case (§14.1); another token is [ErrUnit], whatever follows
// it. The list may have empty elements, and spaces and tabs around its commas
// (§5.6.1.2), but none anywhere else; spaces and tabs around the whole value are
// not part of it (§5.5). Positions are digits alone. Two or more ranges are
// [ErrSeveral] if all are valid. Anything else is [ErrMalformed], also a list
// without a range, and a last position that is less than the first (§14.1.2).
//
// Positions of more than 64 bits are read as the largest of 64 bits, which no
// object reaches.
//
// Parse never returns the zero Spec without an error, and does not allocate.
func Parse(value string) (Spec, error) {
	unit, set, ok := strings.Cut(field.Trim(value), "=")
	switch {
	case ok && len(unit) == len("bytes") && strings.EqualFold(unit, "bytes"): // not with a long s
	case ok && field.IsToken(unit):
		return Spec{}, ErrUnit
	default:
		return Spec{}, ErrMalformed
	}
	var spec Spec
	count := 0
	for start := true; set != ""; start = false {
		var element string
		element, set, _ = strings.Cut(set, ",")
		text := field.Trim(element)
		if text == "" {
			continue
		}
		// The list rule has optional whitespace around commas only: none may come
		// before the first range.
		if spec, ok = parseSpec(text); !ok || start && text[0] != element[0] {
			return Spec{}, ErrMalformed
		}
		count++
	}
	// A list without a range is malformed, and one with several is not answered.
	if err := [...]error{ErrMalformed, nil, ErrSeveral}[min(count, 2)]; err != nil {
		return Spec{}, err
	}
	return spec, nil
}

// parseSpec parses a range-spec of RFC 9110 §14.1.1.
func parseSpec(s string) (Spec, bool) {
	head, tail, ok := strings.Cut(s, "-")
	first, okFirst := number(head)
	last, okLast := number(tail)
	switch {
	case !ok || s == "-" || !okFirst || !okLast:
		return Spec{}, false
	case head == "":
		return Suffix(last), true
	case tail == "":
		return From(first), true
	case last < first || first == math.MaxUint64 && compareDigits(tail, head) < 0:
		return Spec{}, false
	}
	return Spec{kind: between, first: first, last: last}, true
}

// number reads decimal digits, of which there may be none. A number that needs more than 64 bits
// becomes the largest of 64 bits.
func number(digits string) (n uint64, ok bool) {
	for i := range len(digits) {
		d := uint64(digits[i] - '0')
		switch {
		case d > 9:
			return 0, false
		case n > math.MaxUint64/10 || n == math.MaxUint64/10 && d > math.MaxUint64%10:
			n = math.MaxUint64
		default:
			n = n*10 + d
		}
	}
	return n, true
}

// compareDigits compares numbers of any length in decimal digits.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// FromLines parses the Range field lines of a request as [Parse] does a value.
//
// Several lines are one value, joined by commas in their order (RFC 9110 §5.3).
// So a second line of "2-3" adds a range, a second line of "bytes=2-3" makes the
// value malformed, and an empty one changes nothing. Without a line there is no
// Range field, and FromLines returns the zero Spec. One line alone is parsed
// without allocation.
func FromLines(lines []string) (Spec, error) {
	if len(lines) == 0 {
		return Spec{}, nil
	}
	return Parse(strings.Join(lines, ", "))
}
