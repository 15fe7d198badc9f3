package getobject

import "iter"

// A Rule is the reason of a decision: the identity of one sentence of the standard or
// of S3's behaviour. The zero Rule decides nothing.
type Rule uint16

// A Kind says how a rule is known.
type Kind uint8

const (
	// Required is a rule of a standard or of the vendor's documentation.
	Required Kind = iota

	// Quirk is a rule by which S3 differs from the RFC.
	Quirk

	// Observed is a rule that was recorded on the service and that nobody promises.
	Observed
)

// String returns "required", "quirk" or "observed".
func (k Kind) String() string { return [...]string{"required", "quirk", "observed"}[k] }

// A ruleText is what a rule says.
type ruleText struct {
	id       string
	kind     Kind
	code     Code
	message  string // "" for a rule that does not refuse, or whose message varies
	sentence string
	sections []string
}

// Rules returns all rules: those of the request, the bucket and the object in the order
// in which they are asked, those of signatures, and those of header fields.
func Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, run := range [...]struct{ first, end Rule }{
			{1, ruleCount}, {signatureBase, signatureEnd}, {headerBase, headerEnd},
		} {
			for r := run.first; r < run.end; r++ {
				if !yield(r) {
					return
				}
			}
		}
	}
}

func (r Rule) text() *ruleText {
	switch {
	case r >= signatureBase:
		return &signatureRules[r-signatureBase]
	case r >= headerBase:
		return &headerRules[r-headerBase]
	}
	return &rules[r]
}

// ID returns the identifier that vectors name, such as "precondition/if-match".
func (r Rule) ID() string { return r.text().id }

// String returns the identifier.
func (r Rule) String() string { return r.ID() }

// Sentence returns the rule in one sentence.
func (r Rule) Sentence() string { return r.text().sentence }

// Sections returns what says so, such as "RFC 9110 §13.1.2". The caller does not
// change it.
func (r Rule) Sections() []string { return r.text().sections }

// Kind returns how the rule is known.
func (r Rule) Kind() Kind { return r.text().kind }

// Code returns the code of a rule that refuses; it means nothing for the others.
func (r Rule) Code() Code { return r.text().code }

// Message returns the message of a rule that refuses, or "" where it varies.
func (r Rule) Message() string { return r.text().message }
