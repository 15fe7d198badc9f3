package rangespec

import (
	"errors"
	"fmt"
)

// MaxPart is the largest part number that S3 accepts (S3 GetObject: partNumber).
const MaxPart = 10000

var (
	// ErrPartNumber says that a text is not a part number.
	ErrPartNumber = errors.New("rangespec: part number is not an integer from 1 to 10000")
	// ErrNoPart says that an object has no part of the number asked for. It
	// comes as a [*NoPartError].
	ErrNoPart = errors.New("rangespec: no such part")
	// ErrLayout says that a [Layout] places a part outside its object, or has
	// no part where its count promises one.
	ErrLayout = errors.New("rangespec: layout does not fit the object")
)

// A NoPartError is an [ErrNoPart] with the numbers that a client is told.
type NoPartError struct {
	Requested int // the part number asked for
	Count     int // how many parts the object has, at least 1
}

// Error tells both numbers.
func (e *NoPartError) Error() string {
	return fmt.Sprintf("%v: part %d of %d", ErrNoPart, e.Requested, e.Count)
}

// Unwrap returns [ErrNoPart].
func (e *NoPartError) Unwrap() error { return ErrNoPart }

// ParsePart reads the value of a partNumber parameter: decimal digits, with any
// number of leading zeros, that make a number from 1 to [MaxPart]. Everything
// else is [ErrPartNumber], also signs, blanks and the empty text
// (S3 GetObject: partNumber). ParsePart does not allocate.
func ParsePart(value string) (int, error) {
	n, ok := number(value)
	if !ok || n < 1 || n > MaxPart {
		return 0, ErrPartNumber
	}
	return int(n), nil
}

// ResolvePart returns the bytes of the n-th part of an object of size bytes,
// whose parts l describes.
//
// A nil Layout, or one of no parts, is an object that was stored by one PUT:
// its part 1 is the whole object, and there is no other. A part may be empty.
//
// If there is no n-th part, the error is a [*NoPartError]. If l contradicts
// size or itself, it is [ErrLayout]. So a Window without error always lies
// inside the object. ResolvePart allocates only for errors, if l does not.
func ResolvePart(l Layout, n int, size int64) (Window, error) {
	count := 0
	if l != nil {
		count = l.Count()
	}
	switch {
	case n < 1 || n > max(count, 1):
		return Window{}, &NoPartError{Requested: n, Count: max(count, 1)}
	case count < 1:
		return Window{Length: max(size, 0)}, nil
	}
	w, ok := l.Part(n)
	if !ok || !w.Inside(size) {
		return Window{}, ErrLayout
	}
	return w, nil
}
