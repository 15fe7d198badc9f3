package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// A box is one step in the diagram.
type box struct {
	phase  string
	long   bool // the phase may be divided
	number int  // from 1; 0 for one that is no step
	title  string
	exits  []exit
	plain  []string // lines of text below the exits
	corner []string // lines that say what is odd

	x, y, height int
}

// An exit is an answer that a step decides on: by one rule, or by several with one code.
type exit struct {
	status int
	kinds  []getobject.Kind // of each of its rules
	rule   string           // "" for several
	code   string           // "" where nothing is refused
	ends   bool             // the step ends the request
}

// boxes returns the steps, and what follows the last.
func (r *reference) boxes() []*box {
	var list []*box
	for i, s := range r.steps {
		b := &box{phase: s.Phase, number: i + 1, title: s.Name}
		b.long = r.length(s.Phase) > longPhase
		r.addExits(b, i)
		b.corner = wrap(corners[pathOf(s)], cornerSize, columnWidth-2*indent-flagWidth)
		list = append(list, b)
	}
	return append(list, r.answerBox(), r.failureBox())
}

// length returns how many steps a phase has.
func (r *reference) length(phase string) int {
	n := 0
	for _, s := range r.steps {
		if s.Phase == phase {
			n++
		}
	}
	return n
}

// failureBox has the rules that any step may decide by.
func (r *reference) failureBox() *box {
	b := &box{phase: "answer", title: "instead, after any step"}
	r.addExits(b, len(r.steps))
	return b
}

// addExits adds the answers of step i. Signatures have so many that they share.
func (r *reference) addExits(b *box, i int) {
	for _, e := range r.entries {
		switch {
		case r.step(e) != i && !slices.Contains(e.steps, i) || e.ofHeader():
		case e.ofSignature():
			b.share(exit{e.status(), []getobject.Kind{e.Kind}, "", e.Code().String(), true})
		default:
			b.exits = append(b.exits, e.exit())
		}
	}
}

func (e *entry) exit() exit {
	x := exit{e.status(), []getobject.Kind{e.Kind}, e.short(), "", e.status() == 304}
	if e.refuses() {
		x.code, x.ends = e.Code().String(), true
	}
	return x
}

// share adds an exit, or counts it with one of the same code.
func (b *box) share(x exit) {
	i := slices.IndexFunc(b.exits, func(o exit) bool { return o.status == x.status && o.code == x.code })
	if i < 0 {
		b.exits = append(b.exits, x)
		return
	}
	b.exits[i].kinds = append(b.exits[i].kinds, x.kinds...)
	slices.Sort(b.exits[i].kinds)
}

// answerBox lists the rules of header fields.
func (r *reference) answerBox() *box {
	var names []string
	for _, e := range r.inOrder((*entry).ofHeader) {
		names = append(names, e.short())
	}
	b := &box{phase: "answer", title: "200 or 206"}
	text := fmt.Sprintf("%d rules of header fields: %s.", len(names), strings.Join(names, ", "))
	b.plain = wrap(text, exitSize, columnWidth-2*indent)
	b.corner = wrap("A HEAD has the same head and no body.", cornerSize, columnWidth-2*indent-flagWidth)
	return b
}

// room is the width of the text of an exit.
const room = columnWidth - 2*indent - pillWidth

// rows returns how many lines an exit takes: two where its texts have no room in one.
func (x exit) rows() int {
	left, right := x.texts()
	if right != "" && textWidth(left, exitSize)+textWidth(right, codeSize)+8 > room {
		return 2
	}
	return 1
}

// texts returns what stands at the left and at the right: a rule and its code, or a code
// and how many rules have it.
func (x exit) texts() (left, right string) {
	if x.rule == "" {
		return x.code, fmt.Sprintf("× %d", len(x.kinds))
	}
	return x.rule, x.code
}

// measure sets the height.
func (b *box) measure() {
	b.height = titleHeight
	for _, x := range b.exits {
		b.height += x.rows() * rowHeight
	}
	b.height += len(b.plain) * rowHeight
	if n := len(b.corner); n > 0 {
		b.height += n*cornerHeight + 8
	}
	if len(b.exits)+len(b.plain) > 0 && len(b.corner) == 0 {
		b.height += 4
	}
}

// wrap breaks text into lines of a width.
func wrap(text string, size, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && textWidth(longer, size) > width {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
