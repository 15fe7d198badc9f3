package section_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/s3get/s3get/internal/section"
)

func read(ctx context.Context, off, end int64) *section.Reader {
	return &section.Reader{Ctx: ctx, Source: strings.NewReader("0123456789"), Off: off, End: end}
}

// TestRead reads runs that lie inside the source, in pieces of every size.
func TestRead(t *testing.T) {
	for off := range int64(11) {
		for end := off; end <= 10; end++ {
			want := "0123456789"[off:end]
			if err := iotest.TestReader(read(t.Context(), off, end), []byte(want)); err != nil {
				t.Errorf("%d to %d: %v", off, end, err)
			}
		}
	}
}

// TestShortSource fails where the source ends before the run does.
func TestShortSource(t *testing.T) {
	got, err := io.ReadAll(read(t.Context(), 8, 12))
	if string(got) != "89" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("ReadAll = %q, %v; want 89, %v", got, err, io.ErrUnexpectedEOF)
	}
}

// TestCanceled reads nothing any more.
func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := read(ctx, 0, 10)
	if _, err := io.ReadFull(r, make([]byte, 3)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if n, err := r.Read(make([]byte, 3)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %d, %v; want 0, %v", n, err, context.Canceled)
	}
}

// A broken source gives some bytes and then fails.
type broken struct{ err error }

func (b broken) ReadAt(p []byte, _ int64) (int, error) { return copy(p, "ab"), b.err }

// TestBrokenSource hands the error on beside the bytes that came.
func TestBrokenSource(t *testing.T) {
	want := errors.New("disk on fire")
	r := &section.Reader{Ctx: t.Context(), Source: broken{want}, End: 5}
	if n, err := r.Read(make([]byte, 5)); n != 2 || !errors.Is(err, want) {
		t.Errorf("Read = %d, %v; want 2, %v", n, err, want)
	}
}

// TestEndCanceled: after the last byte comes EOF, though the response was canceled since.
func TestEndCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := &section.Reader{Ctx: ctx, Source: strings.NewReader("0123456789"), Off: 2, End: 7}
	if got, err := io.ReadAll(r); string(got) != "23456" || err != nil {
		t.Errorf("ReadAll = %q, %v", got, err)
	}
	cancel()
	if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("Read after the last byte and the end of the context = %d, %v; want EOF", n, err)
	}
}
