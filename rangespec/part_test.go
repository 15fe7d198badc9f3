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
	{"-1", 0}, {"+1", 0}, {"1.0", 0}, {" 1", 0}, {"1 ", 0}, {"1\n", 0}, {"abc", 0}, {"1a", 0}, {"1:", 0}, {"1/", 0},
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

func TestResolvePart(t *testing.T) {
	window := func(off, n int64) rangespec.Window { return rangespec.Window{Offset: off, Length: n} }
	none := rangespec.Window{}
	tests := []struct {
		n, count int
		part     rangespec.Window
		size     int64
		want     rangespec.Window
		err      error
	}{
		{1, 3, window(0, 12), 30, window(0, 12), nil},
		{2, 3, window(12, 13), 30, window(12, 13), nil},
		{3, 3, window(25, 5), 30, window(25, 5), nil},
		{4, 3, none, 30, none, rangespec.ErrNoPart},
		{0, 3, none, 30, none, rangespec.ErrNoPart},
		{-1, 3, none, 30, none, rangespec.ErrNoPart},
		{1, 1, window(0, 16), 16, window(0, 16), nil},
		{2, 1, none, 16, none, rangespec.ErrNoPart},
		{1, 1, none, 0, none, nil},
		{2, 2, window(5, 0), 5, window(5, 0), nil},

		// Stored by one PUT. part is not looked at.
		{1, 0, none, 8, window(0, 8), nil},
		{1, 0, window(99, 99), 8, window(0, 8), nil},
		{1, 0, none, 0, none, nil},
		{1, 0, none, -8, none, nil},
		{1, -1, none, 8, window(0, 8), nil},
		{2, 0, none, 8, none, rangespec.ErrNoPart},
		{0, 0, none, 8, none, rangespec.ErrNoPart},

		{3, 3, window(25, 5), 29, none, rangespec.ErrLayout},
		{2, 3, window(12, 13), 0, none, rangespec.ErrLayout},
		{2, 3, window(8, 2), 9, none, rangespec.ErrLayout},
		{2, 3, window(-1, 2), 9, none, rangespec.ErrLayout},
		{2, 3, window(3, -1), 9, none, rangespec.ErrLayout},
		{2, 3, window(1, math.MaxInt64), 9, none, rangespec.ErrLayout},
	}
	for _, tt := range tests {
		got, err := rangespec.ResolvePart(tt.n, tt.count, tt.part, tt.size)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ResolvePart(%d, %d, %+v, %d) = %+v, %v, want %+v, %v",
				tt.n, tt.count, tt.part, tt.size, got, err, tt.want, tt.err)
		}
	}
}

func TestNoPartError(t *testing.T) {
	tests := []struct {
		n, count int
		want     rangespec.NoPartError
		text     string
	}{
		{10, 3, rangespec.NoPartError{Requested: 10, Count: 3}, "rangespec: no such part: part 10 of 3"},
		{2, 0, rangespec.NoPartError{Requested: 2, Count: 1}, "rangespec: no such part: part 2 of 1"},
	}
	for _, tt := range tests {
		_, err := rangespec.ResolvePart(tt.n, tt.count, rangespec.Window{}, 6)
		var got *rangespec.NoPartError
		if !errors.As(err, &got) || *got != tt.want || err.Error() != tt.text {
			t.Errorf("ResolvePart(%d, %d) error %v, want %q", tt.n, tt.count, err, tt.text)
		}
	}
}

// Whatever a store says of a part, a Window without an error lies inside the object.
func TestResolvePartLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(-2, 12), rapid.Int64())
		n, count := rapid.IntRange(-1, 4).Draw(t, "n"), rapid.IntRange(-1, 4).Draw(t, "count")
		part := rangespec.Window{Offset: number.Draw(t, "offset"), Length: number.Draw(t, "length")}
		size := rapid.OneOf(rapid.Int64Range(0, 12), rapid.Int64Min(0)).Draw(t, "size")
		w, err := rangespec.ResolvePart(n, count, part, size)
		if err == nil && !w.Inside(size) {
			t.Errorf("ResolvePart(%d, %d, %+v, %d) = %+v, which is not inside", n, count, part, size, w)
		}
		if missing := n < 1 || n > max(count, 1); missing != errors.Is(err, rangespec.ErrNoPart) {
			t.Errorf("ResolvePart(%d, %d, %+v, %d) error %v", n, count, part, size, err)
		}
	})
}
