package rangespec

import (
	"errors"
	"math"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// The errors of [Parse], [ParseSet] and [FromLines]. S3 ignores a Range field
// with any of them, and answers with the whole object (S3 GetObject: Range).
var (
	// ErrMalformed says that a value is not in the grammar of RFC 9110
	// §14.1.1 and §14.1.2, or that a last position is before the first.
	ErrMalformed = errors.New("rangespec: malformed range")
	// ErrUnit says that the range unit is not bytes (RFC 9110 §14.1).
	ErrUnit = errors.New("rangespec: range unit is not bytes")
	// ErrSeveral says that a valid value has more than one range.
	ErrSeveral = errors.New("rangespec: several ranges")
)

// Parse reads a Range field value that asks for one range of bytes.
//
// The value is a unit, "=" and a list of ranges (RFC 9110 §14.1.1). The unit is
// bytes in any letter case (§14.1); another token is [ErrUnit], whatever follows
// it. The list may have empty elements, and blanks and tabs around its commas
// (§5.6.1.2), but none anywhere else; blanks and tabs around the whole value are
// not part of it (§5.5). Positions are digits alone. Two or more ranges are
// [ErrSeveral] if all are valid. Anything else is [ErrMalformed], also a list
// without a range, and a last position that is less than the first (§14.1.2).
//
// Positions of more than 64 bits are read as the largest of 64 bits, which no
// object reaches.
//
// Parse never returns the zero Spec without an error, and does not allocate.
func Parse(value string) (Spec, error) {
	set, err := rangeSet(value)
	if err != nil {
		return Spec{}, err
	}
	var found Spec
	count := 0
	for set != "" {
		var element string
		if element, set = next(set); element == "" {
			continue
		}
		if found, err = parseSpec(element); err != nil {
			return Spec{}, err
		}
		count++
	}
	return one(found, count)
}

// one returns found if it was the only range of its list.
func one(found Spec, count int) (Spec, error) {
	switch count {
	case 0:
		return Spec{}, ErrMalformed
	case 1:
		return found, nil
	}
	return Spec{}, ErrSeveral
}

// ParseSet reads a Range field value that asks for one or more ranges of bytes,
// by the rules of [Parse], and returns the ranges in the order of the value. It
// never returns [ErrSeveral], and returns at least one Spec or an error.
//
// The ranges may overlap and there may be as many of them as the value has room
// for; RFC 9110 §14.2 tells servers to beware of both.
func ParseSet(value string) ([]Spec, error) {
	set, err := rangeSet(value)
	if err != nil {
		return nil, err
	}
	var specs []Spec
	for set != "" {
		var element string
		if element, set = next(set); element == "" {
			continue
		}
		spec, err := parseSpec(element)
		if err != nil {
			return nil, err
		}
		specs = append(specs, spec)
	}
	if specs == nil {
		return nil, ErrMalformed
	}
	return specs, nil
}

// FromLines reads the Range field lines of a request as [Parse] reads a value.
//
// Several lines are one value, joined by commas in their order (RFC 9110 §5.3).
// So a second line of "2-3" adds a range, a second line of "bytes=2-3" makes the
// value malformed, and an empty one changes nothing. Without a line there is no
// Range field, and FromLines returns the zero Spec. One line alone is read
// without allocation.
func FromLines(lines []string) (Spec, error) {
	switch len(lines) {
	case 0:
		return Spec{}, nil
	case 1:
		return Parse(lines[0])
	}
	return Parse(strings.Join(lines, ", "))
}

// MustParse is like [Parse] but panics if value is not valid. It is for values
// that are known when the program is written.
func MustParse(value string) Spec {
	s, err := Parse(value)
	if err != nil {
		panic(`rangespec: MustParse("` + value + `"): ` + err.Error())
	}
	return s
}

// rangeSet checks the unit of value and returns the list behind it, which may
// be empty. Blanks can stand before its first comma but not before its first
// range: the list rule has optional blanks around commas only.
func rangeSet(value string) (string, error) {
	unit, set, ok := strings.Cut(trim(value), "=")
	switch {
	case !ok || !field.IsToken(unit):
		return "", ErrMalformed
	case !strings.EqualFold(unit, "bytes"):
		return "", ErrUnit
	}
	if head := trim(set); len(head) < len(set) && head != "" && head[0] != ',' {
		return "", ErrMalformed
	}
	return set, nil
}

// next cuts the first element, which may be empty, off the list set.
func next(set string) (element, rest string) {
	element, rest, _ = strings.Cut(set, ",")
	return trim(element), rest
}

// parseSpec reads a range-spec of RFC 9110 §14.1.1.
func parseSpec(s string) (Spec, error) {
	head, tail, ok := strings.Cut(s, "-")
	first, firstOK := number(head)
	last, lastOK := number(tail)
	switch {
	case !ok:
		return Spec{}, ErrMalformed
	case head == "" && lastOK:
		return Suffix(last), nil
	case firstOK && tail == "":
		return From(first), nil
	case firstOK && lastOK && !less(tail, head):
		return Between(first, last), nil
	}
	return Spec{}, ErrMalformed
}

// number reads decimal digits, at least one. A number that needs more than 64
// bits becomes the largest of 64 bits.
func number(s string) (n uint64, ok bool) {
	for i := range len(s) {
		d := uint64(s[i] - '0')
		switch {
		case d > 9:
			return 0, false
		case n > (math.MaxUint64-d)/10:
			n = math.MaxUint64
		default:
			n = n*10 + d
		}
	}
	return n, s != ""
}

// less reports whether a is the smaller of two numbers in decimal digits. It
// tells numbers apart that saturate to the same value.
func less(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// trim removes the optional whitespace of RFC 9110 §5.6.3 around s.
func trim(s string) string {
	for s != "" && isBlank(s[0]) {
		s = s[1:]
	}
	for s != "" && isBlank(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }
