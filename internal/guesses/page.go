package guesses

// An Entry is a guess as a page shows it.
type Entry struct {
	ID            string `json:"id"`                      // area/name
	Rule          string `json:"rule"`                    // "" where it concerns none
	About         string `json:"about,omitempty"`         // instead
	Chose         string `json:"chose"`                   // a sentence
	Why           string `json:"why"`                     // sentences
	Settle        string `json:"settle"`                  // what settles it, or why nothing does
	SettleCommand string `json:"settleCommand,omitempty"` // the command that does, or begins to
}

// Page returns the table as a page shows it.
func (t *Table) Page() []Entry {
	list := make([]Entry, len(t.Guesses))
	for i := range t.Guesses {
		g := &t.Guesses[i]
		list[i] = Entry{g.ID, g.Rule, g.About, g.Chose, g.Why, g.How(), g.HowCommand()}
	}
	return list
}
