package getobject

import "unicode/utf8"

// MaxElementText is how many bytes of a text an element of an error document repeats. The
// longest texts that S3 is known to repeat, the bytes of a canonical request, are far
// below. What is cut off is the end.
const MaxElementText = 1 << 15

// isElementName reports whether name is a name of XML in ASCII without a colon.
func isElementName(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', c == '_':
		case i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return name != ""
}

// AppendXML appends the error document to dst: an XML declaration, one newline, and
// an Error element without namespace and white space whose children are Code,
// Message, those of Detail, RequestId and HostId. Each text has at most [MaxElementText]
// bytes. S3 Error responses: REST error responses.
func (e *Error) AppendXML(dst []byte, ids IDs) []byte {
	e = e.completed()
	dst = append(dst, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"...)
	dst = appendElement(dst, "Code", string(e.Code))
	dst = appendElement(dst, "Message", e.Message)
	for i := range e.Detail {
		if name := e.Detail[i].Name; isElementName(name) {
			dst = appendElement(dst, name, e.Detail[i].Sent())
		}
	}
	dst = appendElement(dst, "RequestId", ids.Request)
	dst = appendElement(dst, "HostId", ids.Host)
	return append(dst, "</Error>"...)
}

func appendElement(dst []byte, name, text string) []byte {
	dst = append(dst, '<')
	dst = append(dst, name...)
	dst = append(dst, '>')
	dst = appendText(dst, text[:min(len(text), MaxElementText)])
	dst = append(dst, "</"...)
	dst = append(dst, name...)
	return append(dst, '>')
}

// appendText appends s as character data. What XML 1.0 cannot hold, control
// characters and broken UTF-8, becomes U+FFFD.
func appendText(dst []byte, s string) []byte {
	n := plainLength(s)
	dst, s = append(dst, s[:n]...), s[n:]
	start := 0
	for i, c := range s {
		entity := escape(c)
		if entity == "" {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		dst = append(dst, s[start:i]...)
		dst = append(dst, entity...)
		start = i + size
	}
	return append(dst, s[start:]...)
}

// plainLength returns the length of the beginning of s that stands for itself: printable ASCII, of
// which nothing is escaped. It looks at eight bytes at a time: a subtraction that borrows shows a byte
// below a space, and one that is looked for once that is zero.
func plainLength(s string) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	n := 0
	for ; n+8 <= len(s); n += 8 {
		w := uint64(s[n]) | uint64(s[n+1])<<8 | uint64(s[n+2])<<16 | uint64(s[n+3])<<24 |
			uint64(s[n+4])<<32 | uint64(s[n+5])<<40 | uint64(s[n+6])<<48 | uint64(s[n+7])<<56
		amp, less, greater, quote, del := w^'&'*each, w^'<'*each, w^'>'*each, w^'"'*each, w^0x7F*each
		if (w|(w-' '*each)&^w|(amp-each)&^amp|(less-each)&^less|
			(greater-each)&^greater|(quote-each)&^quote|(del-each)&^del)&high != 0 {
			break
		}
	}
	for n < len(s) && ' ' <= s[n] && s[n] <= '~' && escape(rune(s[n])) == "" {
		n++
	}
	return n
}

// escape returns what stands for c in character data, or "" for c itself.
func escape(c rune) string {
	switch {
	case '>' < c && c <= '~':
		return ""
	case !inXML(c):
		return "\uFFFD"
	}
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\r':
		return "&#13;"
	}
	return ""
}

// inXML reports whether a document of XML 1.0 can hold c. What is no UTF-8 it cannot.
func inXML(c rune) bool {
	if c < ' ' {
		return c == '\t' || c == '\n' || c == '\r'
	}
	return c != 0xFFFE && c != 0xFFFF && c != utf8.RuneError
}
