package getobject

import (
	"unicode/utf8"
)

const overridePrefix = "response-"

// overrides are the parameters that replace a response header, and the header. S3
// GetObject: Overriding response header values through the request.
var overrides = [...]struct{ param, header string }{
	{"response-cache-control", "Cache-Control"},
	{"response-content-disposition", "Content-Disposition"},
	{"response-content-encoding", "Content-Encoding"},
	{"response-content-language", "Content-Language"},
	{"response-content-type", "Content-Type"},
	{"response-expires", "Expires"},
}

func isOverride(param string) bool {
	for i := range overrides {
		if overrides[i].param == param {
			return true
		}
	}
	return false
}

// override returns the value that the query gives to a header, and whether it does.
// The first parameter of a name counts.
func (r *Request) override(header string) (string, bool) {
	if !r.overrides {
		return "", false
	}
	for _, o := range overrides {
		if o.header != header {
			continue
		}
		value, ok := r.Query.Get(o.param)
		return latin1(value), ok
	}
	return "", false
}

// isLatin1 reports whether the UTF-8 text s can be written in ISO-8859-1 without
// control characters.
func isLatin1(s string) bool {
	for _, c := range s {
		if c < ' ' || 0x7F <= c && c < 0xA0 || c > 0xFF || c == utf8.RuneError {
			return false
		}
	}
	return true
}

// latin1 writes the UTF-8 text s, for which isLatin1 holds, in ISO-8859-1.
func latin1(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s[:i])
	for _, c := range s[i:] {
		b = append(b, byte(c))
	}
	return string(b)
}
