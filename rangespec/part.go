package rangespec

import (
	"errors"
	"fmt"
)

// MaxPart is the largest part number that S3 accepts (S3 GetObject: partNumber).
const MaxPart = 10000

var (
	// ErrPartNumber means that a text is not a part number.
	ErrPartNumber = errors.New("rangespec: part number is not an integer from 1 to 10000")
	// ErrNoPart means that an object has no part with the number asked for. It is
	// returned as a [*NoPartError].
	ErrNoPart = errors.New("rangespec: no such part")
	// ErrLayout means that a part lies outside its object, which is a fault of the
	// store and not of the request.
	ErrLayout = errors.New("rangespec: part lies outside its object")
)

// A NoPartError is an [ErrNoPart] with the numbers that S3 reports to the client.
type NoPartError struct {
	Requested int // the part number asked for
	Count     int // how many parts the object has, at least 1
}

// Error returns a sentence with both numbers.
func (e *NoPartError) Error() string {
	return fmt.Sprintf("%v: part %d of %d", ErrNoPart, e.Requested, e.Count)
}

// Unwrap returns [ErrNoPart].
func (e *NoPartError) Unwrap() error { return ErrNoPart }

// ParsePart parses the value of a partNumber parameter: decimal digits, with any
// number of leading zeros, that make a number from 1 to [MaxPart]. Everything
// else is [ErrPartNumber], also signs, spaces and the empty text
// (S3 GetObject: partNumber). ParsePart does not allocate.
func ParsePart(value string) (int, error) {
	n := 0
	for i := range len(value) {
		d := value[i] - '0'
		if d > 9 {
			return 0, ErrPartNumber
		}
		n = min(n*10+int(d), MaxPart+1)
	}
	if n < 1 || n > MaxPart {
		return 0, ErrPartNumber
	}
	return n, nil
}

// ResolvePart returns the bytes of part n of an object of size bytes that was
// uploaded in count parts. part is where the store says that part n lies; it is
// not used if there is no such part. Parts count by position in the object, from
// 1, whatever numbers they were uploaded under (S3 GetObject: partNumber).
//
// A count of 0 is an object that was stored by one PUT: its part 1 is the whole
// object, and there is no other. A part may be empty.
//
// If there is no part n, the error is a [*NoPartError]. If part does not lie
// inside the object, it is [ErrLayout]; so a Window without an error always does.
// ResolvePart allocates only for errors.
func ResolvePart(n, count int, part Window, size int64) (Window, error) {
	if n < 1 || n > max(count, 1) {
		return Window{}, &NoPartError{Requested: n, Count: max(count, 1)}
	}
	if count < 1 {
		return Window{Length: max(size, 0)}, nil
	}
	if !part.Inside(size) {
		return Window{}, ErrLayout
	}
	return part, nil
}
