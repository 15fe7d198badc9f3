package diagram

import (
	"strings"
	"testing"
)

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

// TestCheck holds a sound box, and boxes with a text that is too wide, to Check.
func TestCheck(t *testing.T) {
	long := strings.Repeat("m", 60)
	tests := []struct {
		name  string
		box   Box
		fault string // a part of the only one, or ""
	}{
		{"fits", Box{Title: "step", Exits: []Exit{{Status: 404, Kinds: []string{"k"}, Rule: "rule", Code: "Code"}}, Note: "a b"}, ""},
		{"title", Box{Title: long}, long},
		{"rule", Box{Title: "step", Exits: []Exit{{Rule: long, Code: "C"}}}, long},
		{"code", Box{Title: "step", Exits: []Exit{{Rule: "r", Code: long}}}, long},
		{"phase", Box{Title: "step", Phase: "p", PhaseText: long}, long},
		{"word of a note", Box{Title: "step", Note: long}, long},
	}
	for _, tt := range tests {
		faults := (&Diagram{Boxes: []*Box{&tt.box}}).Check()
		if tt.fault == "" && len(faults) > 0 || tt.fault != "" && (len(faults) != 1 || !strings.Contains(faults[0], tt.fault)) {
			t.Errorf("%s: Check() = %q, want one fault with %q", tt.name, faults, tt.fault)
		}
	}
}
