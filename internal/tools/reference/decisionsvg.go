package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/internal/tools/reference/diagram"
)

// longPhase is how many steps a phase has at most that stays in one column.
const longPhase = 9

// kinds are the kinds of rules in the order of the legend.
var kinds = [...]diagram.Kind{
	{Name: "required", Text: "a standard or S3's pages say so"},
	{Name: "quirk", Text: "differs from the RFC"},
	{Name: "observed", Text: "recorded"},
	{Name: "guess", Text: "nobody says"},
}

func kindIndex(name string) int {
	return slices.IndexFunc(kinds[:], func(k diagram.Kind) bool { return k.Name == name })
}

// decision returns the diagram of decision.svg.
func (r *reference) decision() *diagram.Diagram {
	return &diagram.Diagram{
		Title:    "How Amazon S3 answers GetObject and HeadObject",
		Subtitle: fmt.Sprintf("%d steps in S3's order and %d rules. The first step that refuses ends the request; RULES.md has each rule.", r.stepsOf(isReadPhase), len(r.inOrder(func(e *entry) bool { return !e.ofPolicy() && !e.hasOwnSteps() }))),
		Kinds:    kinds[:],
		Boxes:    append(r.boxes(isReadPhase), r.answerBox(), r.failureBox()),
		Deferred: [2]string{"admit/bucket look-up", "admit/bucket"},
	}
}

func newBox(phase, title string) *diagram.Box {
	return &diagram.Box{Phase: phase, PhaseText: phases[phase], Title: title}
}

// endpoints returns the diagram of endpoints.svg, of the ways of requests that are no plain reads.
func (r *reference) endpoints() *diagram.Diagram {
	d := &diagram.Diagram{
		Title:    "Websites, sessions and Object Lambda",
		Subtitle: fmt.Sprintf("%d steps and %d rules of their own, around those of a read.", r.stepsOf(isOwnPhase), len(r.inOrder((*entry).hasOwnSteps))),
		Kinds:    kinds[:],
	}
	for _, phase := range []string{s3website.Phase, s3express.Phase, objectlambda.Phase} {
		way := r.boxes(func(p string) bool { return p == phase })
		for i, b := range way {
			b.Number, b.Divisible = i+1, true
		}
		d.Boxes = append(d.Boxes, way...)
	}
	return d
}

// boxes returns the steps of some phases.
func (r *reference) boxes(of func(phase string) bool) (list []*diagram.Box) {
	for i, s := range r.steps {
		if !of(s.Phase) {
			continue
		}
		b := newBox(s.Phase, s.Name)
		long := r.stepsOf(func(phase string) bool { return phase == s.Phase }) > longPhase
		b.Number, b.Divisible, b.Note, b.Text = len(list)+1, long, notes[pathOf(s)], within[pathOf(s)]
		r.addExits(b, i)
		list = append(list, b)
	}
	return list
}

// stepsOf returns how many steps some phases have.
func (r *reference) stepsOf(of func(phase string) bool) (n int) {
	for _, s := range r.steps {
		if of(s.Phase) {
			n++
		}
	}
	return n
}

// failureBox has the rules that any step may decide by.
func (r *reference) failureBox() *diagram.Box {
	b := newBox("answer", "instead, after any step")
	r.addExits(b, len(r.steps))
	return b
}

// isOwnPhase reports whether a phase is that of a handler with steps of its own.
func isOwnPhase(phase string) bool {
	return phase == s3website.Phase || phase == s3express.Phase || phase == objectlambda.Phase
}

func isReadPhase(phase string) bool { return !isOwnPhase(phase) }

// addExits adds the answers of step i. Signatures have so many that they share.
func (r *reference) addExits(b *diagram.Box, i int) {
	for _, e := range r.entries {
		switch {
		case r.step(e) != i && !slices.Contains(e.steps, i) || e.isApart():
		case i < len(r.steps) && isOwnPhase(r.steps[i].Phase) && !e.hasOwnSteps(): // one of a read, which is in its box
		case e.ofSignature():
			share(b, diagram.Exit{Status: e.status(), Kinds: []string{e.Kind.String()}, Code: string(e.Code), Ends: true})
		default:
			b.Exits = append(b.Exits, e.exit())
		}
	}
}

func (e *entry) exit() diagram.Exit {
	x := diagram.Exit{Status: e.status(), Kinds: []string{e.Kind.String()}, Rule: e.short(), Ends: e.status() >= 300}
	if e.refuses() {
		x.Code, x.Ends = string(e.Code), true
	}
	return x
}

// share adds an exit, or counts it with one of the same status and code.
func share(b *diagram.Box, x diagram.Exit) {
	i := slices.IndexFunc(b.Exits, func(o diagram.Exit) bool { return o.Status == x.Status && o.Code == x.Code })
	if i < 0 {
		b.Exits = append(b.Exits, x)
		return
	}
	kinds := append(b.Exits[i].Kinds, x.Kinds...)
	slices.SortFunc(kinds, func(a, b string) int { return kindIndex(a) - kindIndex(b) })
	b.Exits[i].Kinds = kinds
}

// answerBox lists the rules of header fields.
func (r *reference) answerBox() *diagram.Box {
	var names []string
	for _, e := range r.inOrder((*entry).ofHeader) {
		names = append(names, e.short())
	}
	b := newBox("answer", "200 or 206")
	b.Text = fmt.Sprintf("%d rules of header fields: %s.", len(names), strings.Join(names, ", "))
	b.Note = "A HEAD has the same head and no body."
	return b
}
