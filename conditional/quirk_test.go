package conditional_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/conditional"
)

func TestQuirks(t *testing.T) {
	got := slices.Collect(conditional.Quirks())
	want := []conditional.Quirk{
		conditional.QuirkUnquotedTag, conditional.QuirkFutureDate, conditional.QuirkShortDay,
	}
	if !slices.Equal(got, want) {
		t.Errorf("Quirks() = %v, want %v", got, want)
	}
	for _, q := range got {
		if !strings.HasPrefix(q.String(), "Quirk") || strings.Contains(q.String(), "(") {
			t.Errorf("%d.String() = %q, want the name of the constant", uint8(q), q)
		}
		if !strings.HasSuffix(q.Sentence(), ".") {
			t.Errorf("%v.Sentence() = %q, want a sentence", q, q.Sentence())
		}
		if !strings.HasPrefix(q.Source(), "RFC 9110 §") || !strings.Contains(q.Source(), "S3 GetObject: ") {
			t.Errorf("%v.Source() = %q, want both sides", q, q.Source())
		}
	}
}

func TestQuirksStops(t *testing.T) {
	for q := range conditional.Quirks() {
		if q != conditional.QuirkUnquotedTag {
			t.Fatalf("Quirks went on to %v after break", q)
		}
		break
	}
}

func TestUnknownQuirk(t *testing.T) {
	known := conditional.Quirk(len(slices.Collect(conditional.Quirks())))
	for _, q := range []conditional.Quirk{0, known + 1, 200} {
		if !strings.HasPrefix(q.String(), "Quirk(") || q.Sentence() != "" || q.Source() != "" {
			t.Errorf("Quirk %d = %q, %q, %q, want only a number", uint8(q), q, q.Sentence(), q.Source())
		}
	}
}
