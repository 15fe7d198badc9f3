package field

import "strings"

// IsToken reports whether s is a token, as the names of fields and units are
// (RFC 9110 §5.6.2). It does not allocate.
func IsToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0:
			return false
		}
	}
	return s != ""
}
