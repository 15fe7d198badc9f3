package field_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/field"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a b": "a b", " \ta\tb\t ": "a\tb", "a\r\nSet-Cookie: b": "a  Set-Cookie: b",
		"\x00a\x7f": "a", "caf\xe9 \xff": "caf\xe9 \xff", "\n": "",
	} {
		if got := field.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestCleanEveryByte: a control character is found wherever it stands among bytes of any kind.
func TestCleanEveryByte(t *testing.T) {
	for n := range 20 {
		for at := range n {
			for c := range 256 {
				in := bytes.Repeat([]byte{'\xE9'}, n)
				in[at] = byte(c)
				want := slices.Clone(in)
				if c < ' ' && c != '\t' || c == 0x7F {
					want[at] = ' '
				}
				if got := field.Clean(string(in)); got != strings.Trim(string(want), " \t") {
					t.Fatalf("Clean(%q) = %q, want %q", in, got, want)
				}
			}
		}
	}
}
