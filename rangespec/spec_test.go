package rangespec_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/s3get/s3get/rangespec"
	"pgregory.net/rapid"
)

func TestResolve(t *testing.T) {
	none := rangespec.Window{}
	tests := []struct {
		value string
		size  int64
		want  rangespec.Window
		err   error
	}{
		{"bytes=0-8", 10, rangespec.Window{Offset: 0, Length: 9}, nil},
		{"bytes=1-1", 10, rangespec.Window{Offset: 1, Length: 1}, nil},
		{"bytes=9-9", 10, rangespec.Window{Offset: 9, Length: 1}, nil},
		{"bytes=990-1009", 3000, rangespec.Window{Offset: 990, Length: 20}, nil},
		{"bytes=0-9", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=0-10", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=0-100", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=1024-2048", 2048, rangespec.Window{Offset: 1024, Length: 1024}, nil},
		{"bytes=3-" + huge, 10, rangespec.Window{Offset: 3, Length: 7}, nil},

		{"bytes=0-", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=9-", 10, rangespec.Window{Offset: 9, Length: 1}, nil},
		{"bytes=4500-", 1 << 20, rangespec.Window{Offset: 4500, Length: 1<<20 - 4500}, nil},

		{"bytes=-2", 10, rangespec.Window{Offset: 8, Length: 2}, nil},
		{"bytes=-10", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=-15", 10, rangespec.Window{Offset: 0, Length: 10}, nil},
		{"bytes=-" + huge, 10, rangespec.Window{Offset: 0, Length: 10}, nil},

		{"bytes=0-", math.MaxInt64, rangespec.Window{Offset: 0, Length: math.MaxInt64}, nil},
		{"bytes=-1", math.MaxInt64, rangespec.Window{Offset: math.MaxInt64 - 1, Length: 1}, nil},
		{"bytes=" + huge + "-", math.MaxInt64, none, rangespec.ErrUnsatisfiable},

		{"bytes=10-", 10, none, rangespec.ErrUnsatisfiable},
		{"bytes=10-10", 10, none, rangespec.ErrUnsatisfiable},
		{"bytes=100-200", 10, none, rangespec.ErrUnsatisfiable},
		{"bytes=-0", 10, none, rangespec.ErrUnsatisfiable},
		{"bytes=0-", 0, none, rangespec.ErrUnsatisfiable},
		{"bytes=0-0", 0, none, rangespec.ErrUnsatisfiable},
		{"bytes=40-50", 0, none, rangespec.ErrUnsatisfiable},
		{"bytes=-2", 0, none, rangespec.ErrUnsatisfiable},
		{"bytes=-0", 0, none, rangespec.ErrUnsatisfiable},
		{"bytes=0-0", -1, none, rangespec.ErrUnsatisfiable},
		{"bytes=-1", math.MinInt64, none, rangespec.ErrUnsatisfiable},
	}
	for _, tt := range tests {
		spec, err := rangespec.Parse(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		got, err := spec.Resolve(tt.size)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("Parse(%q).Resolve(%d) = %+v, %v, want %+v, %v",
				tt.value, tt.size, got, err, tt.want, tt.err)
		}
	}
}

func TestResolveWhole(t *testing.T) {
	for _, size := range []int64{0, 1, 10, math.MaxInt64} {
		got, err := rangespec.Spec{}.Resolve(size)
		if want := (rangespec.Window{Length: size}); got != want || err != nil {
			t.Errorf("Spec{}.Resolve(%d) = %+v, %v, want %+v", size, got, err, want)
		}
	}
	if got, err := (rangespec.Spec{}).Resolve(-5); got != (rangespec.Window{}) || err != nil {
		t.Errorf("Spec{}.Resolve(-5) = %+v, %v, want the zero Window", got, err)
	}
}

func TestSpecString(t *testing.T) {
	tests := []struct {
		spec rangespec.Spec
		want string
	}{
		{rangespec.Spec{}, ""},
		{rangespec.From(0), "bytes=0-"},
		{rangespec.Between(0, 0), "bytes=0-0"},
		{rangespec.Between(5, 1<<40), "bytes=5-1099511627776"},
		{rangespec.Suffix(0), "bytes=-0"},
		{rangespec.Suffix(math.MaxUint64), "bytes=-18446744073709551615"},
	}
	for _, tt := range tests {
		if got := tt.spec.String(); got != tt.want {
			t.Errorf("String() = %q, want %q", got, tt.want)
		}
		if got, want := tt.spec.IsZero(), tt.want == ""; got != want {
			t.Errorf("%q IsZero() = %t, want %t", tt.want, got, want)
		}
	}
}

func TestBetweenPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Between(1, 0) did not panic")
		}
	}()
	rangespec.Between(1, 0)
}

// asksFor says of one position whether s asks for it, straight from the words
// of RFC 9110 §14.1.2 and without any of the arithmetic of Resolve.
func asksFor(s string, position, size uint64) bool {
	var first, last uint64
	if n, _ := fmt.Sscanf(s, "bytes=%d-%d", &first, &last); n == 2 {
		return first <= position && position <= last
	}
	if n, _ := fmt.Sscanf(s, "bytes=-%d", &last); n == 1 {
		return size-position <= last
	}
	fmt.Sscanf(s, "bytes=%d-", &first)
	return first <= position
}

// A Window holds exactly the positions of the object that were asked for, and a
// Spec that asks for none of them is unsatisfiable.
func TestResolveModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spec.Draw(t, "spec")
		size := rapid.Int64Range(0, 50).Draw(t, "size")
		w, err := s.Resolve(size)
		any := false
		for p := range size {
			want := asksFor(s.String(), uint64(p), uint64(size))
			any = any || want
			if got := err == nil && w.Offset <= p && p <= w.End(); got != want {
				t.Errorf("%v of %d = %v, %v: position %d is in: %t, want %t", s, size, w, err, p, got, want)
			}
		}
		if errors.Is(err, rangespec.ErrUnsatisfiable) == any {
			t.Errorf("%v of %d = %v, %v; some position is asked for: %t", s, size, w, err, any)
		}
	})
}

// A Window lies inside the object, and is empty for no range.
func TestResolveInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, size := spec.Draw(t, "spec"), rapid.Int64().Draw(t, "size")
		w, err := s.Resolve(size)
		if err == nil && (w.Length < 1 || w.Offset < 0 || w.Offset > size-w.Length) {
			t.Errorf("%v of %d = %+v, which is not inside", s, size, w)
		}
		if err != nil && (err != rangespec.ErrUnsatisfiable || w != rangespec.Window{}) {
			t.Errorf("%v of %d = %+v, %v", s, size, w, err)
		}
	})
}

// Splitting an object into ranges and joining the answers is the object,
// wherever it is cut and in whatever form the last range is asked for.
func TestRangesJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		object := rapid.SliceOfN(rapid.Byte(), 1, 60).Draw(t, "object")
		size := int64(len(object))
		var joined []byte
		for int64(len(joined)) < size {
			at := int64(len(joined))
			n := rapid.Int64Range(1, size).Draw(t, "n")
			s := rangespec.Between(uint64(at), uint64(at+n-1))
			if at+n >= size {
				s = rapid.SampledFrom([]rangespec.Spec{
					s, rangespec.From(uint64(at)), rangespec.Suffix(uint64(size - at)),
				}).Draw(t, "last")
			}
			w, err := s.Resolve(size)
			if err != nil || w.Offset != at {
				t.Fatalf("%v of %d = %v, %v", s, size, w, err)
			}
			joined = append(joined, object[w.Offset:w.Offset+w.Length]...)
		}
		if string(joined) != string(object) {
			t.Errorf("joined %x, want %x", joined, object)
		}
	})
}
