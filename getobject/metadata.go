package getobject

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/store"
)

// addMetadata adds the user's metadata. Pairs that no header can carry are counted
// with those that the store could not keep. S3 GetObject: x-amz-missing-meta.
func (d *decision) addMetadata() {
	missing := d.info.MissingMeta
	for _, m := range d.info.Metadata {
		if !field.IsToken(m.Name) {
			missing++
			continue
		}
		d.add(metadataField(m))
	}
	if missing > 0 && !d.f.Bucket.IsDirectory() {
		d.add("X-Amz-Missing-Meta", strconv.Itoa(missing))
	}
}

func metadataField(m store.Metadata) (name, value string) {
	return http.CanonicalHeaderKey("X-Amz-Meta-" + m.Name), encodeText(m.Value)
}

// encodeText returns s as metadata is sent: as it is where it is printable ASCII, and
// otherwise as encoded words of RFC 2047 in UTF-8. The words have encoding Q where most
// of the characters are printable ASCII, and else B.
func encodeText(s string) string {
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
		return encodeWords(s, 'Q', qLength, appendQ)
	}
	return encodeWords(s, 'B', bLength, appendB)
}

// maxWord is how long the text of an encoded word may be, so that the word has at most
// 75 characters. RFC 2047 §2.
const maxWord = 75 - len("=?UTF-8?Q??=")

// encodeWords cuts s into encoded words between characters and joins them by blanks,
// which a reader takes away again. RFC 2047 §6.2.
func encodeWords(s string, kind byte, length func(string) int, encode func([]byte, string) []byte) string {
	var b []byte
	for s != "" {
		n := fit(s, length)
		if b != nil {
			b = append(b, ' ')
		}
		b = append(b, "=?UTF-8?"...)
		b = append(b, kind, '?')
		b = encode(b, s[:n])
		b = append(b, "?="...)
		s = s[n:]
	}
	return string(b)
}

// fit returns how many bytes of s, in whole characters, go into one encoded word.
func fit(s string, length func(string) int) int {
	n := 0
	for n < len(s) {
		_, size := utf8.DecodeRuneInString(s[n:])
		if length(s[:n+size]) > maxWord {
			break
		}
		n += size
	}
	return n
}

func bLength(s string) int { return base64.StdEncoding.EncodedLen(len(s)) }

func appendB(b []byte, s string) []byte { return base64.StdEncoding.AppendEncode(b, []byte(s)) }

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

// isQPlain reports whether encoding Q leaves c as it is.
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

// blankControls returns s with a blank for each control character. The bytes of s need
// not be UTF-8: stored header values are sent as they came.
func blankControls(s string) string {
	for i := range len(s) {
		if isControl(s[i]) {
			return blanked([]byte(s))
		}
	}
	return s
}

func blanked(b []byte) string {
	for i, c := range b {
		if isControl(c) {
			b[i] = ' '
		}
	}
	return string(b)
}

func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7F }
