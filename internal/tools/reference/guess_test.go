package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// TestGuessFaults: a rule of kind guess without its row is found, and a row that is about nothing.
func TestGuessFaults(t *testing.T) {
	if got := new(reference).guessFaults(); len(got) != 1 {
		t.Errorf("guessFaults() without a table = %q", got)
	}
	shown := proof{policyFolder, "a.json", vectors.Vector{ID: "a/shown", Kind: guess}}
	r := &reference{
		entries: []*entry{
			{Rule: &rule.Rule{ID: "a/guess", Kind: rule.KindGuess, Sentence: "So."}},
			{Rule: &rule.Rule{ID: "a/known", Sentence: "Thus."}, proofs: []proof{shown}},
		},
		guesses: &guesses.Table{Guesses: []guesses.Guess{
			{ID: "a/guess", Rule: "a/guess", Chose: "So.", Never: "No."},
			{ID: "a/row", Rule: "a/known", Never: "No.", PolicyVectors: []string{"a/shown"}},
		}},
	}
	if got := r.guessFaults(); got != nil {
		t.Fatalf("guessFaults() = %q, want none", got)
	}
	rows := r.guesses.Guesses
	for want, change := range map[string]func(){
		"a/guess: a guess that has no row":                        func() { r.guesses.Guesses = rows[1:] },
		"a/guess: the row says something else than the rule":      func() { r.entries[0].Sentence = "Not so." },
		"a/shown: a guess that is in no row":                      func() { rows[1].PolicyVectors = nil },
		"guess a/row: no rule a/unknown":                          func() { rows[1].Rule = "a/unknown" },
		"a/other: no vector that is a guess":                      func() { rows[1].PolicyVectors = []string{"a/shown", "a/other"} },
		"a/guess: a guess that has no row, but one of its number": func() { rows[0].Rule = "a/known" },
	} {
		change()
		if got := r.guessFaults(); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(want, s) }) {
			t.Errorf("guessFaults() = %q, want %q", got, want)
		}
		r.guesses.Guesses = rows
		r.entries[0].Rule = &rule.Rule{ID: "a/guess", Kind: rule.KindGuess, Sentence: "So."}
		rows[0] = guesses.Guess{ID: "a/guess", Rule: "a/guess", Chose: "So.", Never: "No."}
		rows[1] = guesses.Guess{ID: "a/row", Rule: "a/known", Never: "No.", PolicyVectors: []string{"a/shown"}}
	}
}
