// Package mimeword writes text as S3 sends user metadata: as it is where it is printable
// ASCII, and otherwise as encoded words of RFC 2047 in UTF-8.
//
// It differs from [mime.WordEncoder] in three ways. S3 chooses between the encodings by
// what the text is made of, it encodes every character that is not printable ASCII and
// nothing else, and it puts one space and no line break between words.
package mimeword

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Encode returns s as metadata is sent. The words have encoding Q where most characters
// are printable ASCII, and encoding B otherwise. Bytes that are not UTF-8 become U+FFFD.
func Encode(s string) string {
	plain, other := 0, 0
	for _, c := range s {
		if c < ' ' && c != '\t' || c >= 0x7F {
			other++
		} else {
			plain++
		}
	}
	if other == 0 {
		return s
	}
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	if plain > other {
		return words(s, 'Q', qLength, appendQ)
	}
	return words(s, 'B', base64Length, appendBase64)
}

// maxText is how long the text of an encoded word may be, so that the word has at most 75
// characters. RFC 2047 §2.
const maxText = 75 - len("=?UTF-8?Q??=")

// words cuts s into encoded words between characters and joins them by spaces, which a
// reader removes. RFC 2047 §6.2.
func words(s string, encoding byte, length func(string) int, encode func([]byte, string) []byte) string {
	var b []byte
	for s != "" {
		n := 0
		for n < len(s) {
			_, size := utf8.DecodeRuneInString(s[n:])
			if length(s[:n+size]) > maxText {
				break
			}
			n += size
		}
		if b != nil {
			b = append(b, ' ')
		}
		b = append(b, "=?UTF-8?"...)
		b = append(b, encoding, '?')
		b = encode(b, s[:n])
		b = append(b, "?="...)
		s = s[n:]
	}
	return string(b)
}

func base64Length(s string) int { return base64.StdEncoding.EncodedLen(len(s)) }

func appendBase64(b []byte, s string) []byte {
	return base64.StdEncoding.AppendEncode(b, []byte(s))
}

func qLength(s string) int {
	n := 0
	for i := range len(s) {
		n++
		if !isQPlain(s[i]) && s[i] != ' ' {
			n += 2
		}
	}
	return n
}

// isQPlain reports whether encoding Q leaves c as it is. RFC 2047 §4.2.
func isQPlain(c byte) bool {
	return ' ' < c && c < 0x7F && c != '=' && c != '_' && c != '?'
}

func appendQ(b []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case isQPlain(c):
			b = append(b, c)
		case c == ' ':
			b = append(b, '_')
		default:
			b = append(b, '=', digits[c>>4], digits[c&15])
		}
	}
	return b
}
