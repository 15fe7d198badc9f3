// Package field has what HTTP fields share: the names and values that they may have, and the
// syntax of lists.
//
// # Lists
//
// A field that may hold a list is given as its field lines, one string for
// each line, in the order of arrival:
//
//	several lines          one list               RFC 9110 §5.3
//	comma                  ends an element        RFC 9110 §5.6.1
//	empty element          skipped                RFC 9110 §5.6.1.2
//	SP, HTAB around it     not part of it         RFC 9110 §5.6.3
//	comma between DQUOTEs  part of the element    RFC 9110 §8.8.3
//
// A backslash has no meaning between the quotes, because the elements that
// this module parses are entity tags and byte ranges: an entity tag may
// contain a backslash (RFC 9110 §8.8.3) and a byte range has no quotes.
package field

import (
	"iter"
	"strings"
)

// Elements returns the elements of a list field, given its field lines
// (RFC 9110 §5.3, §5.6.1). Empty elements are skipped, and the others come
// without the spaces and tabs around them. No lines, and lines without an
// element, give an empty sequence.
//
// A quote that is opened and not closed reaches to the end of its line and
// no further, so that a damaged line cannot swallow the next one.
//
// The sequence can be used several times. Ranging over it does not allocate.
func Elements(lines []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		walk(lines, yield)
	}
}

// walk is a function of its own so that Elements is small enough to be inlined,
// which keeps its closure off the heap.
func walk(lines []string, yield func(string) bool) {
	for _, line := range lines {
		for line != "" {
			var element string
			element, line = Cut(line)
			if element != "" && !yield(element) {
				return
			}
		}
	}
}

// Cut returns the first element of a line, which may be empty, and what follows its comma. It is for
// loops that cannot afford a call for each element, as ranging over [Elements] is.
func Cut(line string) (element, rest string) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ',':
			return Trim(line[:i]), line[i+1:]
		case '"':
			text := strings.IndexByte(line[i+1:], '"')
			if text < 0 {
				return Trim(line), ""
			}
			i += text + 1
		}
	}
	return Trim(line), ""
}

// Trim returns s without the spaces and tabs around it (RFC 9110 §5.6.3). It is several times as
// fast as [strings.Trim], which makes a set of what it cuts.
func Trim(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

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

// Clean returns a value as it may be sent, whatever a store or an error made of it: control
// characters become spaces, and there are no spaces and tabs at its ends, which HTTP/2 does not
// have (RFC 9113 §8.2.1). Its bytes need not be UTF-8: stored header values are sent as they
// were received.
func Clean(s string) string {
	if hasControl(s) {
		clean := []byte(s)
		for i, c := range clean {
			if c < ' ' && c != '\t' || c == 0x7F {
				clean[i] = ' '
			}
		}
		s = string(clean)
	}
	return Trim(s)
}

// hasControl reports whether s has a control character. It looks at eight bytes at a time, of which
// a subtraction that borrows shows one below a space, and one that is 0x7F once that is zero.
func hasControl(s string) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	for len(s) >= 8 {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		del := w ^ 0x7F*each
		if ((w-' '*each)&^w|(del-each)&^del)&high != 0 {
			return true
		}
		s = s[8:]
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7F {
			return true
		}
	}
	return false
}
