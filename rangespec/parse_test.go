package rangespec_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/s3get/s3get/rangespec"
	"pgregory.net/rapid"
)

const huge = "99999999999999999999999999" // needs more than 64 bits

func TestParse(t *testing.T) {
	tests := []struct {
		value string
		want  rangespec.Spec
	}{
		{"bytes=0-0", rangespec.Between(0, 0)},
		{"bytes=0-8", rangespec.Between(0, 8)},
		{"bytes=300000-500000", rangespec.Between(300000, 500000)},
		{"bytes=5-5", rangespec.Between(5, 5)},
		{"bytes=0-", rangespec.From(0)},
		{"bytes=23-", rangespec.From(23)},
		{"bytes=-2", rangespec.Suffix(2)},
		{"bytes=-0", rangespec.Suffix(0)},

		{"Bytes=0-1", rangespec.Between(0, 1)},
		{"BYTES=-1", rangespec.Suffix(1)},
		{"bytes=00-01", rangespec.Between(0, 1)},
		{"bytes=010-9999", rangespec.Between(10, 9999)},
		{"bytes=10-0011", rangespec.Between(10, 11)},
		{"bytes=-007", rangespec.Suffix(7)},
		{"bytes=000000000000000000000000000000-1", rangespec.Between(0, 1)},

		{" bytes=0-1", rangespec.Between(0, 1)},
		{"bytes=0-1 \t", rangespec.Between(0, 1)},
		{"bytes=0-1,", rangespec.Between(0, 1)},
		{"bytes=,0-1", rangespec.Between(0, 1)},
		{"bytes=, ,\t0-1 , ,", rangespec.Between(0, 1)},
		{"bytes= ,0-1", rangespec.Between(0, 1)},

		{"bytes=18446744073709551615-", rangespec.From(math.MaxUint64)},
		{"bytes=18446744073709551614-", rangespec.From(math.MaxUint64 - 1)},
		{"bytes=18446744073709551616-", rangespec.From(math.MaxUint64)},
		{"bytes=0-" + huge, rangespec.Between(0, math.MaxUint64)},
		{"bytes=" + huge + "-" + huge, rangespec.Between(math.MaxUint64, math.MaxUint64)},
		{"bytes=00" + huge + "-" + huge, rangespec.Between(math.MaxUint64, math.MaxUint64)},
		{"bytes=-" + huge, rangespec.Suffix(math.MaxUint64)},
	}
	for _, tt := range tests {
		got, err := rangespec.Parse(tt.value)
		if got != tt.want || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", tt.value, got, err, tt.want)
		}
	}
}

// refused has a value for each way in which a Range field can be ignored.
var refused = []struct {
	value string
	err   error
}{
	{"", rangespec.ErrMalformed},
	{" ", rangespec.ErrMalformed},
	{"bytes", rangespec.ErrMalformed},
	{"bytes=", rangespec.ErrMalformed},
	{"bytes= ", rangespec.ErrMalformed},
	{"bytes=,", rangespec.ErrMalformed},
	{"bytes=, ,", rangespec.ErrMalformed},
	{"=0-1", rangespec.ErrMalformed},
	{"0-1", rangespec.ErrMalformed},
	{"bytes:0-1", rangespec.ErrMalformed},
	{"bytes 0-1", rangespec.ErrMalformed},
	{"bytes =0-1", rangespec.ErrMalformed},
	{"by tes=0-1", rangespec.ErrMalformed},
	{"byte\u017f=0-1", rangespec.ErrMalformed}, // folds to bytes in Unicode

	{"bytes=-", rangespec.ErrMalformed},
	{"bytes=--", rangespec.ErrMalformed},
	{"bytes=100", rangespec.ErrMalformed},
	{"bytes=*", rangespec.ErrMalformed},
	{"bytes==0-1", rangespec.ErrMalformed},
	{"bytes=bytes=0-1", rangespec.ErrMalformed},
	{"bytes=0-1/10", rangespec.ErrMalformed},
	{"bytes=0-1;2-3", rangespec.ErrMalformed},

	{"bytes=1-0", rangespec.ErrMalformed},
	{"bytes=10-9", rangespec.ErrMalformed},
	{"bytes=10-009", rangespec.ErrMalformed},
	{"bytes=" + huge + "-1", rangespec.ErrMalformed},
	{"bytes=" + huge + "9-" + huge, rangespec.ErrMalformed},
	{"bytes=" + huge + "9-00" + huge, rangespec.ErrMalformed},
	{"bytes=99999999999999999999-99999999999999999998", rangespec.ErrMalformed},

	{"bytes=0--1", rangespec.ErrMalformed},
	{"bytes=-1-", rangespec.ErrMalformed},
	{"bytes=-1-2", rangespec.ErrMalformed},
	{"bytes=1-2-", rangespec.ErrMalformed},
	{"bytes=1-2-3", rangespec.ErrMalformed},
	{"bytes=abc-10", rangespec.ErrMalformed},
	{"bytes=0-xyz", rangespec.ErrMalformed},
	{"bytes=100-x", rangespec.ErrMalformed},
	{"bytes=-abc", rangespec.ErrMalformed},
	{"bytes=abc-", rangespec.ErrMalformed},
	{"bytes=+1-2", rangespec.ErrMalformed},
	{"bytes=-+5", rangespec.ErrMalformed},
	{"bytes=0x1-2", rangespec.ErrMalformed},
	{"bytes=1_0-20", rangespec.ErrMalformed},
	{"bytes=1.0-2", rangespec.ErrMalformed},
	{"bytes=0-1:", rangespec.ErrMalformed},          // what follows 9
	{"bytes=\u0661-\u0662", rangespec.ErrMalformed}, // digits, but not of ASCII

	{"bytes= -1", rangespec.ErrMalformed},
	{"bytes= 0-1", rangespec.ErrMalformed},
	{"bytes=\t0-1", rangespec.ErrMalformed},
	{"bytes=0 -1", rangespec.ErrMalformed},
	{"bytes=0- 1", rangespec.ErrMalformed},
	{"bytes=0-1\n", rangespec.ErrMalformed},

	{"items=0-1", rangespec.ErrUnit},
	{"none=", rangespec.ErrUnit},
	{"seconds=1.5-2.5", rangespec.ErrUnit},
	{"byte=0-1", rangespec.ErrUnit},
	{"bytess=0-1", rangespec.ErrUnit},
	{"x-bytes=0-1", rangespec.ErrUnit},

	{"bytes=0-1,3-4,7-9", rangespec.ErrSeveral},
	{"bytes=0-4,5-6", rangespec.ErrSeveral},
	{"bytes=0-1, 3-4", rangespec.ErrSeveral},
	{"bytes=0-1,0-1", rangespec.ErrSeveral},
	{"bytes=0-,-1", rangespec.ErrSeveral},
	{"bytes=,0-1,,-1,", rangespec.ErrSeveral},
	{"bytes=0-1,2", rangespec.ErrMalformed},
	{"bytes=x,0-1", rangespec.ErrMalformed},
	{"bytes=0-1,bytes=2-3", rangespec.ErrMalformed},
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range refused {
		got, err := rangespec.Parse(tt.value)
		if !got.IsZero() || !errors.Is(err, tt.err) {
			t.Errorf("Parse(%q) = %v, %v, want %v", tt.value, got, err, tt.err)
		}
	}
}

// Any byte of a token may be a unit, which S3 then does not know, and no other may
// (RFC 9110 §5.6.2).
func TestParseUnits(t *testing.T) {
	const tokens = "!#$%&'*+-.^_`|~0123456789" + "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for c := range 256 {
		want := rangespec.ErrMalformed
		if c == '=' || strings.IndexByte(tokens, byte(c)) >= 0 { // "=" ends the unit "x"
			want = rangespec.ErrUnit
		}
		value := "x" + string([]byte{byte(c)}) + "=0-1"
		if _, err := rangespec.Parse(value); !errors.Is(err, want) {
			t.Errorf("Parse(%q) error %v, want %v", value, err, want)
		}
	}
}

func TestFromLines(t *testing.T) {
	tests := []struct {
		lines []string
		want  rangespec.Spec
		err   error
	}{
		{nil, rangespec.Spec{}, nil},
		{[]string{}, rangespec.Spec{}, nil},
		{[]string{""}, rangespec.Spec{}, rangespec.ErrMalformed},
		{[]string{"bytes=0-1"}, rangespec.Between(0, 1), nil},
		{[]string{"bytes=0-1", ""}, rangespec.Between(0, 1), nil},
		{[]string{"bytes=", "0-1"}, rangespec.Between(0, 1), nil},
		{[]string{"bytes=0-1", "2-3"}, rangespec.Spec{}, rangespec.ErrSeveral},
		{[]string{"bytes=0-1", "bytes=0-1"}, rangespec.Spec{}, rangespec.ErrMalformed},
		{[]string{"", "bytes=0-1"}, rangespec.Spec{}, rangespec.ErrMalformed},
		{[]string{"items=0-1", "bytes=0-1"}, rangespec.Spec{}, rangespec.ErrUnit},
	}
	for _, tt := range tests {
		got, err := rangespec.FromLines(tt.lines)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("FromLines(%q) = %v, %v, want %v, %v", tt.lines, got, err, tt.want, tt.err)
		}
	}
}

// spec draws a Spec of any kind but the zero one, with numbers that are small or
// that no object reaches.
var spec = rapid.Custom(func(t *rapid.T) rangespec.Spec {
	number := rapid.OneOf(rapid.Uint64Max(40), rapid.Uint64())
	n := number.Draw(t, "n")
	switch rapid.SampledFrom([]string{"from", "between", "suffix"}).Draw(t, "kind") {
	case "from":
		return rangespec.From(n)
	case "between":
		m := number.Draw(t, "m")
		return rangespec.Between(min(n, m), max(n, m))
	}
	return rangespec.Suffix(n)
})

// Parse and String are inverse (RFC 9110 §14.1.2).
func TestParseString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spec.Draw(t, "spec")
		if got, err := rangespec.Parse(s.String()); got != s || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", s.String(), got, err, s)
		}
	})
}

// No decoration that the grammar allows changes what a value asks for
// (RFC 9110 §5.6.1.2, §14.1).
func TestParseDecorated(t *testing.T) {
	blank := rapid.StringMatching(`[ \t]{0,2}`)
	empty := rapid.StringMatching(`([ \t]{0,2},){0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		s := spec.Draw(t, "spec")
		unit := rapid.SampledFrom([]string{"bytes", "Bytes", "bYtEs", "BYTES"}).Draw(t, "unit")
		head, tail := empty.Draw(t, "head"), empty.Draw(t, "tail")
		if head != "" {
			head += blank.Draw(t, "blank")
		}
		if tail != "" {
			tail = blank.Draw(t, "blank") + "," + tail
		}
		value := unit + "=" + head + strings.TrimPrefix(s.String(), "bytes=") + tail
		if got, err := rangespec.Parse(value); got != s || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", value, got, err, s)
		}
	})
}

// A list of valid ranges is one range or ErrSeveral, and lines are a list whatever
// comma they are split at (RFC 9110 §5.3).
func TestParseLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		specs := rapid.SliceOfN(spec, 1, 4).Draw(t, "specs")
		elements := make([]string, len(specs))
		for i, s := range specs {
			elements[i] = strings.TrimPrefix(s.String(), "bytes=")
		}
		want, wantErr := specs[0], error(nil)
		if len(specs) > 1 {
			want, wantErr = rangespec.Spec{}, rangespec.ErrSeveral
		}
		value := "bytes=" + strings.Join(elements, ",")
		if got, err := rangespec.Parse(value); got != want || err != wantErr {
			t.Errorf("Parse(%q) = %v, %v, want %v, %v", value, got, err, want, wantErr)
		}
		if got, err := rangespec.FromLines(strings.Split(value, ",")); got != want || err != wantErr {
			t.Errorf("FromLines(%q) = %v, %v, want %v, %v", value, got, err, want, wantErr)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, tt := range refused {
		f.Add(tt.value, int64(10))
	}
	for _, value := range []string{"bytes=0-8", "bytes=9-", "bytes=-3", "bytes=-0", "BYTES=, 00-" + huge} {
		f.Add(value, int64(10))
		f.Add(value, int64(0))
	}
	f.Fuzz(func(t *testing.T, value string, size int64) {
		s, err := rangespec.Parse(value)
		if err != nil {
			if !s.IsZero() {
				t.Errorf("Parse(%q) = %v beside %v", value, s, err)
			}
			return
		}
		if _, err := rangespec.Parse(value + "," + strings.TrimPrefix(s.String(), "bytes=")); err != rangespec.ErrSeveral {
			t.Errorf("Parse(%q) with the same range again: %v, want %v", value, err, rangespec.ErrSeveral)
		}
		if again, err := rangespec.Parse(s.String()); again != s || err != nil {
			t.Errorf("Parse(%q): %v does not survive String: %v, %v", value, s, again, err)
		}
		w, err := s.Resolve(size)
		if err == nil && (w.Length < 1 || !w.Inside(size)) {
			t.Errorf("Parse(%q).Resolve(%d) = %v, which is not inside the object", value, size, w)
		}
	})
}
