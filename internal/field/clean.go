package field

import "strings"

// Clean returns a value as it may be sent, whatever a store or an error made of it: control
// characters become spaces, and there are no spaces and tabs at its ends, which HTTP/2 does not
// have (RFC 9113 §8.2.1). Its bytes need not be UTF-8: stored header values are sent as they
// were received.
func Clean(s string) string {
	var clean []byte
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7F {
			if clean == nil {
				clean = []byte(s)
			}
			clean[i] = ' '
		}
	}
	if clean != nil {
		s = string(clean)
	}
	return strings.Trim(s, " \t")
}
