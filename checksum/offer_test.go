package checksum_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
)

func TestOffer(t *testing.T) {
	part := checksum.Sum(checksum.CRC32, []byte("part"))
	asPart := must(checksum.Parse(checksum.CRC32, checksum.Composite, part.String()))
	full := checksum.Sum(checksum.CRC32, []byte("object"))
	composite := must(checksum.Compose([]checksum.Value{part, part}))
	one := must(checksum.Compose([]checksum.Value{part}))
	none := checksum.Value{}
	tests := []struct {
		object checksum.Value
		parts  int
		scope  checksum.Scope
		part   checksum.Value
		want   checksum.Value
	}{
		{full, 0, checksum.ScopeWhole, none, full},
		{full, 3, checksum.ScopeWhole, none, full},
		{composite, 2, checksum.ScopeWhole, none, composite},
		{one, 1, checksum.ScopeWhole, none, one},
		{full, 0, checksum.ScopeCovering, none, full},
		{composite, 2, checksum.ScopeCovering, part, composite},

		{full, 0, checksum.ScopePartial, none, none},
		{composite, 2, checksum.ScopePartial, part, none},

		{composite, 2, checksum.ScopePart, part, asPart},
		{composite, 2, checksum.ScopePart, asPart, asPart},
		{one, 1, checksum.ScopePart, part, asPart},
		{composite, 2, checksum.ScopePart, none, none},
		{composite, 2, checksum.ScopePart, composite, none},
		{composite, 2, checksum.ScopePart, checksum.Sum(checksum.MD5, nil), none},

		{full, 2, checksum.ScopePart, part, none},
		{full, 1, checksum.ScopePart, none, full},
		{full, 0, checksum.ScopePart, none, full},
		{full, 0, checksum.ScopePart, part, full},

		{none, 0, checksum.ScopeWhole, part, none},
		{none, 2, checksum.ScopePart, part, none},
		{none, 0, checksum.ScopeCovering, none, none},
		{full, 0, checksum.Scope(9), none, none},
	}
	for _, tt := range tests {
		got, ok := checksum.Offer(tt.object, tt.parts, tt.scope, tt.part)
		if got != tt.want || ok == tt.want.IsZero() {
			t.Errorf("Offer(%v, %d, %d, %v) = %v %v, %v; want %v %v",
				tt.object, tt.parts, tt.scope, tt.part, got.Type(), got, ok, tt.want.Type(), tt.want)
		}
	}
}

// TestOfferedValuesVerify checks what a client relies on: a value without "-N" that is
// offered with some bytes is the checksum of those bytes.
func TestOfferedValuesVerify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := composable.Draw(t, "algorithm")
		runs := rapid.SliceOfN(content, 1, 4).Draw(t, "parts")
		n := rapid.IntRange(1, len(runs)).Draw(t, "part number")
		scope := rapid.SampledFrom([]checksum.Scope{checksum.ScopeWhole, checksum.ScopeCovering, checksum.ScopePart}).Draw(t, "scope")
		var whole []byte
		for _, b := range runs {
			whole = append(whole, b...)
		}
		object, sent := checksum.Sum(a, whole), whole
		if rapid.Bool().Draw(t, "composite") {
			object = must(checksum.Compose(sums(a, runs)))
		}
		if scope == checksum.ScopePart {
			sent = runs[n-1]
		}
		got, ok := checksum.Offer(object, len(runs), scope, checksum.Sum(a, runs[n-1]))
		if want := checksum.Sum(a, sent); ok && got.Parts() == 0 && got.String() != want.String() {
			t.Errorf("Offer = %v for bytes of %v", got, want)
		}
	})
}
