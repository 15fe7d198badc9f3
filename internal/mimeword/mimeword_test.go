package mimeword_test

import (
	"mime"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/mimeword"
)

func TestEncode(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"tab\tand blank ", "tab\tand blank "},
		{"=?UTF-8?Q?x?=", "=?UTF-8?Q?x?="},
		{"ünder the sea", "=?UTF-8?Q?=C3=BCnder_the_sea?="},
		{"a_b=c?ü", "=?UTF-8?Q?a=5Fb=3Dc=3F=C3=BC?="},
		{"100%. ü", "=?UTF-8?Q?100%._=C3=BC?="},
		{"日本", "=?UTF-8?B?5pel5pys?="},
		{"aü", "=?UTF-8?B?YcO8?="},
		{"\x01", "=?UTF-8?B?AQ==?="},
		{"\r\n", "=?UTF-8?B?DQo=?="},
		{"\x7f", "=?UTF-8?B?fw==?="},
		{"\xff", "=?UTF-8?B?77+9?="},
		{strings.Repeat("é", 23), "=?UTF-8?B?" + strings.Repeat("w6nDqcOp", 7) + "w6k=?= =?UTF-8?B?w6k=?="},
	} {
		if got := mimeword.Encode(c.in); got != c.want {
			t.Errorf("Encode(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// checkEncoded checks that text is what its form says: decodable, printable, and in
// words of 75 characters at most.
func checkEncoded(t interface{ Errorf(string, ...any) }, text, got string) {
	for i := range len(got) {
		if c := got[i]; c < ' ' && c != '\t' || c >= 0x7F {
			t.Errorf("Encode(%q) = %q, which is not printable ASCII", text, got)
			return
		}
	}
	if got == text {
		return
	}
	for word := range strings.SplitSeq(got, " ") {
		if len(word) > 75 || !strings.HasPrefix(word, "=?UTF-8?") {
			t.Errorf("Encode(%q) has the word %q of %d characters, want encoded words of 75 at most", text, word, len(word))
		}
	}
	back, err := new(mime.WordDecoder).DecodeHeader(got)
	if want := strings.ToValidUTF8(text, "\uFFFD"); err != nil || back != want {
		t.Errorf("Encode(%q) = %q, which decodes to %q, %v", text, got, back, err)
	}
}

// FuzzEncode checks that what a header says decodes to the text.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "plain", "ü", "日本語", "a=b_c?ü", "\xff\x00", "=?UTF-8?Q?x?=", "a ü b ü", strings.Repeat("é", 100), "😀\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkEncoded(t, s, mimeword.Encode(s))
	})
}

// TestEncodeEveryByte encodes each byte alone and beside text that needs an encoded word.
func TestEncodeEveryByte(t *testing.T) {
	for c := range byte(0x80) {
		text := string([]byte{c})
		printable := ' ' <= c && c <= '~'
		if got := mimeword.Encode(text); (got == text) != (printable || c == '\t') {
			t.Errorf("Encode(%q) = %q", text, got)
		}
		got := mimeword.Encode("aaa" + text + "ü")
		plain := printable && !strings.ContainsRune(" =_?", rune(c))
		if want := "=?UTF-8?Q?aaa" + text + "=C3=BC?="; (got == want) != plain {
			t.Errorf("Encode(%q) = %q, and %t that the byte stays", "aaa"+text+"ü", got, plain)
		}
		checkEncoded(t, "aaa"+text+"ü", got)
	}
}
