package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// guess is the kind of a policy vector that nobody says.
const guess vectors.Kind = "guess"

// writeGuesses writes what had to be chosen.
func (r *reference) writeGuesses(p *page) {
	p.f("## %s\n", guessed)
	p.f("%d guesses, each with what was chosen, why, and what would settle it. Requests are signed by the owner", len(r.guesses.Guesses))
	p.f("of the bucket and over TLS if they do not say otherwise. `go run ./internal/tools/settle` makes a bucket,")
	p.f("sends them to S3, writes the answers as vectors, and removes it. The table is")
	p.f("[guesses.json](../internal/guesses/guesses.json), which also has what is in the bucket.\n")
	p.f("| guess | concerns | what was chosen | why | what would settle it |\n| --- | --- | --- | --- | --- |")
	for i := range r.guesses.Guesses {
		g := &r.guesses.Guesses[i]
		about := g.About
		if e := r.find(g.Rule); e != nil {
			about = e.link("")
		}
		p.f("| %s | %s | %s | %s | %s |", g.ID, about, cell(g.Chose), cell(g.Why), cell(howOf(g)))
	}
	p.f("")
}

// howOf returns what settles a guess, with its requests as code.
func howOf(g *guesses.Guess) string {
	if len(g.Settle) == 0 {
		return g.How()
	}
	var parts []string
	for _, q := range g.Settle {
		parts = append(parts, code(q.String()))
	}
	return strings.Join(parts, "; ")
}

// guessFaults finds guesses that are not in the table, and rows that are about nothing.
func (r *reference) guessFaults() (faults []string) {
	if r.guesses == nil {
		return []string{"guesses: no table"}
	}
	rows, shown := map[string]*guesses.Guess{}, map[string]bool{}
	for i := range r.guesses.Guesses {
		g := &r.guesses.Guesses[i]
		rows[g.ID] = g
		if g.Rule != "" && r.find(g.Rule) == nil {
			faults = append(faults, fmt.Sprintf("guess %s: no rule %s", g.ID, g.Rule))
		}
		for _, id := range g.PolicyVectors {
			shown[id] = true
		}
	}
	for _, e := range r.entries {
		switch g := rows[e.ID]; {
		case e.Kind != rule.KindGuess:
		case g == nil || g.Rule != e.ID:
			faults = append(faults, e.ID+": a guess that has no row")
		case g.Chose != e.Sentence:
			faults = append(faults, e.ID+": the row says something else than the rule")
		}
		for _, v := range e.proofs {
			if v.Kind == guess && e.Kind != rule.KindGuess && !shown[v.ID] {
				faults = append(faults, v.ID+": a guess that is in no row")
			}
			if v.Kind == guess {
				delete(shown, v.ID)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(shown)) {
		faults = append(faults, id+": no vector that is a guess")
	}
	return faults
}
