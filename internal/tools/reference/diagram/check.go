package diagram

import "fmt"

// Check returns what does not fit: boxes that overlap, and texts wider than their boxes.
func (g *Diagram) Check() (faults []string) {
	all := arrange(g.Boxes)
	if len(all) > columns {
		faults = append(faults, fmt.Sprintf("%d columns, of %d", len(all), columns))
	}
	for _, c := range all {
		for i, b := range c {
			if i > 0 && b.y < c[i-1].y+c[i-1].height+boxGap {
				faults = append(faults, fmt.Sprintf("box %s begins within the one above", b.Title))
			}
			faults = append(faults, b.check()...)
		}
	}
	return faults
}

// check returns the texts of a box that are too wide for it.
func (b *Box) check() (faults []string) {
	fit := func(text string, width, limit int) {
		if width > limit {
			faults = append(faults, fmt.Sprintf("box %s: %q does not fit", b.Title, text))
		}
	}
	for _, x := range b.Exits {
		left, right := x.texts()
		fit(left, textWidth(left, codeSize), room+indent/2)
		fit(right, textWidth(right, codeSize), room+pillWidth)
	}
	fit(b.Title, textWidth(b.Title, exitSize)+numberWidth, columnWidth-indent)
	fit(b.Phase+b.PhaseText, textWidth(b.Phase, boldSize+1)+textWidth(b.PhaseText, noteSize), columnWidth-3*indent)
	for _, line := range append(b.note[:len(b.note):len(b.note)], b.text...) {
		fit(line, textWidth(line, exitSize), columnWidth)
	}
	return faults
}
