package diagram

import "unicode"

// Measures of the diagram, in pixels.
const (
	columns     = 5
	columnWidth = 264
	gutter      = 26
	margin      = 22
	top         = 92 // where the columns begin
	phaseHeight = 40
	boxGap      = 11
	titleHeight = 27
	rowHeight   = 17
	noteHeight  = 14
	indent      = 10
	pillWidth   = 42
	flagWidth   = 14
	numberWidth = 20
	countWidth  = 26

	boldSize = 14 // of a title of 13 in bold letters, which are wider
	exitSize = 12
	codeSize = 11
	noteSize = 11

	width = 2*margin + columns*columnWidth + (columns-1)*gutter
)

// A column is boxes below each other, with a heading where a phase begins.
type column []*Box

// arrange divides the boxes into columns, the highest of which is as low as can be, and
// places them.
func arrange(list []*Box) []column {
	for _, b := range list {
		b.measure()
	}
	limit := 0
	for len(fill(list, limit)) > columns {
		limit += 5
	}
	all := fill(list, limit)
	for i, c := range all {
		c.place(margin + i*(columnWidth+gutter))
	}
	return all
}

// fill fills columns up to a limit.
func fill(list []*Box, limit int) []column {
	var all []column
	var last column
	for len(list) > 0 {
		n := together(list)
		if len(last) > 0 && append(last[:len(last):len(last)], list[:n]...).height() > limit {
			all, last = append(all, last), nil
		}
		last, list = append(last, list[:n]...), list[n:]
	}
	return append(all, last)
}

// together returns how many boxes from the first on stay in one column: those of its
// phase, or one if the phase is long.
func together(list []*Box) int {
	n := 1
	for n < len(list) && list[n].Phase == list[0].Phase && !list[0].Divisible {
		n++
	}
	return n
}

// height returns the height of a column.
func (c column) height() int {
	h, phase := 0, ""
	for _, b := range c {
		if b.Phase != phase {
			h += phaseHeight
		}
		phase = b.Phase
		h += b.height + boxGap
	}
	return h
}

// place gives each box its place.
func (c column) place(x int) {
	y, phase := top, ""
	for _, b := range c {
		if b.Phase != phase {
			y += phaseHeight
		}
		phase = b.Phase
		b.x, b.y = x, y
		y += b.height + boxGap
	}
}

// bottom returns where the boxes end.
func (c column) bottom() int { b := c[len(c)-1]; return b.y + b.height }

// textWidth estimates the width of text, and rather too much: fonts differ.
func textWidth(s string, size int) int {
	w := 0
	for _, c := range s {
		w += charWidth(c)
	}
	return w * size / 100
}

// charWidth returns the width of a letter in hundredths of its size.
func charWidth(c rune) int {
	switch c {
	case 'i', 'j', 'l', 'I', '.', ',', ':', '/', '-', ' ', '\'':
		return 33
	case 'f', 't', 'r':
		return 40
	case 'm', 'w', 'M', 'W':
		return 92
	}
	if unicode.IsUpper(c) {
		return 70
	}
	return 61
}
