package main

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestDiagram checks that the diagram is XML, the same each time, and has every step and
// every rule that it has room for.
func TestDiagram(t *testing.T) {
	r := readWhole(t)
	svg := r.diagram()
	if svg != r.diagram() {
		t.Error("two diagrams of the same rules differ")
	}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range r.steps {
		if !strings.Contains(svg, ">"+s.Name+"</text>") {
			t.Errorf("no step %s", s.Name)
		}
		if phases[s.Phase] == "" {
			t.Errorf("nothing says what phase %s does", s.Phase)
		}
	}
	for _, e := range r.entries {
		if !e.ofHeader() && !e.ofSignature() && !strings.Contains(svg, ">"+e.short()+"</text>") {
			t.Errorf("no rule %v", e)
		}
	}
	for what, want := range map[string]string{"a column for each part": "answer</text>", "from look-up to bucket": `class="told"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("the diagram lacks %s", what)
		}
	}
}

// TestLegible checks that no letters are small, and that all of it fits on a screen.
func TestLegible(t *testing.T) {
	svg := readWhole(t).diagram()
	for _, m := range regexp.MustCompile(`font-size:(\d+)px`).FindAllStringSubmatch(svg, -1) {
		if n, _ := strconv.Atoi(m[1]); n < 11 {
			t.Errorf("letters of %d px are not legible", n)
		}
	}
	m := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(svg)
	if w, _ := strconv.Atoi(m[1]); w > 1500 {
		t.Errorf("the diagram is %d wide, want 1500 at most", w)
	}
	if h, _ := strconv.Atoi(m[2]); h > 1100 {
		t.Errorf("the diagram is %d high, want 1100 at most", h)
	}
}

// TestBoxes checks that boxes do not overlap, and that their texts fit into them.
func TestBoxes(t *testing.T) {
	all := arrange(readWhole(t).boxes())
	if len(all) > columns {
		t.Errorf("%d columns, want %d at most", len(all), columns)
	}
	for _, c := range all {
		for i, b := range c {
			if i > 0 && b.y < c[i-1].y+c[i-1].height+boxGap {
				t.Errorf("box %s begins within the one above", b.title)
			}
			b.checkTexts(t)
		}
	}
}

func (b *box) checkTexts(t *testing.T) {
	for _, x := range b.exits {
		left, right := x.texts()
		if textWidth(left, codeSize) > room+indent/2 || textWidth(right, codeSize) > room+pillWidth {
			t.Errorf("box %s: %q and %q do not fit", b.title, left, right)
		}
	}
	if textWidth(b.title, exitSize)+numberWidth > columnWidth-indent {
		t.Errorf("title %q does not fit", b.title)
	}
	if n := textWidth(b.phase, boldSize+1) + textWidth(phases[b.phase], cornerSize); n > columnWidth-3*indent {
		t.Errorf("heading %s, %s does not fit", b.phase, phases[b.phase])
	}
	for _, line := range append(b.corner, b.plain...) {
		if textWidth(line, exitSize) > columnWidth {
			t.Errorf("box %s: line %q does not fit", b.title, line)
		}
	}
}

func TestWrap(t *testing.T) {
	for width, want := range map[int]string{1: "aa|bb|cc", 300: "aa bb|cc", 600: "aa bb cc"} {
		if got := strings.Join(wrap("aa bb  cc", 100, width), "|"); got != want {
			t.Errorf("wrap to %d = %s, want %s", width, got, want)
		}
	}
	if got := wrap("", 12, 10); got != nil {
		t.Errorf("wrap of nothing = %q, want no line", got)
	}
}
