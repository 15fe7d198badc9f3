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
	svg := r.decision().SVG() + r.endpoints().SVG()
	if svg != r.decision().SVG()+r.endpoints().SVG() {
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
		if !e.isApart() && !e.ofSignature() && !strings.Contains(svg, ">"+e.short()+"</text>") {
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
	r := readWhole(t)
	checkLegible(t, r.decision().SVG())
	checkLegible(t, r.endpoints().SVG())
}

func checkLegible(t *testing.T, svg string) {
	t.Helper()
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

// TestFits checks that boxes do not overlap, and that their texts fit into them.
func TestFits(t *testing.T) {
	r := readWhole(t)
	for _, fault := range append(r.decision().Check(), r.endpoints().Check()...) {
		t.Error(fault)
	}
}
