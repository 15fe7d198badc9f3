package rangespec

import "strconv"

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
	return string(w.append(make([]byte, 0, 40)))
}

func (w Window) append(dst []byte) []byte {
	dst = strconv.AppendInt(dst, w.Offset, 10)
	dst = append(dst, '-')
	return strconv.AppendInt(dst, w.End(), 10)
}

// ContentRange returns the Content-Range field value for w as part of an object
// of size bytes, such as "bytes 0-8/10" (RFC 9110 §14.4). It is "" if w has no
// bytes, for which the field has no form.
func (w Window) ContentRange(size int64) string {
	if w.Length <= 0 {
		return ""
	}
	return string(w.appendContentRange(make([]byte, 0, 72), size))
}

// appendContentRange is apart from ContentRange so that ContentRange is small enough
// to be inlined, which keeps its buffer off the heap. 66 bytes are always enough.
func (w Window) appendContentRange(dst []byte, size int64) []byte {
	dst = w.append(append(dst, "bytes "...))
	return strconv.AppendInt(append(dst, '/'), size, 10)
}
