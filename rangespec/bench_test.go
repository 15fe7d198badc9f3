package rangespec_test

import (
	"testing"

	"github.com/s3get/s3get/rangespec"
)

// hot has the calls that serve every request, none of which may allocate.
var hot = []struct {
	name string
	call func() error
}{
	{"Parse", func() error { _, err := rangespec.Parse("bytes=300000-500000"); return err }},
	{"Parse/list", func() error { _, err := rangespec.Parse("Bytes=, ,0-99 ,"); return err }},
	{"Parse/refused", func() error {
		if _, err := rangespec.Parse("bytes=0-1,3-4,7-9"); err != rangespec.ErrSeveral {
			return err
		}
		_, err := rangespec.Parse("bytes=5-4")
		return unless(err == rangespec.ErrMalformed, err)
	}},
	{"FromLines", func() error { _, err := rangespec.FromLines(oneLine); return err }},
	{"Select/none", func() error { _, err := rangespec.Select(nil, nil); return err }},
	{"Select/range", func() error { _, err := rangespec.Select(oneLine, nil); return err }},
	{"Select/part", func() error { part := "02"; _, err := rangespec.Select(nil, &part); return err }},
	{"Resolve", func() error { _, err := rangespec.Between(300000, 500000).Resolve(1 << 20); return err }},
	{"Resolve/unsatisfiable", func() error {
		_, err := rangespec.Suffix(0).Resolve(1 << 20)
		return unless(err == rangespec.ErrUnsatisfiable, err)
	}},
	{"ResolvePart", func() error {
		_, err := rangespec.ResolvePart(3, 3, rangespec.Window{Offset: 25, Length: 5}, 30)
		return err
	}},
	{"ResolvePart/plain", func() error { _, err := rangespec.ResolvePart(1, 0, rangespec.Window{}, 30); return err }},
}

var oneLine = []string{"bytes=300000-500000"}

// unless returns nil if ok holds, and err if not.
func unless(ok bool, err error) error {
	if ok {
		return nil
	}
	return err
}

func TestHotCallsDoNotAllocate(t *testing.T) {
	for _, tt := range hot {
		got := testing.AllocsPerRun(100, func() {
			if err := tt.call(); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		})
		if got != 0 {
			t.Errorf("%s allocates %v times, want 0", tt.name, got)
		}
	}
}

func BenchmarkHotCalls(b *testing.B) {
	for _, bb := range hot {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := bb.call(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkContentRange(b *testing.B) {
	b.ReportAllocs()
	w := rangespec.Window{Offset: 300000, Length: 200001}
	for b.Loop() {
		_ = w.ContentRange(1 << 20)
	}
}

// BenchmarkParse parses what most requests for a range have.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rangespec.Parse("bytes=300000-500000"); err != nil {
			b.Fatal(err)
		}
	}
}
