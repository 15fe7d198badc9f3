package sigv4

import "strings"

const upperhex = "0123456789ABCDEF"

// isUnreserved reports whether b is never encoded (RFC 3986 §2.3).
func isUnreserved(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' ||
		b == '-' || b == '.' || b == '_' || b == '~'
}

// escape returns s with every byte encoded that is not unreserved. It allocates only
// where there is one.
func escape(s string) string {
	reserved := 0
	for i := range len(s) {
		if !isUnreserved(s[i]) {
			reserved++
		}
	}
	if reserved == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 2*reserved)
	for i := range len(s) {
		if isUnreserved(s[i]) {
			b.WriteByte(s[i])
		} else {
			b.WriteByte('%')
			b.WriteByte(upperhex[s[i]>>4])
			b.WriteByte(upperhex[s[i]&15])
		}
	}
	return b.String()
}

// appendPath appends a path as it came, decoded and encoded again: every byte but the
// unreserved ones and "/". A "/" that came encoded is encoded no more, as it is part
// of the same key. A path without text is "/".
func appendPath(dst []byte, path string) []byte {
	if path == "" {
		return append(dst, '/')
	}
	for i := 0; i < len(path); i++ {
		b := path[i]
		if hi, lo, ok := escaped(path[i:]); ok {
			b = hi<<4 | lo
			i += 2
		}
		if isUnreserved(b) || b == '/' {
			dst = append(dst, b)
		} else {
			dst = append(dst, '%', upperhex[b>>4], upperhex[b&15])
		}
	}
	return dst
}

// escaped returns the digits of the encoded byte that s begins with, and whether it
// does. A percent sign that leads none stands for itself.
func escaped(s string) (hi, lo byte, ok bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, 0, false
	}
	hi, okHi := unhex(s[1])
	lo, okLo := unhex(s[2])
	return hi, lo, okHi && okLo
}

func unhex(b byte) (byte, bool) {
	switch {
	case '0' <= b && b <= '9':
		return b - '0', true
	case 'a' <= b && b <= 'f':
		return b - 'a' + 10, true
	case 'A' <= b && b <= 'F':
		return b - 'A' + 10, true
	}
	return 0, false
}
