package repotest_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A word speaks of the place where a file was written, which a reader does not have. The
// words are in two halves, so that this file has none of them.
type word struct {
	halves [2]string
	except string // a prefix of paths of files that may have the word
}

// String joins the word.
func (w word) String() string { return w.halves[0] + w.halves[1] }

var words = []word{
	{[2]string{"/wo", "rk/"}, ""},
	{[2]string{"/ro", "ot/"}, ""},
	{[2]string{"/ho", "me/"}, ""},
	{[2]string{"sha", "red/"}, ".ci/"},
	{[2]string{"S3-FA", "CTS"}, ""},
	{[2]string{"S3-SIGN", "ATURES"}, ""},
	{[2]string{"STY", "LE.md"}, ""},
	{[2]string{"PEE", "RS.md"}, ""},
	{[2]string{"contr", "acts.md"}, ""},
	{[2]string{"proxy.go", "lang.org"}, ""},
	{[2]string{"sum.go", "lang.org"}, ""},
	{[2]string{"gop", "roxy."}, ""},
	{[2]string{"artifact", "ory"}, ""},
}

// checkWords finds such words in any file, letter case aside.
func checkWords(t *tree) (faults []string) {
	for _, p := range slices.Sorted(maps.Keys(t.text)) {
		low := bytes.ToLower(t.text[p])
		for _, w := range words {
			at := bytes.Index(low, []byte(strings.ToLower(w.String())))
			if at >= 0 && (w.except == "" || !strings.HasPrefix(p, w.except)) {
				faults = append(faults, fmt.Sprintf("%s:%d: says %q", p, 1+bytes.Count(low[:at], []byte("\n")), w))
			}
		}
	}
	return faults
}

func TestWords(t *testing.T) {
	hold(t, checkWords)
	mutants := []mutant{
		{"clean", "-- a/a.go --\npackage a // works, shared\n", ""},
		{"where it may be", "-- .ci/run --\n../" + words[3].String() + "run\n", ""},
	}
	for _, w := range words {
		mutants = append(mutants, mutant{w.String(), "-- a/testdata/b --\n\n" + w.String() + "\n", "a/testdata/b:2: says"})
	}
	mutants = append(mutants, mutant{"capitals", "-- a.yml --\n" + strings.ToUpper(words[0].String()), "a.yml:1: says"})
	kill(t, checkWords, mutants)
}
