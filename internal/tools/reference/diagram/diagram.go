// Package diagram draws the steps of a request, in columns of boxes, as SVG.
package diagram

import (
	"fmt"
)

// A Diagram is what SVG draws.
type Diagram struct {
	Title    string    // the heading
	Subtitle string    // below the heading
	Kinds    []Kind    // in the order of the legend
	Boxes    []*Box    // in the order of the steps
	Deferred [2]string // phase/title of a step whose result another one reports; both are boxes
}

// A Kind is a kind of rule, with its text in the legend.
type Kind struct{ Name, Text string }

// SVG returns the diagram as an SVG document. It places the boxes, so that it must not be
// called twice at a time.
func (g *Diagram) SVG() string {
	all := arrange(g.Boxes)
	height := top
	for _, c := range all {
		height = max(height, c.bottom())
	}
	d := &drawing{}
	d.begin(width, height+margin)
	g.drawHead(d)
	for i, c := range all {
		c.draw(d)
		if i+1 < len(all) {
			c.leadTo(d, all[i+1])
		}
	}
	g.drawDeferred(d, all)
	d.line("</svg>")
	return d.String()
}

// drawHead draws the title and the legend.
func (g *Diagram) drawHead(d *drawing) {
	d.text(margin, 40, "title", g.Title)
	d.text(margin, 64, "sub", g.Subtitle)
	x := width - margin - 740
	for _, k := range g.Kinds {
		text := k.Name + ": " + k.Text
		d.rect(x, 26, 4, 16, "k"+k.Name, 2)
		d.text(x+10, 39, "legend", text)
		x += textWidth(text, exitSize) + 22
	}
	x = width - margin - 600
	for _, s := range []struct {
		status int
		ends   bool
		text   string
	}{{404, true, "ends here"}, {206, false, "chosen, goes on"}} {
		d.pill(x, 50, Exit{Status: s.status, Ends: s.ends})
		d.text(x+40, 63, "legend", s.text)
		x += 40 + textWidth(s.text, exitSize) + 22
	}
	d.flag(x, 63)
	d.text(x+flagWidth+2, 63, "legend", "odd corner: an order that nobody would guess")
}

// draw draws the boxes, the arrows between them and the headings of phases.
func (c column) draw(d *drawing) {
	phase := ""
	for i, b := range c {
		head := b.y
		if b.Phase != phase {
			d.phase(b)
			head -= phaseHeight - 2
		}
		if i > 0 && b.Number != 1 && (b.Number > 0 || b.Phase != phase) {
			d.arrow(b.x+columnWidth/2, c[i-1].y+c[i-1].height, head-1)
		}
		phase = b.Phase
		b.draw(d)
	}
}

// leadTo draws the way to the next column.
func (c column) leadTo(d *drawing, next column) {
	last, first := c[len(c)-1], next[0]
	if first.Number == 1 {
		return
	}
	from := last.y + last.height/2
	x := last.x + columnWidth
	to := first.y - phaseHeight/2 - 3
	d.line(`<path class="flow" d="M%d %dH%dV%dH%d" marker-end="url(#head)"/>`, x, from, x+gutter-9, to, first.x-2)
}

// drawDeferred draws that what one step finds is reported by a later one.
func (g *Diagram) drawDeferred(d *drawing, all []column) {
	var from, to *Box
	for _, c := range all {
		for _, b := range c {
			switch b.Phase + "/" + b.Title {
			case g.Deferred[0]:
				from = b
			case g.Deferred[1]:
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
func (b *Box) draw(d *drawing) {
	d.rect(b.x, b.y, columnWidth, b.height, "box", 7)
	x := b.x + indent
	b.drawTitle(d)
	y := b.y + titleHeight
	for _, e := range b.Exits {
		e.draw(d, b.x, y)
		y += e.rows() * rowHeight
	}
	for _, line := range b.text {
		d.text(x, y+12, "rule", line)
		y += rowHeight
	}
	b.drawNote(d, y+2)
}

// drawTitle draws the number and the name of the step.
func (b *Box) drawTitle(d *drawing) {
	x, class := b.x+indent, "step"
	if b.Number > 0 {
		d.text(x, b.y+18, "number", fmt.Sprint(b.Number))
		x += numberWidth
	}
	if textWidth(b.Title, boldSize) > b.x+columnWidth-indent/2-x {
		class = "step tight"
	}
	d.text(x, b.y+18, class, b.Title)
}

// drawNote draws the note.
func (b *Box) drawNote(d *drawing, y int) {
	if len(b.note) == 0 {
		return
	}
	d.rect(b.x+1, y, columnWidth-2, b.y+b.height-y-1, "corner", 6)
	d.flag(b.x+indent-1, y+13)
	for _, line := range b.note {
		d.text(b.x+indent+flagWidth, y+13, "odd", line)
		y += noteHeight
	}
}

// draw draws an exit at the top left of its row.
func (e Exit) draw(d *drawing, x, y int) {
	h := e.rows()*rowHeight - 3
	for i, k := range e.Kinds { // each rule has its share of the bar
		from, to := y+h*i/len(e.Kinds), y+h*(i+1)/len(e.Kinds)
		d.rect(x, from, 4, to-from, "k"+k, 0)
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
