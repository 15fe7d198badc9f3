package rangespec_test

import (
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
		want  rangespec.Selection
		err   error
	}{
		{"neither", nil, nil, rangespec.Selection{}, nil},
		{"range", []string{"bytes=0-8"}, nil, rangespec.Selection{Spec: rangespec.Between(0, 8)}, nil},
		{"part", nil, part("02"), rangespec.Selection{Part: 2}, nil},
		{"part without lines", []string{}, part("1"), rangespec.Selection{Part: 1}, nil},
		{"empty range", []string{""}, nil, rangespec.Selection{Ignored: rangespec.ErrMalformed}, nil},
		{"other unit", []string{"items=0-8"}, nil, rangespec.Selection{Ignored: rangespec.ErrUnit}, nil},
		{"several", []string{"bytes=0-1,2-3"}, nil, rangespec.Selection{Ignored: rangespec.ErrSeveral}, nil},
		{"several lines", []string{"bytes=0-1", "2-3"}, nil, rangespec.Selection{Ignored: rangespec.ErrSeveral}, nil},
		{"empty part", nil, part(""), rangespec.Selection{}, rangespec.ErrPartNumber},
		{"part 0", nil, part("0"), rangespec.Selection{}, rangespec.ErrPartNumber},
		{"both", []string{"bytes=0-8"}, part("2"), rangespec.Selection{}, rangespec.ErrRangeAndPart},
		{"both, empty range", []string{""}, part("1"), rangespec.Selection{}, rangespec.ErrRangeAndPart},
		{"both, ignored range", []string{"bytes=1-0"}, part("1"), rangespec.Selection{}, rangespec.ErrRangeAndPart},
		{"both before the value", []string{"bytes=0-8"}, part("abc"), rangespec.Selection{}, rangespec.ErrRangeAndPart},
	}
	for _, tt := range tests {
		got, err := rangespec.Select(tt.lines, tt.part)
		if got != tt.want || err != tt.err {
			t.Errorf("%s: Select = %+v, %v, want %+v, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
}

// A Selection never has both a part and a range, and one whose Range is ignored is
// whole (S3 GetObject: partNumber).
func TestSelectLaws(t *testing.T) {
	line := rapid.OneOf(rapid.Map(spec, rangespec.Spec.String), rapid.StringMatching(`(bytes=)?[0-9, -]{0,8}`))
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 0, 2).Draw(t, "lines")
		part := rapid.Ptr(rapid.StringMatching(`0?[0-9]{0,2}`), true).Draw(t, "part")
		got, err := rangespec.Select(lines, part)
		if both := part != nil && len(lines) > 0; both != (err == rangespec.ErrRangeAndPart) {
			t.Errorf("Select(%q, %v) error %v", lines, part, err)
		}
		if !got.Spec.IsZero() && (got.Part != 0 || got.Ignored != nil) || got.Part != 0 && got.Ignored != nil {
			t.Errorf("Select(%q, %v) = %+v", lines, part, got)
		}
	})
}
