package rangespec_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/rangespec"
	"pgregory.net/rapid"
)

func TestSelect(t *testing.T) {
	part := func(s string) *string { return &s }
	tests := []struct {
		name  string
		lines []string
		part  *string
		want  rangespec.Ask
		err   error
	}{
		{"neither", nil, nil, rangespec.Ask{}, nil},
		{"range", []string{"bytes=0-8"}, nil, rangespec.Ask{Spec: rangespec.Between(0, 8)}, nil},
		{"part", nil, part("02"), rangespec.Ask{Part: 2}, nil},
		{"part without lines", []string{}, part("1"), rangespec.Ask{Part: 1}, nil},
		{"empty range", []string{""}, nil, rangespec.Ask{Ignored: rangespec.ErrMalformed}, nil},
		{"other unit", []string{"items=0-8"}, nil, rangespec.Ask{Ignored: rangespec.ErrUnit}, nil},
		{"several", []string{"bytes=0-1,2-3"}, nil, rangespec.Ask{Ignored: rangespec.ErrSeveral}, nil},
		{"several lines", []string{"bytes=0-1", "2-3"}, nil, rangespec.Ask{Ignored: rangespec.ErrSeveral}, nil},
		{"empty part", nil, part(""), rangespec.Ask{}, rangespec.ErrPartNumber},
		{"part 0", nil, part("0"), rangespec.Ask{}, rangespec.ErrPartNumber},
		{"both", []string{"bytes=0-8"}, part("2"), rangespec.Ask{}, rangespec.ErrRangeAndPart},
		{"both, empty range", []string{""}, part("1"), rangespec.Ask{}, rangespec.ErrRangeAndPart},
		{"both, ignored range", []string{"bytes=1-0"}, part("1"), rangespec.Ask{}, rangespec.ErrRangeAndPart},
		{"both before the value", []string{"bytes=0-8"}, part("abc"), rangespec.Ask{}, rangespec.ErrRangeAndPart},
	}
	for _, tt := range tests {
		got, err := rangespec.Select(tt.lines, tt.part)
		if got != tt.want || err != tt.err {
			t.Errorf("%s: Select = %+v, %v, want %+v, %v", tt.name, got, err, tt.want, tt.err)
		}
		if whole := got.Part == 0 && got.Spec.IsZero(); got.IsWhole() != whole {
			t.Errorf("%s: IsWhole() = %t, want %t", tt.name, !whole, whole)
		}
	}
}

func TestAskResolve(t *testing.T) {
	layout := rangespec.Sizes{12, 13, 5}
	tests := []struct {
		ask  rangespec.Ask
		want string
		err  error
	}{
		{rangespec.Ask{}, "bytes 0-29/30", nil},
		{rangespec.Ask{Ignored: rangespec.ErrSeveral}, "bytes 0-29/30", nil},
		{rangespec.Ask{Spec: rangespec.Suffix(3)}, "bytes 27-29/30", nil},
		{rangespec.Ask{Spec: rangespec.From(30)}, "", rangespec.ErrUnsatisfiable},
		{rangespec.Ask{Part: 2}, "bytes 12-24/30", nil},
		{rangespec.Ask{Part: 4}, "", rangespec.ErrNoPart},
	}
	for _, tt := range tests {
		w, err := tt.ask.Resolve(layout, 30)
		if got := w.ContentRange(30); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%+v.Resolve = %q, %v, want %q, %v", tt.ask, got, err, tt.want, tt.err)
		}
	}
}

// Whatever a request says, what it is answered with lies inside the object, and
// an Ask never has both a part and a range (S3 GetObject: partNumber).
func TestSelectLaws(t *testing.T) {
	line := rapid.OneOf(rapid.Map(spec, rangespec.Spec.String), rapid.StringMatching(`(bytes=)?[0-9, -]{0,8}`))
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 0, 2).Draw(t, "lines")
		part := rapid.Ptr(rapid.StringMatching(`0?[0-9]{0,2}`), true).Draw(t, "part")
		sizes := rapid.SliceOfN(rapid.Int64Range(0, 9), 0, 4).Draw(t, "sizes")
		ask, err := rangespec.Select(lines, part)
		if both := part != nil && len(lines) > 0; both != (err == rangespec.ErrRangeAndPart) {
			t.Errorf("Select(%q, %v) error %v", lines, part, err)
		}
		if ask.Part != 0 && !ask.Spec.IsZero() || ask.Ignored != nil && !ask.IsWhole() {
			t.Errorf("Select(%q, %v) = %+v", lines, part, ask)
		}
		var size int64
		for _, n := range sizes {
			size += n
		}
		if w, err := ask.Resolve(rangespec.Sizes(sizes), size); err == nil && !w.Inside(size) {
			t.Errorf("%+v.Resolve(%v, %d) = %+v, which is not inside", ask, sizes, size, w)
		}
	})
}
