package main

import (
	"fmt"
	"slices"
	"strings"
)

// writeRules writes all that is known of each rule.
func (r *reference) writeRules(p *page) {
	p.f("## %s\n", allRules)
	p.f("Those of policies and of header fields, which answer nothing by themselves, are at the end.\n")
	for _, e := range r.inOrder(func(e *entry) bool { return !e.isApart() }) {
		r.writeRule(p, e)
	}
	for _, e := range r.inOrder((*entry).ofPolicy) {
		r.writeRule(p, e)
	}
	for _, e := range r.inOrder((*entry).ofHeader) {
		r.writeRule(p, e)
	}
}

func (r *reference) writeRule(p *page, e *entry) {
	p.f("### %s\n\n%s\n", e.ID, e.Sentence)
	p.f("- Answer: %s, %v%s", e.answer(), e.Kind, e.messageText())
	p.f("- Says so: %s", strings.Join(e.Sections, ", "))
	if places := r.places(e); places != "" {
		p.f("- Step: %s", places)
	}
	var uses []string
	for _, u := range e.uses {
		uses = append(uses, u.link())
	}
	p.f("- Code: %s, variable %s", strings.Join(uses, ", "), code(e.constant))
	if e.example != nil {
		p.f("- See it: %s", code(e.example.command()))
	}
	writeRuleProofs(p, e)
	p.f("")
}

// messageText quotes the message of a rule that refuses.
func (e *entry) messageText() string {
	switch {
	case !e.refuses():
		return ""
	case e.Varies:
		return ", with a message that varies"
	}
	return ": " + code(e.ErrorMessage())
}

func writeRuleProofs(p *page, e *entry) {
	if len(e.proofs) == 0 {
		p.f("- Vectors: none, because %s", unproved[e.ID])
		return
	}
	p.f("- Vectors: %d", len(e.proofs))
	writeProofs(p, e.proofs)
}

// places names the steps that decide by the rule.
func (r *reference) places(e *entry) string {
	var parts []string
	for _, i := range e.steps {
		if s := r.steps[i]; !e.ofHeader() {
			parts = append(parts, fmt.Sprintf("*%s* of phase %s", s.Name, s.Phase))
		}
	}
	return strings.Join(parts, ", or ")
}

// writeIDs writes the index by identifier.
func (r *reference) writeIDs(p *page) {
	p.f("## %s\n", byID)
	p.f("| identifier | variable | answer | vectors |\n| --- | --- | --- | --- |")
	sorted := slices.SortedFunc(slices.Values(r.entries), func(a, b *entry) int { return strings.Compare(a.ID, b.ID) })
	for _, e := range sorted {
		p.f("| %s | %s | %s | %d |", e.link(""), code(e.constant), e.answer(), len(e.proofs))
	}
	p.f("")
}

// writeStatuses writes the index by status and code.
func (r *reference) writeStatuses(p *page) {
	p.f("## %s\n", byStatus)
	p.f("| status | code | rules |\n| --- | --- | --- |")
	byAnswer := map[string][]string{}
	var order []string
	for _, e := range r.entries {
		if e.status() == 0 {
			continue
		}
		key := e.answerKey()
		if byAnswer[key] == nil {
			order = append(order, key)
		}
		byAnswer[key] = append(byAnswer[key], e.link(""))
	}
	slices.Sort(order)
	for _, key := range order {
		p.f("| %s | %s |", key, strings.Join(byAnswer[key], ", "))
	}
}

// answerKey returns status and code as two cells.
func (e *entry) answerKey() string {
	if e.refuses() {
		return fmt.Sprintf("%d | %s", e.status(), code(string(e.Code)))
	}
	return fmt.Sprintf("%d | ", e.status())
}
