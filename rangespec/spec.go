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
	b := append(make([]byte, 0, 48), "bytes="...)
	if s.kind != suffix {
		b = strconv.AppendUint(b, s.first, 10)
	}
	b = append(b, '-')
	if s.kind != from {
		b = strconv.AppendUint(b, s.last, 10)
	}
	return string(b)
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

// A Window is a run of bytes of an object: Length bytes from position Offset,
// where the first byte is at position 0. Windows are comparable. The zero
// Window has no bytes; it is the whole of an empty object.
type Window struct{ Offset, Length int64 }

// End returns the position of the last byte of w, which is Offset-1 if w has no
// bytes.
func (w Window) End() int64 { return w.Offset + w.Length - 1 }

// Inside reports whether w is a Window of an object of size bytes: neither of
// its numbers is negative and it does not reach past the end.
func (w Window) Inside(size int64) bool {
	return w.Offset >= 0 && w.Length >= 0 && w.Offset <= size && w.Length <= size-w.Offset
}

// String returns the positions of the first and last byte of w, such as "0-8",
// or "empty" if w has no bytes.
func (w Window) String() string {
	if w.Length <= 0 {
		return "empty"
	}
	b := append(strconv.AppendInt(make([]byte, 0, 40), w.Offset, 10), '-')
	return string(strconv.AppendInt(b, w.End(), 10))
}

// ContentRange returns the Content-Range field value for w as part of an object
// of size bytes, such as "bytes 0-8/10" (RFC 9110 §14.4). It is "" if w has no
// bytes, for which the field has no form.
func (w Window) ContentRange(size int64) string {
	return string(w.AppendContentRange(make([]byte, 0, 72), size)) // 66 are always enough
}

// AppendContentRange appends what ContentRange returns to dst.
func (w Window) AppendContentRange(dst []byte, size int64) []byte {
	if w.Length <= 0 {
		return dst
	}
	dst = append(dst, "bytes "...)
	dst = append(strconv.AppendInt(dst, w.Offset, 10), '-')
	dst = append(strconv.AppendInt(dst, w.End(), 10), '/')
	return strconv.AppendInt(dst, size, 10)
}
