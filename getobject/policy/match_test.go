package policy_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// TestMatchLong compares long patterns with the table. Bits are kept in words of 64, so
// lengths about multiples of that are tried.
func TestMatchLong(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []string{"a", "a", "a", "a", "a", "a", "a", "a", "ü", "写"}
	word := func(n int, from []string) string {
		var b strings.Builder
		for range n {
			b.WriteString(from[rng.IntN(len(from))])
		}
		return b.String()
	}
	matches := 0
	for range 3000 {
		n := []int{1, 2, 31, 62, 63, 64, 65, 66, 127, 128, 129, 200}[rng.IntN(12)]
		text := word(n, letters)
		runes := []rune(text)
		for range 1 + rng.IntN(4) {
			runes[rng.IntN(n)] = '?'
		}
		pattern := word(rng.IntN(2), []string{"*", "a*"}) + "*" + string(runes) + word(rng.IntN(3), []string{"*", "a"}) + "*"
		s := word(rng.IntN(70), letters) + text + word(rng.IntN(70), append(letters, "\x80"))
		if rng.IntN(3) == 0 {
			s = strings.Replace(s, "a", "b", 1+rng.IntN(3))
		}
		got, want := policy.Match(pattern, s, ""), matchTable(tokens(pattern, ""), characters(s))
		if got != want {
			t.Fatalf("Match(%q, %q) = %v, want %v", pattern, s, got, want)
		}
		if got {
			matches++
		}
	}
	if matches < 300 || matches > 2700 {
		t.Errorf("%d of 3000 match, which shows little", matches)
	}
}

// TestMatchFold: names of actions compare without case, wildcards included.
func TestMatchFold(t *testing.T) {
	for _, tt := range []struct {
		pattern, s string
		want       bool
	}{
		{"S3:get*", "s3:GetObject", true},
		{"s3:*OBJECT*", "s3:GetObjectTagging", true},
		{"*tAg*ng", "s3:GetObjectTagging", true},
		{"*object?", "s3:GetObjects", true},
		{"*o?ject*t*", "s3:GetObjectTagging", true},
		{"*bucket*", "s3:GetObject", false},
		{"*object*object*", "s3:GetObject", false},
		{"s3:getobjects", "s3:GetObject", false},
		{"*x", "", false},
		{"*??*", "a", false},
	} {
		if got := policy.MatchFold(tt.pattern, tt.s); got != tt.want {
			t.Errorf("MatchFold(%q, %q) = %v, want %v", tt.pattern, tt.s, got, tt.want)
		}
	}
}
