package sse

import "strings"

// skip is the value of a character that is not in the alphabet of RFC 4648 §4.
const skip = -1

// decode decodes base64 as S3 does the text of a key, and never fails.
//
// Characters outside the alphabet of RFC 4648 §4, so also "-" and "_", are skipped where
// §3.3 would refuse them. An incomplete last group is dropped; padding counts to
// complete a group, and nothing is decoded after the first padding. The result is nil
// if it has no bytes.
func decode(s string) []byte {
	var out []byte
	var group uint32
	n := 0 // characters in group
	for i := 0; i < len(s); i++ {
		if s[i] == '=' {
			return appendPadded(out, group, n, strings.Count(s[i:], "="))
		}
		v := sextet(s[i])
		if v == skip {
			continue
		}
		group = group<<6 | uint32(v)
		if n++; n == 4 {
			out = append(out, byte(group>>16), byte(group>>8), byte(group))
			group, n = 0, 0
		}
	}
	return out
}

// appendPadded appends the bytes of a group of n characters, n < 4, which that much
// padding follows.
func appendPadded(out []byte, group uint32, n, padding int) []byte {
	switch {
	case n == 3:
		return append(out, byte(group>>10), byte(group>>2))
	case n == 2 && padding > 1:
		return append(out, byte(group>>4))
	}
	return out
}

// sextet returns the six bits that c stands for, or skip.
func sextet(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return skip
}
