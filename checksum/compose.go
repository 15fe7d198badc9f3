package checksum

import (
	"errors"
	"strconv"
)

var (
	// ErrParts means that a list of parts is empty or longer than [MaxParts], or
	// that one of them has no checksum, the checksum of an object, or a size below 0.
	ErrParts = errors.New("checksum: not the parts of an object")

	// ErrMixed means that the checksums of parts have several algorithms.
	ErrMixed = errors.New("checksum: parts with several algorithms")
)

// Compose returns the [Composite] value of an object from the checksums of its parts, in
// order: the checksum of the concatenated digests, with "-N" for N parts, even for one
// (S3 GetObject: x-amz-checksum-type).
//
// The parts may have either type but no "-N". The error is [ErrParts], [ErrMixed], or
// [ErrType] for an algorithm that is not [Algorithm.Composable].
func Compose(parts []Value) (Value, error) {
	if len(parts) == 0 || len(parts) > MaxParts {
		return Value{}, ErrParts
	}
	a := parts[0].algorithm
	for _, p := range parts {
		if err := checkPart(a, p); err != nil {
			return Value{}, err
		}
	}
	if !a.Composable() {
		return Value{}, ErrType
	}
	h := a.New()
	var buf [maxSize + 2]byte
	for _, p := range parts {
		_, _ = h.Write(p.appendDigest(buf[:0])) // a hash.Hash never fails
	}
	v := fromDigest(a, h.Sum(buf[:0]))
	v.text += "-" + strconv.Itoa(len(parts))
	v.parts, v.typ = uint16(len(parts)), Composite
	return v, nil
}

// checkPart reports whether v can be the value of a part, next to others of algorithm a.
func checkPart(a Algorithm, v Value) error {
	switch {
	case v.IsZero(), v.parts != 0:
		return ErrParts
	case v.algorithm != a:
		return ErrMixed
	}
	return nil
}
