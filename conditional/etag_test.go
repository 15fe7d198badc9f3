package conditional_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/conditional"
	"pgregory.net/rapid"
)

func mustTag(t interface{ Fatal(...any) }, s string) conditional.ETag {
	tag, err := conditional.ParseETag(s)
	if err != nil {
		t.Fatal(err)
	}
	return tag
}

func TestParseETag(t *testing.T) {
	for _, in := range []string{
		`"abc"`, `W/"abc"`, `""`, `W/""`, `"*"`, `"a,b"`, `"a\"`, `"!#~"`, "\"\x80\xff\"", `"W/"`,
		`"0732917abc3288784e318ac0aab1757a-2"`,
	} {
		tag, err := conditional.ParseETag(in)
		if err != nil || tag.IsZero() || tag.String() != in {
			t.Errorf("ParseETag(%q) = %v, %v, want %s, nil", in, tag, err, in)
		}
	}
}

func TestParseETagRejects(t *testing.T) {
	for _, in := range []string{
		"", " ", "abc", "*", `"`, `W/`, `W/"`, `"abc`, `abc"`, `w/"abc"`, `W/abc`, `W "abc"`,
		`W/ "abc"`, ` "abc"`, `"abc" `, `"a b"`, "\"a\tb\"", "\"a\x00b\"", "\"a\x7fb\"",
		`"a"b"`, `"a", "b"`, `'abc'`,
	} {
		tag, err := conditional.ParseETag(in)
		if !errors.Is(err, conditional.ErrETag) || !tag.IsZero() {
			t.Errorf("ParseETag(%q) = %v, %v, want the zero ETag, ErrETag", in, tag, err)
		}
	}
}

// The rows are the table of RFC 9110 §8.8.3.2, and more.
func TestETagComparison(t *testing.T) {
	tests := []struct {
		a, b         string
		strong, weak bool
	}{
		{`W/"1"`, `W/"1"`, false, true},
		{`W/"1"`, `W/"2"`, false, false},
		{`W/"1"`, `"1"`, false, true},
		{`"1"`, `"1"`, true, true},
		{`"1"`, `"2"`, false, false},
		{`""`, `""`, true, true},
		{`W/""`, `""`, false, true},
		{`"a"`, `"A"`, false, false},
	}
	for _, tt := range tests {
		a, b := mustTag(t, tt.a), mustTag(t, tt.b)
		if got := a.Strong(b); got != tt.strong || b.Strong(a) != got {
			t.Errorf("%v.Strong(%v) = %v, want %v both ways", a, b, got, tt.strong)
		}
		if got := a.Weak(b); got != tt.weak || b.Weak(a) != got {
			t.Errorf("%v.Weak(%v) = %v, want %v both ways", a, b, got, tt.weak)
		}
	}
}

func TestZeroETag(t *testing.T) {
	var zero conditional.ETag
	if !zero.IsZero() || zero.String() != "" {
		t.Errorf("zero ETag: IsZero() = %v, String() = %q, want true, \"\"", zero.IsZero(), zero)
	}
	for _, other := range []conditional.ETag{{}, mustTag(t, `""`), mustTag(t, `W/""`)} {
		if zero.Strong(other) || zero.Weak(other) || other.Strong(zero) || other.Weak(zero) {
			t.Errorf("the zero ETag matches %v, want no match", other)
		}
	}
}

// tagText draws valid entity tags, few enough that two often match.
var tagText = rapid.StringMatching(`(W/)?"[a-c,\\*]{0,2}"`)

// TestETagLaws checks that a strong match is a weak one, that both are
// symmetric, and that String and ParseETag undo each other.
func TestETagLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := mustTag(t, tagText.Draw(t, "a")), mustTag(t, tagText.Draw(t, "b"))
		if a.Strong(b) && !a.Weak(b) {
			t.Errorf("%v and %v match strongly and not weakly", a, b)
		}
		if a.Strong(b) != b.Strong(a) || a.Weak(b) != b.Weak(a) {
			t.Errorf("comparison of %v and %v is not symmetric", a, b)
		}
		if a.Strong(b) && a != b {
			t.Errorf("%v and %v match strongly and are not equal", a, b)
		}
		if again := mustTag(t, a.String()); again != a {
			t.Errorf("ParseETag(%q) = %v, want %v", a.String(), again, a)
		}
	})
}

func FuzzParseETag(f *testing.F) {
	for _, seed := range []string{`"abc"`, `W/"abc"`, `""`, "abc", `"`, `W/"`, "*", `"a"b"`, "\"\xff\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, err := conditional.ParseETag(s)
		if (err != nil) != tag.IsZero() {
			t.Fatalf("ParseETag(%q) = %v, %v: error and zero ETag do not go together", s, tag, err)
		}
		if err != nil {
			return
		}
		if tag.String() != s {
			t.Errorf("ParseETag(%q).String() = %q", s, tag.String())
		}
		c := conditional.Parse(map[string][]string{"If-None-Match": {s}})
		got := conditional.Evaluate(c, conditional.Representation{ETag: s}, now).Decision
		if got != conditional.NotModified {
			t.Errorf("If-None-Match: %s, which is the entity tag, gives %v", s, got)
		}
	})
}
