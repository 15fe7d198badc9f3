package checksum

import (
	"errors"
	"strconv"
	"strings"
)

// TypeHeader is the name of the header field that carries a [Type], as S3 spells it
// (S3 GetObject: x-amz-checksum-type).
const TypeHeader = "x-amz-checksum-type"

// ErrType means that a text is not the name of a [Type], or that an algorithm has no
// values of a type.
var ErrType = errors.New("checksum: unknown type")

// A Type says what a checksum was computed of. The zero Type is [FullObject].
type Type uint8

const (
	// FullObject is the checksum of all the object's bytes.
	FullObject Type = iota

	// Composite is the checksum of the checksums of the object's parts, or the
	// checksum of one part of such an object.
	Composite
)

// String returns "FULL_OBJECT" or "COMPOSITE", as x-amz-checksum-type has it, and a text
// such as "Type(9)" for any other value.
func (t Type) String() string {
	switch t {
	case FullObject:
		return "FULL_OBJECT"
	case Composite:
		return "COMPOSITE"
	}
	return "Type(" + strconv.Itoa(int(t)) + ")"
}

// ParseType returns the Type whose [Type.String] is s. The error is [ErrType].
func ParseType(s string) (Type, error) {
	switch s {
	case "FULL_OBJECT":
		return FullObject, nil
	case "COMPOSITE":
		return Composite, nil
	}
	return 0, ErrType
}

// ErrMode means that x-amz-checksum-mode has a value other than ENABLED.
var ErrMode = errors.New("checksum: unknown checksum mode")

// Requested reports whether the lines of the field x-amz-checksum-mode ask for
// checksums. Without lines they do not, "ENABLED" in any letter case does, and everything
// else, also an empty value, is [ErrMode]. Several lines are one value with commas
// (RFC 9110 §5.2) and therefore an error (S3 GetObject: x-amz-checksum-mode).
func Requested(lines []string) (bool, error) {
	switch {
	case len(lines) == 0:
		return false, nil
	case len(lines) == 1 && strings.EqualFold(lines[0], "ENABLED"):
		return true, nil
	}
	return false, ErrMode
}
