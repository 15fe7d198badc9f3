package rangespec

import (
	"errors"
	"strconv"
)

// ErrUnsatisfiable means that a range has no byte in common with the object
// (RFC 9110 §14.1.2).
var ErrUnsatisfiable = errors.New("rangespec: range not satisfiable")

// A Spec is a request for bytes of an object: all of them, or one range.
// Positions and lengths count bytes, and the first byte is at position 0.
//
// Specs are comparable with ==, which means "asks for the same in the same
// form"; From(0) and the zero Spec differ, because the answer to the first is
// partial content. The zero Spec asks for the whole object.
type Spec struct {
	kind        kind
	first, last uint64 // from: last unused; suffix: first unused, last is the length
}

type kind uint8

const (
	whole   kind = iota
	from         // first-
	between      // first-last
	suffix       // -last
)

// From asks for the bytes from position first to the end of the object.
func From(first uint64) Spec { return Spec{kind: from, first: first} }

// Between asks for the bytes from position first to position last, inclusive.
// It panics if last is less than first, for which no Range field is valid
// (RFC 9110 §14.1.2).
func Between(first, last uint64) Spec {
	if last < first {
		panic("rangespec: Between: last position before the first")
	}
	return Spec{kind: between, first: first, last: last}
}

// Suffix asks for the last n bytes of the object. Suffix(0) can be asked for,
// but no object satisfies it.
func Suffix(n uint64) Spec { return Spec{kind: suffix, last: n} }

// IsZero reports whether s asks for the whole object, without a range.
func (s Spec) IsZero() bool { return s == Spec{} }

// String returns the Range field value that asks for s, or "" for the zero
// Spec. Parse(s.String()) returns s for every s but the zero Spec.
func (s Spec) String() string {
	if s.kind == whole {
		return ""
	}
	return string(s.append(append(make([]byte, 0, 48), "bytes="...)))
}

func (s Spec) append(dst []byte) []byte {
	if s.kind != suffix {
		dst = strconv.AppendUint(dst, s.first, 10)
	}
	dst = append(dst, '-')
	if s.kind != from {
		dst = strconv.AppendUint(dst, s.last, 10)
	}
	return dst
}

// Resolve returns the bytes that s asks for of an object of size bytes.
//
//   - The zero Spec resolves to the whole object, also if that is empty.
//   - A last position past the end is cut to the last byte, and a suffix
//     that is longer than the object is all of it (RFC 9110 §14.1.2).
//   - A first position at or past the end, a suffix of length 0, and any
//     range of an empty object are [ErrUnsatisfiable]. For a suffix of an
//     empty object this is S3's rule and not that of §14.1.2.
//
// A negative size counts as 0. The Window of a range is never empty, and always
// lies inside the object. Resolve does not allocate.
func (s Spec) Resolve(size int64) (Window, error) {
	n := uint64(max(size, 0))
	first, end := s.first, n
	switch s.kind {
	case whole:
		return Window{Length: int64(n)}, nil
	case between:
		if s.last < n {
			end = s.last + 1
		}
	case suffix:
		first = n - min(s.last, n)
	}
	if first >= end {
		return Window{}, ErrUnsatisfiable
	}
	return Window{Offset: int64(first), Length: int64(end - first)}, nil
}
