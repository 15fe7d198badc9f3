package rangespec

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/s3get/s3get/internal/field"
)

// ErrContentRange says that a Content-Range field value is not valid for bytes.
var ErrContentRange = errors.New("rangespec: malformed Content-Range")

// A ContentRange is what a Content-Range field says (RFC 9110 §14.4). It has one
// of three forms:
//
//	bytes 0-8/10    Window is {0, 9}, Size is 10
//	bytes 0-8/*     Window is {0, 9}, AnySize is true and Size is 0
//	bytes */10      Window has no bytes, Size is 10: the range was unsatisfiable
//
// ContentRanges are comparable. The zero ContentRange says that a range of an
// empty object was unsatisfiable.
type ContentRange struct {
	Window  Window
	Size    int64 // of the whole object in bytes
	AnySize bool  // the sender does not know the size
}

// ParseContentRange reads a Content-Range field value whose unit is bytes, in
// any letter case. Any other value is [ErrContentRange]; so are a last position
// before the first or outside the object, which RFC 9110 §14.4 calls invalid,
// and numbers of more than 63 bits. ParseContentRange does not allocate.
func ParseContentRange(value string) (ContentRange, error) {
	unit, rest, _ := strings.Cut(trim(value), " ")
	positions, length, ok := strings.Cut(rest, "/")
	if !ok || !isBytes(unit) {
		return ContentRange{}, ErrContentRange
	}
	c, ok := contentSize(length)
	if !ok || positions == "*" && c.AnySize {
		return ContentRange{}, ErrContentRange
	}
	if positions == "*" {
		return c, nil
	}
	if c.Window, ok = contentWindow(positions); !ok || !c.AnySize && !c.Window.Inside(c.Size) {
		return ContentRange{}, ErrContentRange
	}
	return c, nil
}

// isBytes reports whether unit is bytes in any letter case. A letter that is no ASCII
// and folds to one is in no token.
func isBytes(unit string) bool { return field.IsToken(unit) && strings.EqualFold(unit, "bytes") }

// contentSize reads what stands behind the slash.
func contentSize(s string) (ContentRange, bool) {
	if s == "*" {
		return ContentRange{AnySize: true}, true
	}
	n, ok := number(s)
	return ContentRange{Size: int64(n)}, ok && n <= math.MaxInt64
}

// contentWindow reads what stands before the slash. A last position of the
// largest 63-bit number is refused: its object would have one byte more.
func contentWindow(s string) (Window, bool) {
	head, tail, _ := strings.Cut(s, "-")
	first, firstOK := number(head)
	last, lastOK := number(tail)
	if !firstOK || !lastOK || last < first || last >= math.MaxInt64 {
		return Window{}, false
	}
	return Window{Offset: int64(first), Length: int64(last - first + 1)}, true
}

// Unsatisfied reports whether c says that a range was unsatisfiable.
func (c ContentRange) Unsatisfied() bool { return c.Window.Length <= 0 }

// String returns the Content-Range field value for c.
// ParseContentRange(c.String()) returns c for every c that ParseContentRange
// can return.
func (c ContentRange) String() string {
	dst := append(make([]byte, 0, 72), "bytes "...)
	if c.Unsatisfied() {
		dst = append(dst, '*')
	} else {
		dst = c.Window.append(dst)
	}
	dst = append(dst, '/')
	if c.AnySize {
		return string(append(dst, '*'))
	}
	return string(strconv.AppendInt(dst, c.Size, 10))
}
