package rangespec

import (
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
	unit, set, ok := strings.Cut(trim(value), "=")
	switch {
	case !ok || !field.IsToken(unit):
		return Spec{}, ErrMalformed
	case !strings.EqualFold(unit, "bytes"):
		return Spec{}, ErrUnit
	}
	// The list rule has optional whitespace around commas only: none may come
	// before the first range.
	if head := trim(set); len(head) < len(set) && head != "" && head[0] != ',' {
		return Spec{}, ErrMalformed
	}
	var spec Spec
	count := 0
	for set != "" {
		var element string
		element, set, _ = strings.Cut(set, ",")
		if element = trim(element); element == "" {
			continue
		}
		if spec, ok = parseSpec(element); !ok {
			return Spec{}, ErrMalformed
		}
		count++
	}
	switch count {
	case 0:
		return Spec{}, ErrMalformed
	case 1:
		return spec, nil
	}
	return Spec{}, ErrSeveral
}

// FromLines parses the Range field lines of a request as [Parse] does a value.
//
// Several lines are one value, joined by commas in their order (RFC 9110 §5.3).
// So a second line of "2-3" adds a range, a second line of "bytes=2-3" makes the
// value malformed, and an empty one changes nothing. Without a line there is no
// Range field, and FromLines returns the zero Spec. One line alone is parsed
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

// parseSpec parses a range-spec of RFC 9110 §14.1.1.
func parseSpec(s string) (Spec, bool) {
	head, tail, ok := strings.Cut(s, "-")
	first, firstOK := number(head)
	last, lastOK := number(tail)
	switch {
	case !ok:
		return Spec{}, false
	case head == "" && lastOK:
		return Suffix(last), true
	case firstOK && tail == "":
		return From(first), true
	case firstOK && lastOK && !less(tail, head):
		return Between(first, last), true
	}
	return Spec{}, false
}

// number parses decimal digits, at least one. A number that needs more than 64
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

// less reports whether a is the smaller of two numbers in decimal digits, also
// where number makes both the largest of 64 bits.
func less(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// trim removes the optional whitespace of RFC 9110 §5.6.3 around s.
func trim(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
