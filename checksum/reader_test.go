package checksum_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
)

// TestReaderPassesWhatMatches checks that a Reader changes no byte and that it fails for
// any content but the one wanted.
func TestReaderPassesWhatMatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := algorithm.Draw(t, "algorithm"), content.Draw(t, "content")
		other := content.Draw(t, "other")
		wrap := rapid.SampledFrom([]func(io.Reader) io.Reader{
			iotest.OneByteReader, iotest.DataErrReader, iotest.HalfReader,
			func(r io.Reader) io.Reader { return r },
		}).Draw(t, "reader")
		got, err := io.ReadAll(checksum.NewReader(wrap(bytes.NewReader(b)), checksum.Sum(a, b)))
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("ReadAll = %x, %v; want %x, nil", got, err, b)
		}
		_, err = io.ReadAll(checksum.NewReader(wrap(bytes.NewReader(other)), checksum.Sum(a, b)))
		if same := bytes.Equal(b, other); same != (err == nil) {
			t.Errorf("ReadAll of %x for %x: %v", other, b, err)
		}
	})
}

func TestReaderMismatch(t *testing.T) {
	want := must(checksum.Parse(checksum.CRC32, checksum.Composite, "lVk/nw=="))
	r := checksum.NewReader(strings.NewReader("other"), want)
	b, err := io.ReadAll(r)
	m := (*checksum.MismatchError)(nil)
	if !errors.As(err, &m) || m.Want != want || m.Got.Type() != want.Type() || string(b) != "other" {
		t.Fatalf("ReadAll = %q, %v; want a mismatch with %v", b, err, want)
	}
	if got, want := err.Error(), "checksum: CRC32 is "+m.Got.String()+", want lVk/nw=="; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if n, again := r.Read(make([]byte, 1)); n != 0 || again != err {
		t.Errorf("Read after the end = %d, %v; want 0, %v", n, again, err)
	}
}

func TestReaderStaysAtEOF(t *testing.T) {
	r := checksum.NewReader(strings.NewReader("a"), checksum.Sum(checksum.MD5, []byte("a")))
	for range 3 {
		if _, err := io.ReadAll(r); err != nil {
			t.Errorf("ReadAll = %v, want nil", err)
		}
	}
}

func TestReaderWithNothingToVerify(t *testing.T) {
	b, err := io.ReadAll(checksum.NewReader(strings.NewReader("text"), checksum.Value{}))
	if string(b) != "text" || err != nil {
		t.Errorf("ReadAll = %q, %v; want %q, nil", b, err, "text")
	}
}

func TestReaderCannotVerifyComposites(t *testing.T) {
	v := must(checksum.Compose([]checksum.Value{checksum.Sum(checksum.MD5, []byte("a"))}))
	b, err := io.ReadAll(checksum.NewReader(strings.NewReader("a"), v))
	if len(b) != 0 || !errors.Is(err, checksum.ErrUnverifiable) {
		t.Errorf("ReadAll = %q, %v; want nothing, %v", b, err, checksum.ErrUnverifiable)
	}
}

// An interrupted read is no mismatch: the bytes that came may be right.
func TestReaderKeepsOtherErrors(t *testing.T) {
	r := io.MultiReader(strings.NewReader("a"), iotest.ErrReader(io.ErrUnexpectedEOF))
	_, err := io.ReadAll(checksum.NewReader(r, checksum.Sum(checksum.MD5, []byte("ab"))))
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("ReadAll = %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

func TestReadAllocatesNothing(t *testing.T) {
	r := checksum.NewReader(zeros{}, checksum.Sum(checksum.CRC64NVME, nil))
	buf := make([]byte, 4096)
	if n := testing.AllocsPerRun(100, func() { _, _ = r.Read(buf) }); n != 0 {
		t.Errorf("Read allocates %v times, want 0", n)
	}
}

// zeros reads zeros without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
