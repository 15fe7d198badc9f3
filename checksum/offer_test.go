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
		{full, 0, checksum.Whole, none, full},
		{full, 3, checksum.Whole, none, full},
		{composite, 2, checksum.Whole, none, composite},
		{one, 1, checksum.Whole, none, one},
		{full, 0, checksum.Covering, none, full},
		{composite, 2, checksum.Covering, part, composite},

		{full, 0, checksum.Partial, none, none},
		{composite, 2, checksum.Partial, part, none},

		{composite, 2, checksum.Part, part, asPart},
		{composite, 2, checksum.Part, asPart, asPart},
		{one, 1, checksum.Part, part, asPart},
		{composite, 2, checksum.Part, none, none},
		{composite, 2, checksum.Part, composite, none},
		{composite, 2, checksum.Part, checksum.Sum(checksum.MD5, nil), none},

		{full, 2, checksum.Part, part, none},
		{full, 1, checksum.Part, none, full},
		{full, 0, checksum.Part, none, full},
		{full, 0, checksum.Part, part, full},

		{none, 0, checksum.Whole, part, none},
		{none, 2, checksum.Part, part, none},
		{none, 0, checksum.Covering, none, none},
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
		scope := rapid.SampledFrom([]checksum.Scope{checksum.Whole, checksum.Covering, checksum.Part}).Draw(t, "scope")
		var whole []byte
		for _, b := range runs {
			whole = append(whole, b...)
		}
		object, sent := checksum.Sum(a, whole), whole
		if rapid.Bool().Draw(t, "composite") {
			object = must(checksum.Compose(sums(a, runs)))
		}
		if scope == checksum.Part {
			sent = runs[n-1]
		}
		got, ok := checksum.Offer(object, len(runs), scope, checksum.Sum(a, runs[n-1]))
		if want := checksum.Sum(a, sent); ok && got.Parts() == 0 && got.String() != want.String() {
			t.Errorf("Offer = %v for bytes of %v", got, want)
		}
	})
}
