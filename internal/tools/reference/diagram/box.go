package diagram

import (
	"fmt"
	"strings"
)

// A Box is one step in the diagram, or what follows the last step.
type Box struct {
	Phase     string // which part of a request the step belongs to
	PhaseText string // what that part does
	Divisible bool   // whether the phase may be divided between columns
	Number    int    // from 1, to which nothing leads; 0 for a box that is not a step
	Title     string // the name of the step
	Exits     []Exit // in the order in which they are decided
	Text      string // below the exits
	Note      string // what is surprising about the step, or ""

	text, note   []string // Text and Note in lines
	x, y, height int
}

// An Exit is a response that a step can decide on: by one rule, or by several with one code.
type Exit struct {
	Status int      // of HTTP
	Kinds  []string // the kind of each of its rules
	Rule   string   // "" for several rules
	Code   string   // "" where nothing is refused
	Ends   bool     // whether the step ends the request
}

// room is the width of the text of an exit.
const room = columnWidth - 2*indent - pillWidth

// rows returns how many lines an exit takes: two where its texts have no room in one.
func (x Exit) rows() int {
	left, right := x.texts()
	if right != "" && textWidth(left, exitSize)+textWidth(right, codeSize)+8 > room {
		return 2
	}
	return 1
}

// texts returns what stands at the left and at the right: a rule and its code, or a code
// and how many rules have it.
func (x Exit) texts() (left, right string) {
	if x.Rule == "" {
		return x.Code, fmt.Sprintf("× %d", len(x.Kinds))
	}
	return x.Rule, x.Code
}

// measure sets the height.
func (b *Box) measure() {
	b.text = wrap(b.Text, exitSize, columnWidth-2*indent)
	b.note = wrap(b.Note, noteSize, columnWidth-2*indent-flagWidth)
	b.height = titleHeight
	for _, x := range b.Exits {
		b.height += x.rows() * rowHeight
	}
	b.height += len(b.text) * rowHeight
	if n := len(b.note); n > 0 {
		b.height += n*noteHeight + 8
	}
	if len(b.Exits)+len(b.text) > 0 && len(b.note) == 0 {
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
