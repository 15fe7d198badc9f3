package guesses

import (
	"encoding/json"

	"github.com/s3get/s3get/getobject/vectors"
)

// An Entry is a guess as a page shows it.
type Entry struct {
	ID            string `json:"id"`                      // area/name
	Rule          string `json:"rule"`                    // "" where it concerns none
	About         string `json:"about,omitempty"`         // instead
	Chose         string `json:"chose"`                   // a sentence
	Why           string `json:"why"`                     // sentences
	Settle        string `json:"settle"`                  // what settles it, or why nothing does
	SettleCommand string `json:"settleCommand,omitempty"` // the command that does, or begins to
	Requests      []Sent `json:"requests,omitempty"`      // those that settle it
}

// Sent is a request that settles a guess, as a vector has it, and the status that was chosen.
type Sent struct {
	ID      string          `json:"id"`
	Request vectors.Request `json:"request"`
	Status  int             `json:"status"`
}

// A Page is the table as a page shows it, with the state that the requests are over.
type Page struct {
	Fixture json.RawMessage `json:"fixture"`
	Guesses []Entry         `json:"guesses"`
}

// Page returns the table as a page shows it.
func (t *Table) Page() Page {
	p := Page{t.Fixture, make([]Entry, len(t.Guesses))}
	for i := range t.Guesses {
		g := &t.Guesses[i]
		p.Guesses[i] = Entry{g.ID, g.Rule, g.About, g.Chose, g.Why, g.How(), g.HowCommand(), g.requests()}
	}
	return p
}

// requests returns the requests that settle a guess.
func (g *Guess) requests() (list []Sent) {
	for _, q := range g.Settle {
		v := q.Vector()
		list = append(list, Sent{v.ID, v.Request, v.Expect.Status})
	}
	return list
}
