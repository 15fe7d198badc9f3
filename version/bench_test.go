package version_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/s3get/s3get/version"
)

// thousand is a key with many versions, of which the null version is the oldest.
var thousand = func() []version.Entry {
	stack := make([]version.Entry, 1000)
	source := rand.New(rand.NewPCG(3, 4))
	for i := range stack[:999] {
		stack[i].ID = version.NewID(source.Uint64)
	}
	return stack
}()

// hot has the calls that serve every request, none of which may allocate.
var hot = []struct {
	name string
	call func() error
}{
	{"Parse", func() error { _, err := version.Parse(older); return err }},
	{"AllowedIn", func() error { return version.ByID(older).AllowedIn(version.StateEnabled) }},
	{"Select/latest", func() error { _, err := version.Select(thousand, itself, version.Latest()); return err }},
	{"Select/oldest", func() error { _, err := version.Select(thousand, itself, version.Null()); return err }},
	{"Select/id", func() error {
		_, err := version.Select(thousand, itself, version.ByID(thousand[998].ID))
		return err
	}},
	{"HeaderValue", func() error {
		if id, ok := version.HeaderValue(version.StateEnabled, ""); !ok {
			return fmt.Errorf("HeaderValue = %q, %t", id, ok)
		}
		return nil
	}},
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

func BenchmarkNewID(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		version.NewID(rand.Uint64)
	}
}
