// Package guesses is the table of what nobody has recorded of S3 and no page says: what was chosen
// instead, why, and what would settle it.
//
// The table is guesses.json, and nothing else lists guesses. A guess is settled by requests, each
// with the answer that was chosen, as vectors have them, over one fixture; or by hand, where more
// than one bucket of one account is needed, with a command to begin with; or by nothing, and then
// it says why. Command settle sends the requests to S3, the tests of this package send them to the
// library, and command reference writes the table into docs/RULES.md.
package guesses

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Table has all guesses.
type Table struct {
	// Fixture is the state that the requests are over: one bucket, and who signs.
	Fixture json.RawMessage

	// Guesses come in an order of their subjects.
	Guesses []Guess
}

// A Guess is an answer that had to be chosen.
type Guess struct {
	ID    string // area/name
	Rule  string // identifier of the rule that it concerns, or ""
	About string // what it concerns where there is no rule
	Chose string // what was chosen, in a sentence
	Why   string // and why

	// PolicyVectors are those of kind guess that show it, where its rule is no guess.
	PolicyVectors []string

	// Settle has the requests that settle it, with the answers that were chosen.
	Settle []Question

	// ByHand says what to make and to send where a program with one bucket cannot, and Command is
	// the command line to begin with, or "".
	ByHand, Command string

	// Never says why no request can settle it.
	Never string
}

//go:embed guesses.json
var embedded embed.FS

// Read returns the table. Each call returns a copy of its own.
func Read() (*Table, error) {
	text, err := embedded.ReadFile("guesses.json")
	if err != nil {
		return nil, err
	}
	return parse(text)
}

func parse(text []byte) (*Table, error) {
	t := new(Table)
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(t); err != nil {
		return nil, fmt.Errorf("guesses: %w", err)
	}
	seen := map[string]bool{}
	for i := range t.Guesses {
		g := &t.Guesses[i]
		if err := g.check(); err != nil || seen[g.ID] {
			return nil, fmt.Errorf("guesses: %q (stands twice: %t): %w", g.ID, seen[g.ID], err)
		}
		seen[g.ID] = true
		for j := range g.Settle {
			g.Settle[j].ID = g.ID
			if len(g.Settle) > 1 {
				g.Settle[j].ID += "-" + strconv.Itoa(j+1)
			}
		}
	}
	return t, nil
}

var (
	form     = regexp.MustCompile(`\A[a-z0-9-]+/[a-z0-9-]+\z`)
	sentence = regexp.MustCompile(`\A[A-Z0-9"].*\.\z`)
)

// check returns why a guess is none: each column of its row has something, and one way to settle
// it, or the reason why there is none.
func (g *Guess) check() error {
	ways := min(len(g.Settle), 1)
	for _, text := range []string{g.ByHand, g.Never} {
		if text == "" {
			continue
		}
		if ways++; !sentence.MatchString(text) {
			return fmt.Errorf("%q is no sentence", text)
		}
	}
	switch {
	case !form.MatchString(g.ID):
		return errors.New("an id has the form area/name")
	case (g.Rule == "") == (g.About == ""):
		return errors.New("it concerns a rule, or else something that is named")
	case !sentence.MatchString(g.Chose) || !sentence.MatchString(g.Why):
		return errors.New("what was chosen and why are sentences")
	case ways != 1:
		return errors.New("it is settled by requests, by hand, or never")
	case g.Command != "" && g.ByHand == "":
		return errors.New("a command is for what is settled by hand")
	}
	return nil
}

// How says in one text what settles a guess, or why nothing does.
func (g *Guess) How() string {
	switch {
	case g.Never != "":
		return "Nothing: " + g.Never
	case g.ByHand != "":
		return g.ByHand
	}
	var parts []string
	for _, q := range g.Settle {
		parts = append(parts, q.String())
	}
	return strings.Join(parts, "; ")
}

// HowCommand returns the command line that settles a guess, or begins to, or "".
func (g *Guess) HowCommand() string {
	if len(g.Settle) > 0 {
		return "go run ./internal/tools/settle -only " + g.ID
	}
	return g.Command
}
