package field_test

import (
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
