package getobject

import "unicode/utf8"

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

// overridden returns the header that a parameter replaces, or "".
func overridden(param string) string {
	for _, o := range overrides {
		if o.param == param {
			return o.header
		}
	}
	return ""
}

func isOverride(param string) bool { return overridden(param) != "" }

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

// checkOverrides refuses an override that a header cannot carry.
func (r *Request) checkOverrides(*Facts) error {
	if !r.overrides {
		return nil
	}
	for _, p := range r.Query {
		if isOverride(p.Name) && !isLatin1(p.Value) {
			return argument(RuleOverrideLatin1, p.Name, p.Value)
		}
	}
	return nil
}

// isLatin1 reports whether the UTF-8 text s can be written in ISO-8859-1 without
// control characters.
func isLatin1(s string) bool {
	for _, c := range s {
		if c < ' ' || c == 0x7F || c > 0xFF || c == utf8.RuneError {
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
