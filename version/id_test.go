package version_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/s3get/s3get/version"
	"pgregory.net/rapid"
)

// Every id that is made can be asked for, as an id.
func TestNewIDIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := version.NewID(func() uint64 { return rapid.Uint64().Draw(t, "number") })
		got, err := version.Parse(id)
		if want := version.ByID(id); !version.WellFormed(id) || got != want || err != nil {
			t.Errorf("Parse(NewID() = %q) = %q, %v, want %q", id, got, err, want)
		}
	})
}

// All 192 bits count: sources that differ in one of them make different ids.
func TestNewIDUsesEachBit(t *testing.T) {
	seen := make(map[string]bool)
	for word := range 4 {
		for bit := range 48 {
			calls := 0
			seen[version.NewID(func() uint64 {
				calls++
				if calls-1 == word {
					return 1 << bit
				}
				return 0
			})] = true
			if calls != 4 {
				t.Fatalf("NewID called its source %d times, want 4", calls)
			}
		}
	}
	if len(seen) != 192 {
		t.Errorf("192 sources made %d ids", len(seen))
	}
}

func TestNewIDUsesEachCharacter(t *testing.T) {
	seen := make(map[byte]bool)
	source := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		for _, c := range []byte(version.NewID(source.Uint64)) {
			seen[c] = true
		}
	}
	if len(seen) != 64 {
		t.Errorf("ids have %d characters, want 64", len(seen))
	}
}

func TestNewIDRepeats(t *testing.T) {
	id := func() string { return version.NewID(rand.New(rand.NewPCG(1, 2)).Uint64) }
	if a, b := id(), id(); a != b {
		t.Errorf("one seed made %q and %q", a, b)
	}
	for number, want := range map[uint64]string{0: "A", math.MaxUint64: "_"} {
		if got := version.NewID(func() uint64 { return number }); got != strings.Repeat(want, 32) {
			t.Errorf("NewID of %d = %q, want 32 times %q", number, got, want)
		}
	}
}
