package field_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/field"
)

// TestIsToken asks of every byte whether it is in a token.
func TestIsToken(t *testing.T) {
	const chars = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	for c := range 256 {
		s := "a" + string([]byte{byte(c)})
		want := strings.IndexByte(chars, byte(c)) >= 0
		if got := field.IsToken(s); got != want {
			t.Errorf("IsToken(%q) = %v, want %v", s, got, want)
		}
	}
	if field.IsToken("") {
		t.Error(`IsToken("") = true, want false`)
	}
}
