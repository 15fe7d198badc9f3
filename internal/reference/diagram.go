package main

import (
	"fmt"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// diagram draws decision.svg.
func (r *reference) diagram() string {
	all := arrange(r.boxes())
	height := top
	for _, c := range all {
		height = max(height, c.bottom())
	}
	d := &drawing{}
	d.begin(width, height+margin)
	r.drawHead(d)
	for i, c := range all {
		c.draw(d)
		if i+1 < len(all) {
			c.leadTo(d, all[i+1])
		}
	}
	drawTold(d, all)
	d.line("</svg>")
	return d.String()
}

// drawHead draws title and legend.
func (r *reference) drawHead(d *drawing) {
	d.text(margin, 40, "title", "How Amazon S3 answers GetObject and HeadObject")
	steps := fmt.Sprintf("%d steps in S3's order and %d rules. The first step that refuses ends the request; RULES.md has each rule.", len(r.steps), len(r.entries))
	d.text(margin, 64, "sub", steps)
	x := width - margin - 600
	for _, k := range []getobject.Kind{rule.KindRequired, rule.KindQuirk, rule.KindObserved} {
		d.rect(x, 26, 4, 16, "k"+k.String(), 2)
		d.text(x+10, 39, "legend", k.String()+": "+kindTexts[k])
		x += textWidth(k.String()+": "+kindTexts[k], exitSize) + 22
	}
	x = width - margin - 600
	for _, s := range []struct {
		status int
		ends   bool
		text   string
	}{{404, true, "ends here"}, {206, false, "chosen, goes on"}} {
		d.pill(x, 50, exit{status: s.status, ends: s.ends})
		d.text(x+40, 63, "legend", s.text)
		x += 40 + textWidth(s.text, exitSize) + 22
	}
	d.flag(x, 63)
	d.text(x+flagWidth+2, 63, "legend", "odd corner: an order that nobody would guess")
}

// kindTexts say what kinds of rules are.
var kindTexts = [...]string{
	rule.KindRequired: "a standard or S3's pages say so",
	rule.KindQuirk:    "differs from the RFC",
	rule.KindObserved: "recorded",
}

// draw draws the boxes, the arrows between them and the headings of phases.
func (c column) draw(d *drawing) {
	phase := ""
	for i, b := range c {
		head := b.y
		if b.phase != phase {
			d.phase(b)
			head -= phaseHeight - 2
		}
		if i > 0 && (b.number > 0 || b.phase != phase) {
			d.arrow(b.x+columnWidth/2, c[i-1].y+c[i-1].height, head-1)
		}
		phase = b.phase
		b.draw(d)
	}
}

// leadTo draws the way to the next column.
func (c column) leadTo(d *drawing, next column) {
	last, first := c[len(c)-1], next[0]
	from := last.y + last.height/2
	x := last.x + columnWidth
	to := first.y - phaseHeight/2 - 3
	d.line(`<path class="flow" d="M%d %dH%dV%dH%d" marker-end="url(#head)"/>`, x, from, x+gutter-9, to, first.x-2)
}

// drawTold draws that what is found at one step is told at a later one.
func drawTold(d *drawing, all []column) {
	var from, to *box
	for _, c := range all {
		for _, b := range c {
			switch b.phase + "/" + b.title {
			case "admit/bucket look-up":
				from = b
			case "admit/bucket":
				to = b
			}
		}
	}
	if from == nil || to == nil || from.x != to.x {
		return
	}
	x := from.x + columnWidth
	d.line(`<path class="told" d="M%d %dH%dV%dH%d" marker-end="url(#told)"/>`, x, from.y+14, x+8, to.y+14, x+3)
}

// draw draws a box.
func (b *box) draw(d *drawing) {
	d.rect(b.x, b.y, columnWidth, b.height, "box", 7)
	x := b.x + indent
	b.drawTitle(d)
	y := b.y + titleHeight
	for _, e := range b.exits {
		e.draw(d, b.x, y)
		y += e.rows() * rowHeight
	}
	for _, line := range b.plain {
		d.text(x, y+12, "rule", line)
		y += rowHeight
	}
	b.drawCorner(d, y+2)
}

// drawTitle draws the number and the name of the step.
func (b *box) drawTitle(d *drawing) {
	x, class := b.x+indent, "step"
	if b.number > 0 {
		d.text(x, b.y+18, "number", fmt.Sprint(b.number))
		x += numberWidth
	}
	if textWidth(b.title, boldSize) > b.x+columnWidth-indent/2-x {
		class = "step tight"
	}
	d.text(x, b.y+18, class, b.title)
}

// drawCorner draws what is odd.
func (b *box) drawCorner(d *drawing, y int) {
	if len(b.corner) == 0 {
		return
	}
	d.rect(b.x+1, y, columnWidth-2, b.y+b.height-y-1, "corner", 6)
	d.flag(b.x+indent-1, y+13)
	for _, line := range b.corner {
		d.text(b.x+indent+flagWidth, y+13, "odd", line)
		y += cornerHeight
	}
}

// draw draws an exit at the top left of its row.
func (e exit) draw(d *drawing, x, y int) {
	h := e.rows()*rowHeight - 3
	for i, k := range e.kinds { // each rule has its share of the bar
		from, to := y+h*i/len(e.kinds), y+h*(i+1)/len(e.kinds)
		d.rect(x, from, 4, to-from, "k"+k.String(), 0)
	}
	d.pill(x+indent, y, e)
	left, right := e.texts()
	class := "rule"
	if textWidth(left, exitSize) > room {
		class = "tight"
	}
	d.text(x+indent+pillWidth, y+12, class, left)
	d.text(x+columnWidth-indent, y+12+(e.rows()-1)*(rowHeight-2), "code", right)
}
