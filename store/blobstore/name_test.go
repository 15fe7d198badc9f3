package blobstore

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// keys are keys as rapid draws them, with what is escaped, repeated and long among them.
func keys() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[aB/.\-_~!,é ]{0,6}`),
		rapid.Map(rapid.SliceOfN(rapid.StringMatching(`a{170,190}|/|-|Z{50,70}`), 0, 6), func(s []string) string { return strings.Join(s, "") }),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 1024), func(b []byte) string { return string(b) }),
	)
}

// TestKeyNames: names are those that backends take, sort as the keys, and are of one key.
func TestKeyNames(t *testing.T) {
	valid := regexp.MustCompile(`^([-a-z0-9!+,.=~]{1,200}/)*[-a-z0-9!+,.=~]{1,200}$`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := keys().Draw(t, "a"), keys().Draw(t, "b")
		if rapid.Bool().Draw(t, "common") {
			common := keys().Draw(t, "prefix")
			a, b = common+a, common+b
		}
		x, y := keyName(a), keyName(b)
		if !valid.MatchString(x) || len(x) > 700 || strings.Contains(x, "./") || !strings.HasSuffix(x, endOfKey) {
			t.Fatalf("keyName(%q) = %q", a, x)
		}
		if got := keyIn("objects/i/" + x + "/"); got != a && (got != "" || !strings.Contains(x, shortened)) {
			t.Fatalf("keyIn of %q = %q, want %q", x, got, a)
		}
		if (a == b) != (x == y) {
			t.Fatalf("keyName(%q) = %q, keyName(%q) = %q", a, x, b, y)
		}
		i, j := strings.Index(x, shortened), strings.Index(y, shortened)
		together := i >= 0 && j >= 0 && x[:i] == y[:j]
		if !together && strings.Compare(a, b) != strings.Compare(x+"/", y+"/") {
			t.Fatalf("%q and %q are named %q and %q, in another order", a, b, x, y)
		}
		if b >= a && y+"/z" <= scanFrom(a) {
			t.Fatalf("scanFrom(%q) = %q, which comes after %q of %q", a, scanFrom(a), y, b)
		}
	})
}

// TestSeqNames: names of places sort from the last to the first, and are read back.
func TestSeqNames(t *testing.T) {
	var seqs []uint64
	for i := range uint64(40) {
		seqs = append(seqs, 1<<i-1, 1<<i, 1<<i+1)
	}
	slices.Sort(seqs)
	seqs = slices.Compact(seqs)
	for i, seq := range seqs {
		for _, slash := range []string{"/", "-"} {
			name := seqName(seq, slash)
			if got, err := parseSeq(name, slash); err != nil || got != seq {
				t.Errorf("parseSeq(%q) = %d, %v, want %d", name, got, err, seq)
			}
			if i > 0 && name >= seqName(seqs[i-1], slash) {
				t.Errorf("%d is named %q, which is not before %q of %d", seq, name, seqName(seqs[i-1], slash), seqs[i-1])
			}
		}
	}
	if p, err := parsePlace(noteName(5, 70000)); err != nil || p != (place{5, 70000}) {
		t.Errorf("the note %q is read as %v, %v", noteName(5, 70000), p, err)
	}
	for _, name := range []string{"", "z", "zf", "zFF", "y00", "zff/", "zff.", "head", "~tmp-x", "z+1", "aff", "{00"} {
		if p, err := parsePlace(name); err == nil {
			t.Errorf("parsePlace(%q) = %v", name, p)
		}
	}
}
