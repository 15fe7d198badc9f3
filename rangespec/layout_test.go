package rangespec_test

import (
	"math"
	"testing"

	"github.com/s3get/s3get/rangespec"
)

func TestUniform(t *testing.T) {
	tests := []struct {
		layout rangespec.Uniform
		count  int
		last   rangespec.Window
	}{
		{rangespec.Uniform{}, 1, rangespec.Window{}},
		{rangespec.Uniform{PartSize: 4}, 1, rangespec.Window{}},
		{rangespec.Uniform{PartSize: 1}, 1, rangespec.Window{}},
		{rangespec.Uniform{Size: 9}, 1, rangespec.Window{Length: 9}},
		{rangespec.Uniform{PartSize: -4, Size: 9}, 1, rangespec.Window{Length: 9}},
		{rangespec.Uniform{PartSize: 4, Size: -9}, 1, rangespec.Window{}},
		{rangespec.Uniform{PartSize: 4, Size: 3}, 1, rangespec.Window{Length: 3}},
		{rangespec.Uniform{PartSize: 4, Size: 4}, 1, rangespec.Window{Length: 4}},
		{rangespec.Uniform{PartSize: 4, Size: 5}, 2, rangespec.Window{Offset: 4, Length: 1}},
		{rangespec.Uniform{PartSize: 4, Size: 8}, 2, rangespec.Window{Offset: 4, Length: 4}},
		{rangespec.Uniform{PartSize: 4, Size: 9}, 3, rangespec.Window{Offset: 8, Length: 1}},
		{rangespec.Uniform{PartSize: 5 << 30, Size: 5 << 40}, 1024, rangespec.Window{Offset: 1023 * 5 << 30, Length: 5 << 30}},
		{rangespec.Uniform{PartSize: math.MaxInt64, Size: math.MaxInt64}, 1, rangespec.Window{Length: math.MaxInt64}},
		{rangespec.Uniform{PartSize: math.MaxInt64 - 1, Size: math.MaxInt64}, 2,
			rangespec.Window{Offset: math.MaxInt64 - 1, Length: 1}},
	}
	for _, tt := range tests {
		if got := tt.layout.Count(); got != tt.count {
			t.Errorf("%+v.Count() = %d, want %d", tt.layout, got, tt.count)
		}
		if got, ok := tt.layout.Part(tt.count); got != tt.last || !ok {
			t.Errorf("%+v.Part(%d) = %+v, %t, want %+v", tt.layout, tt.count, got, ok, tt.last)
		}
		for _, n := range []int{-1, 0, tt.count + 1} {
			if got, ok := tt.layout.Part(n); ok {
				t.Errorf("%+v.Part(%d) = %+v, want none", tt.layout, n, got)
			}
		}
	}
}

func TestUniformCountFitsInt(t *testing.T) {
	u := rangespec.Uniform{PartSize: 1, Size: math.MaxInt64}
	if got := u.Count(); got != math.MaxInt {
		t.Errorf("%+v.Count() = %d, want %d", u, got, math.MaxInt)
	}
	if got, ok := u.Part(math.MaxInt); got != (rangespec.Window{Offset: math.MaxInt - 1, Length: 1}) || !ok {
		t.Errorf("%+v.Part(MaxInt) = %+v, %t", u, got, ok)
	}
}

func TestSizes(t *testing.T) {
	s := rangespec.Sizes{3, 0, 4}
	if got := s.Count(); got != 3 {
		t.Errorf("Count() = %d, want 3", got)
	}
	for _, n := range []int{math.MinInt, -1, 0, 4, math.MaxInt} {
		if got, ok := s.Part(n); ok || got != (rangespec.Window{}) {
			t.Errorf("Part(%d) = %+v, %t, want none", n, got, ok)
		}
	}
	if got, ok := s.Part(2); !ok || got != (rangespec.Window{Offset: 3}) {
		t.Errorf("Part(2) = %+v, %t, want no bytes at 3", got, ok)
	}
}

// Sizes that add up to no object have no parts from the first wrong one on.
func TestSizesRefuse(t *testing.T) {
	tests := []struct {
		sizes rangespec.Sizes
		n     int
		ok    bool
	}{
		{rangespec.Sizes{3, -1, 4}, 1, true},
		{rangespec.Sizes{3, -1, 4}, 2, false},
		{rangespec.Sizes{3, -1, 4}, 3, false},
		{rangespec.Sizes{math.MaxInt64, 0, 1, 5}, 2, true},
		{rangespec.Sizes{math.MaxInt64, 0, 1, 5}, 3, false},
		{rangespec.Sizes{math.MaxInt64, 0, 1, 5}, 4, false},
	}
	for _, tt := range tests {
		if got, ok := tt.sizes.Part(tt.n); ok != tt.ok {
			t.Errorf("%v.Part(%d) = %+v, %t, want %t", tt.sizes, tt.n, got, ok, tt.ok)
		}
	}
}
