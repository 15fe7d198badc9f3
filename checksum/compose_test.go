package checksum_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
)

// sums returns the checksums of runs.
func sums(a checksum.Algorithm, runs [][]byte) []checksum.Value {
	var values []checksum.Value
	for _, b := range runs {
		values = append(values, checksum.Sum(a, b))
	}
	return values
}

// pieces returns the pieces that runs are.
func pieces(a checksum.Algorithm, runs [][]byte) []checksum.Piece {
	var all []checksum.Piece
	for _, b := range runs {
		all = append(all, checksum.Piece{Value: checksum.Sum(a, b), Size: int64(len(b))})
	}
	return all
}

// TestComposeIsTheSumOfDigests checks the definition of COMPOSITE, and that "-N" counts
// the parts.
func TestComposeIsTheSumOfDigests(t *testing.T) {
	runs := rapid.SliceOfN(content, 1, 20)
	rapid.Check(t, func(t *rapid.T) {
		a, parts := composable.Draw(t, "algorithm"), runs.Draw(t, "parts")
		var digests []byte
		for _, b := range parts {
			digests = append(digests, checksum.Sum(a, b).Digest()...)
		}
		got, err := checksum.Compose(sums(a, parts))
		want := fmt.Sprintf("%v-%d", checksum.Sum(a, digests), len(parts))
		if err != nil || got.String() != want || got.Type() != checksum.Composite || got.Parts() != len(parts) {
			t.Errorf("Compose = %v %v of %d, %v; want %s", got.Type(), got, got.Parts(), err, want)
		}
		if again, err := checksum.Parse(a, checksum.Composite, got.String()); err != nil || again != got {
			t.Errorf("Parse(%v) = %v, %v", got, again, err)
		}
	})
}

// TestCombineIsTheSumOfTheBytes checks that, for any content and any split of it, empty
// pieces included, Combine finds what reading would.
func TestCombineIsTheSumOfTheBytes(t *testing.T) {
	for _, a := range algorithms {
		if !a.Linear() {
			continue
		}
		t.Run(a.String(), rapid.MakeCheck(func(t *rapid.T) {
			whole := rapid.SliceOfN(rapid.Byte(), 0, 3000).Draw(t, "content")
			var runs [][]byte
			for rest := whole; ; {
				n := rapid.IntRange(0, len(rest)).Draw(t, "size")
				runs, rest = append(runs, rest[:n]), rest[n:]
				if len(runs) == 8 || len(rest) == 0 {
					runs = append(runs, rest)
					break
				}
			}
			got, err := checksum.Combine(pieces(a, runs))
			if want := checksum.Sum(a, whole); err != nil || got != want {
				t.Errorf("Combine = %v, %v; want %v", got, err, want)
			}
		}))
	}
}

// TestCombineIsAssociative checks sizes that no test could read: how pieces are grouped
// does not matter.
func TestCombineIsAssociative(t *testing.T) {
	size := rapid.Int64Range(0, math.MaxInt64/3)
	rapid.Check(t, func(t *rapid.T) {
		alg := linear.Draw(t, "algorithm")
		draw := func(label string) checksum.Piece {
			digest := rapid.SliceOfN(rapid.Byte(), alg.Size(), alg.Size()).Draw(t, label)
			return checksum.Piece{Value: must(checksum.New(alg, digest)), Size: size.Draw(t, "size of "+label)}
		}
		a, b, c := draw("a"), draw("b"), draw("c")
		join := func(p ...checksum.Piece) checksum.Piece {
			var n int64
			for _, q := range p {
				n += q.Size
			}
			return checksum.Piece{Value: must(checksum.Combine(p)), Size: n}
		}
		flat, left, right := join(a, b, c), join(join(a, b), c), join(a, join(b, c))
		if flat != left || flat != right {
			t.Errorf("abc = %v, (ab)c = %v, a(bc) = %v", flat, left, right)
		}
	})
}

// The CRC of a run of zeros is found by doubling, which takes Combine far beyond the
// sizes that the tests above read.
func TestCombineOfLargeSizes(t *testing.T) {
	const size = 1 << 22
	for _, a := range algorithms {
		if !a.Linear() {
			continue
		}
		p := checksum.Piece{Value: checksum.Sum(a, []byte{0}), Size: 1}
		for p.Size < size {
			p = checksum.Piece{Value: must(checksum.Combine([]checksum.Piece{p, p})), Size: 2 * p.Size}
		}
		if want := checksum.Sum(a, make([]byte, size)); p.Value != want {
			t.Errorf("%v of %d zeros = %v, want %v", a, size, p.Value, want)
		}
	}
}

func TestOneObjectTwoTypes(t *testing.T) {
	full := checksum.Sum(checksum.CRC32, []byte("a"))
	part := must(checksum.Parse(checksum.CRC32, checksum.Composite, full.String()))
	for _, v := range []checksum.Value{full, part} {
		if got, err := checksum.Combine([]checksum.Piece{{Value: v, Size: 1}}); err != nil || got != full {
			t.Errorf("Combine(one %v) = %v %v, %v; want %v", v.Type(), got.Type(), got, err, full)
		}
		if got, err := checksum.Compose([]checksum.Value{v}); err != nil || got == full || got.Parts() != 1 {
			t.Errorf("Compose(one %v) = %v, %v; want -1", v.Type(), got, err)
		}
	}
}

func TestComposeRefuses(t *testing.T) {
	sum := func(a checksum.Algorithm) checksum.Value { return checksum.Sum(a, nil) }
	composed := must(checksum.Compose([]checksum.Value{sum(checksum.MD5)}))
	many := make([]checksum.Value, checksum.MaxParts+1)
	for i := range many {
		many[i] = sum(checksum.CRC32)
	}
	tests := []struct {
		name string
		in   []checksum.Value
		want error
	}{
		{"nothing", nil, checksum.ErrParts},
		{"a zero value", []checksum.Value{{}}, checksum.ErrParts},
		{"a zero value behind another", []checksum.Value{sum(checksum.MD5), {}}, checksum.ErrParts},
		{"an object", []checksum.Value{composed}, checksum.ErrParts},
		{"10001 parts", many, checksum.ErrParts},
		{"10000 parts", many[1:], nil},
		{"two algorithms", []checksum.Value{sum(checksum.MD5), sum(checksum.SHA1)}, checksum.ErrMixed},
		{"CRC64NVME", []checksum.Value{sum(checksum.CRC64NVME)}, checksum.ErrType},
	}
	for _, tt := range tests {
		if v, err := checksum.Compose(tt.in); !errors.Is(err, tt.want) || v.IsZero() != (tt.want != nil) {
			t.Errorf("Compose(%s) = %v, %v; want %v", tt.name, v, err, tt.want)
		}
	}
}

func TestCombineRefuses(t *testing.T) {
	piece := func(a checksum.Algorithm, n int64) checksum.Piece {
		return checksum.Piece{Value: checksum.Sum(a, nil), Size: n}
	}
	composed := must(checksum.Compose([]checksum.Value{checksum.Sum(checksum.CRC32, nil)}))
	tests := []struct {
		name string
		in   []checksum.Piece
		want error
	}{
		{"nothing", nil, checksum.ErrParts},
		{"a zero value", []checksum.Piece{{}}, checksum.ErrParts},
		{"an object", []checksum.Piece{{Value: composed}}, checksum.ErrParts},
		{"a size below 0", []checksum.Piece{piece(checksum.CRC32, 0), piece(checksum.CRC32, -1)}, checksum.ErrParts},
		{"two algorithms", []checksum.Piece{piece(checksum.CRC32, 0), piece(checksum.CRC32C, 0)}, checksum.ErrMixed},
		{"SHA1", []checksum.Piece{piece(checksum.SHA1, 0)}, checksum.ErrNotLinear},
		{"XXHASH3", []checksum.Piece{piece(checksum.XXHASH3, 0)}, checksum.ErrNotLinear},
		{"empty pieces", []checksum.Piece{piece(checksum.CRC64NVME, 0), piece(checksum.CRC64NVME, 0)}, nil},
	}
	for _, tt := range tests {
		if v, err := checksum.Combine(tt.in); !errors.Is(err, tt.want) || v.IsZero() != (tt.want != nil) {
			t.Errorf("Combine(%s) = %v, %v; want %v", tt.name, v, err, tt.want)
		}
	}
}
