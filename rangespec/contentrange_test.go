package rangespec_test

import (
	"math"
	"testing"

	"github.com/s3get/s3get/rangespec"
	"pgregory.net/rapid"
)

func TestParseContentRange(t *testing.T) {
	tests := []struct {
		value string
		want  rangespec.ContentRange
		text  string
	}{
		{"bytes 0-8/10", rangespec.ContentRange{Window: rangespec.Window{Length: 9}, Size: 10}, "bytes 0-8/10"},
		{"bytes 9-9/10", rangespec.ContentRange{Window: rangespec.Window{Offset: 9, Length: 1}, Size: 10}, "bytes 9-9/10"},
		{"Bytes 02-05/026", rangespec.ContentRange{Window: rangespec.Window{Offset: 2, Length: 4}, Size: 26}, "bytes 2-5/26"},
		{" bytes 2-5/26 ", rangespec.ContentRange{Window: rangespec.Window{Offset: 2, Length: 4}, Size: 26}, "bytes 2-5/26"},
		{"bytes 2-5/*", rangespec.ContentRange{Window: rangespec.Window{Offset: 2, Length: 4}, AnySize: true}, "bytes 2-5/*"},
		{"bytes */10", rangespec.ContentRange{Size: 10}, "bytes */10"},
		{"bytes */0", rangespec.ContentRange{}, "bytes */0"},
		{"bytes 0-9223372036854775806/9223372036854775807",
			rangespec.ContentRange{Window: rangespec.Window{Length: math.MaxInt64}, Size: math.MaxInt64},
			"bytes 0-9223372036854775806/9223372036854775807"},
	}
	for _, tt := range tests {
		got, err := rangespec.ParseContentRange(tt.value)
		if got != tt.want || err != nil {
			t.Errorf("ParseContentRange(%q) = %+v, %v, want %+v", tt.value, got, err, tt.want)
		}
		if got.String() != tt.text {
			t.Errorf("ParseContentRange(%q).String() = %q, want %q", tt.value, got, tt.text)
		}
		if want := tt.want.Window == (rangespec.Window{}); got.Unsatisfied() != want {
			t.Errorf("ParseContentRange(%q).Unsatisfied() = %t, want %t", tt.value, !want, want)
		}
	}
}

// refusedContentRanges has a value for each rule of RFC 9110 §14.4 that a value
// can break.
var refusedContentRanges = []string{
	"", "bytes", "bytes ", "bytes /", "bytes 0-8", "bytes 0-8/", "bytes /10", "bytes -/10",
	"bytes=0-8/10", "0-8/10", " 0-8/10", "items 0-8/10", "byte\u017f 0-8/10", "b@tes 0-8/10",
	"bytes  0-8/10", "bytes 0-8 /10", "bytes 0-8/ 10", "bytes\t0-8/10",
	"bytes */*", "bytes */", "bytes *-8/10", "bytes 0-*/10", "bytes **/10",
	"bytes 8-0/10", "bytes 0-10/10", "bytes 10-10/10", "bytes 0-0/0",
	"bytes 0--8/10", "bytes -8/10", "bytes 0-/10", "bytes 0-8/-10", "bytes +0-8/10", "bytes 0-8/10/10",
	"bytes */9223372036854775808", "bytes 0-1/9223372036854775808",
	"bytes 0-9223372036854775807/*", "bytes 0-" + huge + "/*", "bytes */" + huge,
	"bytes 0-1/10, 2-3/10",
}

func TestParseContentRangeRefuses(t *testing.T) {
	for _, value := range refusedContentRanges {
		got, err := rangespec.ParseContentRange(value)
		if got != (rangespec.ContentRange{}) || err != rangespec.ErrContentRange {
			t.Errorf("ParseContentRange(%q) = %+v, %v, want %v", value, got, err, rangespec.ErrContentRange)
		}
	}
}

// What a server writes for a range, a client reads back as the same Window.
func TestContentRangeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, math.MaxInt64).Draw(t, "size")
		w, err := spec.Draw(t, "spec").Resolve(size)
		if err != nil {
			t.Skip("unsatisfiable")
		}
		value := w.ContentRange(size)
		got, err := rangespec.ParseContentRange(value)
		if want := (rangespec.ContentRange{Window: w, Size: size}); got != want || err != nil {
			t.Errorf("ParseContentRange(%q) = %+v, %v, want %+v", value, got, err, want)
		}
	})
}

func FuzzParseContentRange(f *testing.F) {
	for _, value := range refusedContentRanges {
		f.Add(value)
	}
	for _, value := range []string{"bytes 0-8/10", "bytes 0-8/*", "bytes */10", "BYTES 007-8/9"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		c, err := rangespec.ParseContentRange(value)
		if err != nil {
			return
		}
		if again, err := rangespec.ParseContentRange(c.String()); again != c || err != nil {
			t.Errorf("ParseContentRange(%q): %+v does not survive String: %+v, %v", value, c, again, err)
		}
		if !c.AnySize && !c.Window.Inside(c.Size) {
			t.Errorf("ParseContentRange(%q) = %+v, which is not inside the object", value, c)
		}
	})
}
