package getobject_test

import (
	"mime"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

func TestEncodeText(t *testing.T) {
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
		if got := getobject.EncodeText(c.in); got != c.want {
			t.Errorf("encodeText(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// checkEncoded checks that text is what its form says: decodable, printable, and in
// words of 75 characters at most.
func checkEncoded(t interface{ Errorf(string, ...any) }, text, got string) {
	for i := range len(got) {
		if c := got[i]; c < ' ' && c != '\t' || c >= 0x7F {
			t.Errorf("encodeText(%q) = %q, which is not printable ASCII", text, got)
			return
		}
	}
	if got == text {
		return
	}
	for word := range strings.SplitSeq(got, " ") {
		if len(word) > 75 || !strings.HasPrefix(word, "=?UTF-8?") {
			t.Errorf("encodeText(%q) has the word %q of %d characters, want encoded words of 75 at most", text, word, len(word))
		}
	}
	back, err := new(mime.WordDecoder).DecodeHeader(got)
	if want := strings.ToValidUTF8(text, "\uFFFD"); err != nil || back != want {
		t.Errorf("encodeText(%q) = %q, which decodes to %q, %v", text, got, back, err)
	}
}

func TestBlankControls(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "as\tit is": "as\tit is", "a\r\nb": "a  b", "\x00\x7f": "  ", "ü\xff": "ü\xff",
	} {
		if got := getobject.BlankControls(in); got != want {
			t.Errorf("blankControls(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMetadata checks which pairs are sent and how the others are counted.
func TestMetadata(t *testing.T) {
	for _, c := range []struct {
		bucket  string
		pairs   []store.Metadata
		missing int
		want    map[string]string
	}{
		{"b", nil, 0, map[string]string{"X-Amz-Missing-Meta": ""}},
		{"b", nil, 2, map[string]string{"X-Amz-Missing-Meta": "2"}},
		{"b", []store.Metadata{{Name: "a-b_c", Value: "v"}, {Name: "e"}}, 0,
			map[string]string{"X-Amz-Meta-A-B_c": "v", "X-Amz-Missing-Meta": ""}},
		{"b", []store.Metadata{{Name: "ä", Value: "v"}, {Name: "", Value: "v"}, {Name: "ok", Value: "ü b c"}}, 1,
			map[string]string{"X-Amz-Meta-Ok": "=?UTF-8?Q?=C3=BC_b_c?=", "X-Amz-Missing-Meta": "3"}},
		{"d", []store.Metadata{{Name: "ä", Value: "v"}, {Name: "x", Value: "1"}}, 1,
			map[string]string{"X-Amz-Meta-X": "1", "X-Amz-Missing-Meta": ""}},
	} {
		w := newWorld(t)
		w.shelf.put(c.bucket, "k", with(func(i *store.Info) { i.Metadata, i.MissingMeta = c.pairs, c.missing }))
		rec := w.get(t, "/"+c.bucket+"/k")
		for name, want := range c.want {
			if got := rec.Header().Get(name); got != want {
				t.Errorf("%v: %s = %q, want %q", c.pairs, name, got, want)
			}
		}
	}
}

// TestEmptyMetadata checks that a pair without a value is sent.
func TestEmptyMetadata(t *testing.T) {
	w := newWorld(t)
	w.shelf.put("b", "k", with(func(i *store.Info) { i.Metadata = []store.Metadata{{Name: "e"}} }))
	if got, ok := w.get(t, "/b/k").Header()["X-Amz-Meta-E"]; !ok || len(got) != 1 || got[0] != "" {
		t.Errorf("X-Amz-Meta-E = %q, %v, want one empty line", got, ok)
	}
}
