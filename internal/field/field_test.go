package field_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/internal/field"
)

// Two lines of a field are one list.
func ExampleElements() {
	for element := range field.Elements([]string{`"a", "b,c"`, `W/"d"`}) {
		fmt.Println(element)
	}
	// Output:
	// "a"
	// "b,c"
	// W/"d"
}

func TestCut(t *testing.T) {
	tests := []struct{ line, element, rest string }{
		{"", "", ""},
		{"a", "a", ""},
		{" a\t, b", "a", " b"},
		{",a", "", "a"},
		{"a,", "a", ""},
		{"a,,b", "a", ",b"},
		{`"a,b" ,c`, `"a,b"`, "c"},
		{`x"a,b"y"c,d",z`, `x"a,b"y"c,d"`, "z"},
		{`"a","b,c`, `"a"`, `"b,c`},
		{`"b,c `, `"b,c`, ""},
	}
	for _, tt := range tests {
		if element, rest := field.Cut(tt.line); element != tt.element || rest != tt.rest {
			t.Errorf("Cut(%q) = %q, %q, want %q, %q", tt.line, element, rest, tt.element, tt.rest)
		}
	}
}

func TestElements(t *testing.T) {
	tests := []struct {
		lines []string
		want  []string
	}{
		{nil, nil},
		{[]string{}, nil},
		{[]string{""}, nil},
		{[]string{"", ""}, nil},
		{[]string{","}, nil},
		{[]string{" , \t, "}, nil},
		{[]string{"a"}, []string{"a"}},
		{[]string{" a\t"}, []string{"a"}},
		{[]string{"a,b"}, []string{"a", "b"}},
		{[]string{",a,, b ,"}, []string{"a", "b"}},
		{[]string{"a b, c"}, []string{"a b", "c"}},
		{[]string{"a", "b"}, []string{"a", "b"}},
		{[]string{"a,", ",b"}, []string{"a", "b"}},
		{[]string{`"a,b"`}, []string{`"a,b"`}},
		{[]string{`"a,b",c`}, []string{`"a,b"`, "c"}},
		{[]string{`W/"a,b" , "c"`}, []string{`W/"a,b"`, `"c"`}},
		{[]string{`" a "`}, []string{`" a "`}},
		{[]string{`"a\"`, `b"`}, []string{`"a\"`, `b"`}},
		{[]string{`"a\",b`}, []string{`"a\"`, "b"}},
		{[]string{`"a,b`, "c"}, []string{`"a,b`, "c"}},
		{[]string{`x"a,b"y,z`}, []string{`x"a,b"y`, "z"}},
		{[]string{"a\u00a0"}, []string{"a\u00a0"}},
		{[]string{"a\n"}, []string{"a\n"}},
	}
	for _, tt := range tests {
		got := slices.Collect(field.Elements(tt.lines))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Elements(%q) mismatch (-want +got):\n%s", tt.lines, diff)
		}
	}
}

func TestElementsStops(t *testing.T) {
	for element := range field.Elements([]string{"a,b", "c"}) {
		if element != "a" {
			t.Fatalf("Elements went on to %q after break", element)
		}
		break
	}
}

func TestElementsCanBeUsedAgain(t *testing.T) {
	seq := field.Elements([]string{"a,b", "c"})
	first, second := slices.Collect(seq), slices.Collect(seq)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("second use differs (-first +second):\n%s", diff)
	}
}

// element draws an element that is a token or a quoted text with commas.
var element = rapid.StringMatching(`[a-z0-9*/=-]{1,5}|"[a-z, \\]{0,5}"`)

// TestElementsOfLines checks that it does not matter how a list is cut into
// field lines (RFC 9110 §5.3).
func TestElementsOfLines(t *testing.T) {
	space := rapid.SampledFrom([]string{"", " ", "\t", " \t "})
	comma := rapid.SampledFrom([]string{",", ", ", " ,\t", ",,", " , ,"})
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(element, 1, 8).Draw(t, "elements")
		lines := []string{""}
		for i, e := range want {
			last := &lines[len(lines)-1]
			switch {
			case i == 0:
			case rapid.Bool().Draw(t, "new line"):
				lines = append(lines, "")
				last = &lines[len(lines)-1]
			default:
				*last += comma.Draw(t, "comma")
			}
			*last += space.Draw(t, "before") + e + space.Draw(t, "after")
		}
		got := slices.Collect(field.Elements(lines))
		if !slices.Equal(got, want) {
			t.Errorf("Elements(%q) = %q, want %q", lines, got, want)
		}
	})
}

func FuzzElements(f *testing.F) {
	for _, seed := range []string{"", ",", "a, b", `"a,b",c`, `W/"x" ,"y`, `"\",a`, "bytes=0-1, 2-3", "\t*\t"} {
		f.Add(seed, "b")
	}
	f.Fuzz(func(t *testing.T, line, other string) {
		got := slices.Collect(field.Elements([]string{line}))
		for _, e := range got {
			if e == "" || strings.Trim(e, " \t") != e || !strings.Contains(line, e) {
				t.Errorf("Elements(%q) has %q", line, e)
			}
			again := slices.Collect(field.Elements([]string{e}))
			if !slices.Equal(again, []string{e}) {
				t.Errorf("Elements(%q) = %q, want the element itself", e, again)
			}
		}
		both := slices.Collect(field.Elements([]string{line, other}))
		rest := slices.Collect(field.Elements([]string{other}))
		if !slices.Equal(both, slices.Concat(got, rest)) {
			t.Errorf("Elements(%q, %q) = %q, want %q then %q", line, other, both, got, rest)
		}
	})
}

func TestElementsAllocs(t *testing.T) {
	lines := []string{`"a", "b,c"`, `W/"d"`}
	n := 0
	allocs := testing.AllocsPerRun(100, func() {
		for e := range field.Elements(lines) {
			n += len(e)
		}
	})
	if allocs != 0 {
		t.Errorf("ranging over Elements allocates %v times, want 0", allocs)
	}
}

func BenchmarkElements(b *testing.B) {
	lines := []string{`"8d777f385d3dfec8815d20f7496026dc", "0732917abc3288784e318ac0aab1757a-2"`, "*"}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for e := range field.Elements(lines) {
			n += len(e)
		}
	}
}
