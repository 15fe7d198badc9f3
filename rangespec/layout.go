package rangespec

import "math"

// A Layout says where the parts of an object lie. Its methods may be called
// concurrently.
//
// Parts have numbers from 1 to Count without gaps, by position in the object.
// Each begins where the one before it ends, the first at 0, and the last ends
// at the end of the object. A Layout of no parts stands for an object that was
// stored by one PUT.
type Layout interface {
	// Count returns the number of parts, which is not negative.
	Count() int
	// Part returns the bytes of part n, or false if n is less than 1 or
	// greater than Count. A part may have no bytes.
	Part(n int) (Window, bool)
}

// Sizes is a [Layout] that lists the length of each part in bytes, in order.
// The nil Sizes has no parts. Part takes time proportional to its argument.
type Sizes []int64

// Count returns the number of sizes.
func (s Sizes) Count() int { return len(s) }

// Part returns the bytes of part n. There is none if n is out of range, and if
// a size up to that of part n is negative or their sum has more than 63 bits.
func (s Sizes) Part(n int) (Window, bool) {
	if n < 1 || n > len(s) {
		return Window{}, false
	}
	var w Window
	for _, size := range s[:n] {
		w.Offset += w.Length
		if size < 0 || size > math.MaxInt64-w.Offset {
			return Window{}, false
		}
		w.Length = size
	}
	return w, true
}

// Uniform is a [Layout] of equal parts, of which the last may be shorter, as
// most upload tools make them. The zero Uniform is one empty part.
type Uniform struct {
	PartSize int64 // length of each part but the last; 0 or less means one part
	Size     int64 // length of the whole object
}

// Count returns the number of parts, which is at least 1. It is never more than
// an int can hold.
func (u Uniform) Count() int {
	if u.PartSize <= 0 || u.Size <= 0 {
		return 1
	}
	return int(min((u.Size-1)/u.PartSize+1, math.MaxInt))
}

// Part returns the bytes of part n, or false if n is out of range.
func (u Uniform) Part(n int) (Window, bool) {
	if n < 1 || n > u.Count() {
		return Window{}, false
	}
	if u.Count() == 1 {
		return Window{Length: max(u.Size, 0)}, true
	}
	offset := int64(n-1) * u.PartSize
	return Window{Offset: offset, Length: min(u.PartSize, u.Size-offset)}, true
}
