package rangespec_test

import (
	"math"
	"testing"

	"github.com/s3get/s3get/rangespec"
)

func TestWindow(t *testing.T) {
	tests := []struct {
		window rangespec.Window
		size   int64
		text   string
		end    int64
		field  string
		inside bool
	}{
		{rangespec.Window{Offset: 0, Length: 9}, 10, "0-8", 8, "bytes 0-8/10", true},
		{rangespec.Window{Offset: 0, Length: 10}, 10, "0-9", 9, "bytes 0-9/10", true},
		{rangespec.Window{Offset: 9, Length: 1}, 10, "9-9", 9, "bytes 9-9/10", true},
		{rangespec.Window{Offset: 9, Length: 2}, 10, "9-10", 10, "bytes 9-10/10", false},
		{rangespec.Window{Offset: 11, Length: 1}, 10, "11-11", 11, "bytes 11-11/10", false},
		{rangespec.Window{Offset: -1, Length: 3}, 10, "-1-1", 1, "bytes -1-1/10", false},
		{rangespec.Window{}, 0, "empty", -1, "", true},
		{rangespec.Window{}, 10, "empty", -1, "", true},
		{rangespec.Window{Offset: 10}, 10, "empty", 9, "", true},
		{rangespec.Window{Offset: 11}, 10, "empty", 10, "", false},
		{rangespec.Window{Offset: 5, Length: -1}, 10, "empty", 3, "", false},
		{rangespec.Window{Offset: 1, Length: 1}, math.MinInt64, "1-1", 1, "bytes 1-1/-9223372036854775808", false},
		{rangespec.Window{Length: math.MaxInt64}, math.MaxInt64,
			"0-9223372036854775806", math.MaxInt64 - 1,
			"bytes 0-9223372036854775806/9223372036854775807", true},
		{rangespec.Window{Offset: math.MaxInt64 - 1, Length: 1}, math.MaxInt64,
			"9223372036854775806-9223372036854775806", math.MaxInt64 - 1,
			"bytes 9223372036854775806-9223372036854775806/9223372036854775807", true},
		{rangespec.Window{Offset: 1, Length: math.MaxInt64}, math.MaxInt64,
			"1-9223372036854775807", math.MaxInt64,
			"bytes 1-9223372036854775807/9223372036854775807", false},
	}
	for _, tt := range tests {
		w := tt.window
		if got := w.String(); got != tt.text {
			t.Errorf("%+v.String() = %q, want %q", [2]int64{w.Offset, w.Length}, got, tt.text)
		}
		if got := w.End(); got != tt.end {
			t.Errorf("%v.End() = %d, want %d", w, got, tt.end)
		}
		if got := w.ContentRange(tt.size); got != tt.field {
			t.Errorf("%v.ContentRange(%d) = %q, want %q", w, tt.size, got, tt.field)
		}
		if got := w.Inside(tt.size); got != tt.inside {
			t.Errorf("%v.Inside(%d) = %t, want %t", w, tt.size, got, tt.inside)
		}
	}
}
