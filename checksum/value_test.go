package checksum_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
)

var (
	algorithms = func() []checksum.Algorithm { a := checksum.Algorithms(); return a[:] }()
	algorithm  = rapid.SampledFrom(algorithms)
	composable = algorithm.Filter(checksum.Algorithm.Composable)
	linear     = algorithm.Filter(checksum.Algorithm.Linear)
	content    = rapid.SliceOf(rapid.Byte())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestParse(t *testing.T) {
	const full, composite = checksum.FullObject, checksum.Composite
	tests := []struct {
		a     checksum.Algorithm
		t     checksum.Type
		in    string
		parts int
		err   error
	}{
		{checksum.CRC32, full, "lVk/nw==", 0, nil},
		{checksum.CRC32, composite, "lVk/nw==", 0, nil},
		{checksum.CRC32, composite, "gkCICQ==-1", 1, nil},
		{checksum.CRC32, composite, "gkCICQ==-10000", 10000, nil},
		{checksum.CRC64NVME, full, "1f2xscCCZCU=", 0, nil},
		{checksum.SHA256, composite, "ZiiT6kuHTR/UpXD/mfXc4oKzgkPLkdBcxYMpupy9fBo=-3", 3, nil},

		{checksum.None, full, "lVk/nw==", 0, checksum.ErrAlgorithm},
		{checksum.Algorithm(99), full, "lVk/nw==", 0, checksum.ErrAlgorithm},
		{checksum.CRC32, checksum.Type(2), "lVk/nw==", 0, checksum.ErrType},
		{checksum.CRC64NVME, composite, "1f2xscCCZCU=-1", 0, checksum.ErrType},

		{checksum.CRC32, full, "", 0, checksum.ErrValue},
		{checksum.CRC32, full, "gkCICQ==-3", 0, checksum.ErrValue},
		{checksum.CRC32, full, "lVk/nw", 0, checksum.ErrValue},
		{checksum.CRC32, full, "lVk_nw==", 0, checksum.ErrValue},
		{checksum.CRC32, full, "lVk/nx==", 0, checksum.ErrValue}, // bits beyond the digest
		{checksum.CRC32, full, "lVk/nwA=", 0, checksum.ErrValue}, // five bytes
		{checksum.CRC32, full, "lVk/", 0, checksum.ErrValue},
		{checksum.CRC32, full, " lVk/nw==", 0, checksum.ErrValue},
		{checksum.CRC32, full, "lVk/nw=\n", 0, checksum.ErrValue},
		{checksum.CRC32, full, "lVk/\nnw==", 0, checksum.ErrValue},
		{checksum.CRC32, full, "1f2xscCCZCU=", 0, checksum.ErrValue},
		{checksum.SHA512, full, checksum.Sum(checksum.SHA512, nil).String() + "AAAA", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-0", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-03", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-+3", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==--3", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-3-3", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-10001", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "gkCICQ==-99999999999999999999", 0, checksum.ErrValue},
		{checksum.CRC32, composite, "-3", 0, checksum.ErrValue},
	}
	for _, tt := range tests {
		v, err := checksum.Parse(tt.a, tt.t, tt.in)
		if !errors.Is(err, tt.err) || v.IsZero() != (tt.err != nil) || v.Parts() != tt.parts {
			t.Errorf("Parse(%v, %v, %q) = %v of %d parts, %v; want %d, %v",
				tt.a, tt.t, tt.in, v, v.Parts(), err, tt.parts, tt.err)
		}
		if err == nil && (v.String() != tt.in || v.Algorithm() != tt.a || v.Type() != tt.t) {
			t.Errorf("Parse(%v, %v, %q) = %v %v %v", tt.a, tt.t, tt.in, v.Algorithm(), v.Type(), v)
		}
	}
}

func TestZeroValue(t *testing.T) {
	v := checksum.Value{}
	if !v.IsZero() || v.String() != "" || v.Digest() != nil || v.Algorithm() != checksum.None || v.Parts() != 0 {
		t.Errorf("the zero Value is %v %v of %d parts", v.Algorithm(), v, v.Parts())
	}
	if got := checksum.Sum(checksum.None, nil); !got.IsZero() {
		t.Errorf("Sum(None) = %v, want zero", got)
	}
}

func TestNew(t *testing.T) {
	for _, a := range algorithms {
		for _, n := range []int{0, a.Size() - 1, a.Size() + 1} {
			if v, err := checksum.New(a, make([]byte, n)); !errors.Is(err, checksum.ErrValue) || !v.IsZero() {
				t.Errorf("New(%v, %d bytes) = %v, %v; want zero, %v", a, n, v, err, checksum.ErrValue)
			}
		}
		if v, err := checksum.New(a, make([]byte, a.Size())); err != nil || v.IsZero() {
			t.Errorf("New(%v, zeros) = %v, %v; want a value", a, v, err)
		}
	}
	if _, err := checksum.New(checksum.None, nil); !errors.Is(err, checksum.ErrAlgorithm) {
		t.Errorf("New(None) = %v, want %v", err, checksum.ErrAlgorithm)
	}
}

// TestValueLaws checks that a digest, its text and its Value are three forms of one
// thing.
func TestValueLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := algorithm.Draw(t, "algorithm"), content.Draw(t, "content")
		h := a.New()
		h.Write(b)
		digest := h.Sum(nil)
		v := checksum.Sum(a, b)
		if !bytes.Equal(v.Digest(), digest) || v.String() != base64.StdEncoding.EncodeToString(digest) {
			t.Errorf("Sum(%v) = %v with digest %x, want %x", a, v, v.Digest(), digest)
		}
		if got := must(checksum.New(a, digest)); got != v {
			t.Errorf("New(%v, %x) = %v, want %v", a, digest, got, v)
		}
		if got, err := checksum.Parse(a, checksum.FullObject, v.String()); err != nil || got != v {
			t.Errorf("Parse(%v, %q) = %v, %v; want %v", a, v, got, err, v)
		}
	})
}

func TestValueIsPrinted(t *testing.T) {
	v := must(checksum.Parse(checksum.CRC32, checksum.Composite, "gkCICQ==-3"))
	if got, want := fmt.Sprint(v), "gkCICQ==-3"; got != want {
		t.Errorf("Sprint = %q, want %q", got, want)
	}
}

func TestValuesAllocateNothing(t *testing.T) {
	v := checksum.Sum(checksum.SHA256, nil)
	part := checksum.Sum(checksum.SHA256, []byte("p"))
	text := v.String()
	n := testing.AllocsPerRun(100, func() {
		got, ok := checksum.Offer(v, 0, checksum.ScopeWhole, part)
		if !ok || got.String() == "" || got.Algorithm().Header() == "" || got.Type().String() == "" {
			t.Fatal("nothing offered")
		}
		if _, err := checksum.Parse(checksum.SHA256, checksum.FullObject, text); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("Offer, Parse and String allocate %v times, want 0", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "lVk/nw==", "gkCICQ==-3", "1f2xscCCZCU=", "c0l8dEoZbW6rRz3q1mVj4w==-3", "lVk/nw==-0", "-1"} {
		for _, a := range algorithms {
			f.Add(uint8(a), uint8(checksum.Composite), s)
		}
		f.Add(uint8(checksum.CRC32), uint8(checksum.FullObject), s)
	}
	f.Fuzz(func(t *testing.T, a, typ uint8, s string) {
		v, err := checksum.Parse(checksum.Algorithm(a), checksum.Type(typ), s)
		if err != nil {
			if !v.IsZero() {
				t.Errorf("Parse(%d, %d, %q) = %v and %v", a, typ, s, v, err)
			}
			return
		}
		if v.String() != s || len(v.Digest()) != v.Algorithm().Size() || v.Parts() > checksum.MaxParts {
			t.Errorf("Parse(%d, %d, %q) = %v with digest %x", a, typ, s, v, v.Digest())
		}
		if typ == uint8(checksum.FullObject) && v != must(checksum.New(v.Algorithm(), v.Digest())) {
			t.Errorf("Parse(%d, %d, %q) is not the value of its digest", a, typ, s)
		}
	})
}
