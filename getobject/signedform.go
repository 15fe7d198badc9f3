package getobject

import (
	"net/http"
	"strings"
)

// decides reports whether a header field of that canonical name may decide a read.
func decides(name string) bool {
	return strings.HasPrefix(name, "X-Amz-") || strings.HasPrefix(name, "If-") || name == "Range"
}

// signedForm returns the fields of h that decide, each with one line: its lines joined by
// commas, without spaces and tabs at the ends of a line, and with one space for each run
// of them. This is what a signature covers. S3 SigV4: Signature calculations for the
// Authorization header.
//
// All that is read of a request is read of this form, so that two requests that one
// signature is good for are the same read.
func signedForm(h http.Header) http.Header {
	form := make(http.Header, len(h))
	for name, lines := range h {
		if !decides(name) || len(lines) == 0 {
			continue
		}
		var value []byte
		for i, line := range lines {
			if i > 0 {
				value = append(value, ',')
			}
			value = appendSqueezed(value, line)
		}
		text := string(value)
		if isShortAsctime(name, text) {
			text = text[:len("Fri Jan")] + " " + text[len("Fri Jan"):]
		}
		form[name] = []string{text}
	}
	return form
}

func appendSqueezed(dst []byte, line string) []byte {
	line = strings.Trim(line, " \t")
	for i := range len(line) {
		if !isSpace(line[i]) {
			dst = append(dst, line[i])
		} else if !isSpace(line[i-1]) {
			dst = append(dst, ' ')
		}
	}
	return dst
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' }

// shortAsctime is as long as a date in the form of asctime whose day has one digit and one
// space before it.
const shortAsctime = "Fri Jan 2 03:04:05 2026"

// isShortAsctime reports whether the value of a field is a date in the form of asctime
// whose day has one digit and, since it was squeezed, one space before it instead of two
// (RFC 9110 §5.6.7). A signature cannot tell the two apart, and they are the same date.
func isShortAsctime(name, value string) bool {
	if len(value) != len(shortAsctime) {
		return false
	}
	switch name {
	case "If-Modified-Since", "If-Unmodified-Since", "If-Range":
		return value[len("Fri")] == ' ' && value[len("Fri Jan")] == ' ' && value[len("Fri Jan 2")] == ' ' && value[0] != '"'
	}
	return false
}
