package rangespec_test

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/rangespec"
	"pgregory.net/rapid"
)

// partValues has each form of a part number, with 0 for those refused.
var partValues = []struct {
	value string
	want  int
}{
	{"1", 1}, {"2", 2}, {"10", 10}, {"9999", 9999}, {"10000", 10000},
	{"01", 1}, {"02", 2}, {"010000", 10000}, {"00000000000000000000000000000007", 7},
	{"", 0}, {"0", 0}, {"00", 0}, {"10001", 0}, {"010001", 0}, {huge, 0},
	{"18446744073709551617", 0}, {"4294967297", 0},
	{"-1", 0}, {"+1", 0}, {"1.0", 0}, {" 1", 0}, {"1 ", 0}, {"1\n", 0}, {"abc", 0}, {"1a", 0},
	{"0x1", 0}, {"1e3", 0}, {"1_0", 0}, {"1,2", 0}, {"\u0661", 0},
}

func TestParsePart(t *testing.T) {
	for _, tt := range partValues {
		var wantErr error
		if tt.want == 0 {
			wantErr = rangespec.ErrPartNumber
		}
		if got, err := rangespec.ParsePart(tt.value); got != tt.want || err != wantErr {
			t.Errorf("ParsePart(%q) = %d, %v, want %d, %v", tt.value, got, err, tt.want, wantErr)
		}
	}
}

func FuzzParsePart(f *testing.F) {
	for _, tt := range partValues {
		f.Add(tt.value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		n, err := rangespec.ParsePart(value)
		valid := n >= 1 && n <= rangespec.MaxPart && strings.TrimLeft(value, "0") == strconv.Itoa(n)
		if err == nil && !valid || err != nil && n != 0 {
			t.Errorf("ParsePart(%q) = %d, %v", value, n, err)
		}
	})
}

// broken is a Layout that breaks its promises.
type broken struct {
	window rangespec.Window
	ok     bool
}

func (b broken) Count() int                        { return 3 }
func (b broken) Part(int) (rangespec.Window, bool) { return b.window, b.ok }

func TestResolvePart(t *testing.T) {
	trilogy := rangespec.Sizes{12, 13, 5}
	none := rangespec.Window{}
	tests := []struct {
		layout rangespec.Layout
		n      int
		size   int64
		want   rangespec.Window
		err    error
	}{
		{trilogy, 1, 30, rangespec.Window{Offset: 0, Length: 12}, nil},
		{trilogy, 2, 30, rangespec.Window{Offset: 12, Length: 13}, nil},
		{trilogy, 3, 30, rangespec.Window{Offset: 25, Length: 5}, nil},
		{trilogy, 4, 30, none, rangespec.ErrNoPart},
		{trilogy, 0, 30, none, rangespec.ErrNoPart},
		{trilogy, -1, 30, none, rangespec.ErrNoPart},
		{rangespec.Sizes{16}, 1, 16, rangespec.Window{Length: 16}, nil},
		{rangespec.Sizes{16}, 2, 16, none, rangespec.ErrNoPart},
		{rangespec.Sizes{12}, 1, 16, rangespec.Window{Length: 12}, nil},
		{rangespec.Sizes{0}, 1, 0, none, nil},
		{rangespec.Sizes{5, 0}, 2, 5, rangespec.Window{Offset: 5}, nil},

		{nil, 1, 8, rangespec.Window{Length: 8}, nil},
		{nil, 1, 0, none, nil},
		{nil, 1, -8, none, nil},
		{nil, 2, 8, none, rangespec.ErrNoPart},
		{nil, 0, 8, none, rangespec.ErrNoPart},
		{rangespec.Sizes(nil), 1, 8, rangespec.Window{Length: 8}, nil},
		{rangespec.Sizes{}, 2, 8, none, rangespec.ErrNoPart},

		{trilogy, 3, 29, none, rangespec.ErrLayout},
		{trilogy, 2, 0, none, rangespec.ErrLayout},
		{rangespec.Sizes{3, -1}, 2, 2, none, rangespec.ErrLayout},
		{rangespec.Sizes{math.MaxInt64, 1}, 2, math.MaxInt64, none, rangespec.ErrLayout},
		{broken{}, 2, 9, none, rangespec.ErrLayout},
		{broken{rangespec.Window{Offset: 8, Length: 2}, true}, 2, 9, none, rangespec.ErrLayout},
		{broken{rangespec.Window{Offset: -1, Length: 2}, true}, 2, 9, none, rangespec.ErrLayout},
		{broken{rangespec.Window{Offset: 1, Length: math.MaxInt64}, true}, 2, 9, none, rangespec.ErrLayout},
	}
	for _, tt := range tests {
		got, err := rangespec.ResolvePart(tt.layout, tt.n, tt.size)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ResolvePart(%v, %d, %d) = %+v, %v, want %+v, %v",
				tt.layout, tt.n, tt.size, got, err, tt.want, tt.err)
		}
	}
}

func TestNoPartError(t *testing.T) {
	tests := []struct {
		layout rangespec.Layout
		n      int
		want   rangespec.NoPartError
		text   string
	}{
		{rangespec.Sizes{1, 2, 3}, 10, rangespec.NoPartError{Requested: 10, Count: 3}, "rangespec: no such part: part 10 of 3"},
		{nil, 2, rangespec.NoPartError{Requested: 2, Count: 1}, "rangespec: no such part: part 2 of 1"},
		{rangespec.Sizes{}, 2, rangespec.NoPartError{Requested: 2, Count: 1}, "rangespec: no such part: part 2 of 1"},
	}
	for _, tt := range tests {
		_, err := rangespec.ResolvePart(tt.layout, tt.n, 6)
		var got *rangespec.NoPartError
		if !errors.As(err, &got) || *got != tt.want || err.Error() != tt.text {
			t.Errorf("ResolvePart(%v, %d, 6) error %v, want %q", tt.layout, tt.n, err, tt.text)
		}
	}
}

// The parts of an object, joined, are the object, and there is none behind the
// last.
func TestPartsJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.Int64Range(0, 9), 1, 12).Draw(t, "sizes")
		var size int64
		for _, n := range sizes {
			size += n
		}
		var layout rangespec.Layout = rangespec.Sizes(sizes)
		if rapid.Bool().Draw(t, "uniform") {
			layout = rangespec.Uniform{PartSize: rapid.Int64Range(-1, 9).Draw(t, "part size"), Size: size}
		}
		var end int64
		for n := 1; n <= layout.Count(); n++ {
			w, err := rangespec.ResolvePart(layout, n, size)
			if err != nil || w.Offset != end {
				t.Fatalf("ResolvePart(%v, %d, %d) = %+v, %v, want offset %d", layout, n, size, w, err, end)
			}
			end += w.Length
		}
		if end != size {
			t.Errorf("the parts of %v end at %d, want %d", layout, end, size)
		}
		if _, err := rangespec.ResolvePart(layout, layout.Count()+1, size); !errors.Is(err, rangespec.ErrNoPart) {
			t.Errorf("ResolvePart(%v) behind the last part: %v, want %v", layout, err, rangespec.ErrNoPart)
		}
	})
}
