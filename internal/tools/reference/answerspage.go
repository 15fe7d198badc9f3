package main

import (
	"fmt"
	"slices"
	"strings"
)

// answersPage writes ANSWERS.md.
func (r *reference) answersPage() string {
	p := new(page)
	p.f("# Why is this a 304?\n\n%s\n", generated)
	p.f("Find the status, then the first rule that fits: the rules of a status stand in the order")
	p.f("of the reference, in which one that refuses comes before those that follow it on the way of a")
	p.f("request. Each has a command that shows it, step by step, over a small state of its own")
	p.f("([demo.json](../internal/demo/demo.json)); put your own request in its place, or name")
	p.f("your own state with `-fixture`. While `go run ./examples/playground` runs, *in the playground* opens")
	p.f("the same request in a browser, to be changed there. [RULES.md](RULES.md) says where each rule comes from, and")
	p.f("the diagrams of [reads](decision.svg) and of [other endpoints](endpoints.svg) show them all.\n")
	statuses := r.statuses()
	for _, s := range statuses {
		p.f("- [%s](#%s): %s", heading(s), anchor(heading(s)), plural(len(r.of(s)), "rule"))
	}
	p.f("")
	for _, s := range statuses {
		r.writeStatus(p, s)
	}
	return p.String()
}

// heading is that of a status.
func heading(status int) string { return fmt.Sprintf("%d %s", status, phrase(status)) }

// usual are the statuses that people ask about most; the others follow by number.
var usual = []int{304, 412, 416, 403, 404, 400}

// statuses returns what can be answered.
func (r *reference) statuses() []int {
	var others []int
	for _, e := range r.entries {
		if s := e.status(); s != 0 && !slices.Contains(usual, s) {
			others = insert(others, s)
		}
	}
	return append(slices.Clone(usual), others...)
}

// of returns the rules that a status is answered by, in their order.
func (r *reference) of(status int) []*entry {
	return r.inOrder(func(e *entry) bool { return e.status() == status })
}

// writeStatus writes the rules of a status; those of signatures are many, and share a
// table.
func (r *reference) writeStatus(p *page, status int) {
	p.f("## %s\n", heading(status))
	list := r.of(status)
	for len(list) > 0 {
		n := slices.IndexFunc(list, func(e *entry) bool { return e.ofSignature() != list[0].ofSignature() })
		if n < 0 {
			n = len(list)
		}
		if list[0].ofSignature() {
			writeSignatures(p, list[:n])
		} else {
			writeAnswers(p, list[:n], r)
		}
		list = list[n:]
	}
}

// writeAnswers writes rules, each with the command that shows it.
func writeAnswers(p *page, list []*entry, r *reference) {
	for _, e := range list {
		p.f("### %s\n", e.ID)
		p.f("%s%s %s.\n", e.codeText(), e.Sentence, strings.Join(e.Sections, ", "))
		if cmd := e.command(); cmd != "" {
			p.f("```sh\n%s\n```\n", cmd)
		} else {
			p.f("No command shows it: %s.\n", unmet[e.ID])
		}
		p.f("Asked %s. All of it: %s; %s.\n", r.asked(e), e.link("RULES.md"), e.inPlayground("in the playground"))
	}
}

// codeText begins the text of a rule that refuses.
func (e *entry) codeText() string {
	if e.refuses() {
		return code(string(e.Code)) + ": "
	}
	return ""
}

// asked says where the rule is asked.
func (r *reference) asked(e *entry) string {
	if places := r.places(e); places != "" {
		return "at " + places
	}
	return "anywhere"
}

// command returns the command that shows the rule, or "".
func (e *entry) command() string {
	switch {
	case e.example != nil:
		return e.example.command()
	case len(e.proofs) > 0:
		return "go run ./examples/explain -vector " + e.proof().ID
	}
	return ""
}

// proof returns the vector that shows the rule best: one of its own area, from a file
// that does not only add to another.
func (e *entry) proof() proof {
	for _, p := range e.proofs {
		if strings.HasPrefix(p.ID, e.area()+"/") && !strings.HasPrefix(p.file, "more-") {
			return p
		}
	}
	return e.proofs[0]
}

// writeSignatures writes rules of signatures, which cannot be shown without signing.
func writeSignatures(p *page, list []*entry) {
	p.f("### Signatures\n")
	p.f("| code | rule | %s |\n| --- | --- | --- |", code("go run ./examples/explain …"))
	for _, e := range list {
		shown := "none"
		if len(e.proofs) > 0 {
			shown = code("-vector " + e.proof().ID)
		}
		p.f("| %s | %s %s | %s |", code(string(e.Code)), cell(e.Sentence), e.link("RULES.md"), shown+", "+e.inPlayground("in the playground"))
	}
	p.f("")
}

// playground is where the command playground serves its page.
const playground = "http://localhost:8334/"

// inPlayground links to the rule in the page of the command playground.
func (e *entry) inPlayground(text string) string {
	return fmt.Sprintf("[%s](%s#rule=%s)", text, playground, e.ID)
}
