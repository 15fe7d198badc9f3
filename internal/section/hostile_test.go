package section_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/internal/section"
)

// A script is a source whose calls return what it lists, and the last of it forever. As
// a stream it is the same.
type script struct {
	answers []answer
	calls   int
}

type answer struct {
	n   int
	err error
}

func (s *script) ReadAt(p []byte, _ int64) (int, error) { return s.Read(p) }

func (s *script) Read([]byte) (int, error) {
	a := s.answers[min(s.calls, len(s.answers)-1)]
	s.calls++
	return a.n, a.err
}

var errDisk = errors.New("disk on fire")

// TestHostileSource reads a run of 10 bytes from sources that break the contract of
// [io.ReaderAt] and [io.Reader]. No answer may loop, panic, or look complete.
func TestHostileSource(t *testing.T) {
	tests := []struct {
		name    string
		answers []answer
		n       int64
		err     error
	}{
		{"nothing for ever", []answer{{0, nil}}, 0, io.ErrNoProgress},
		{"some, then nothing", []answer{{4, nil}, {0, nil}}, 4, io.ErrNoProgress},
		{"nothing, then all", []answer{{0, nil}, {0, nil}, {10, nil}}, 10, nil},
		{"negative", []answer{{-1, nil}}, 0, section.ErrCount},
		{"negative and an error", []answer{{-1, errDisk}}, 0, section.ErrCount},
		{"negative and EOF", []answer{{-1, io.EOF}}, 0, section.ErrCount},
		{"too many", []answer{{11, nil}}, 0, section.ErrCount},
		{"far too many", []answer{{1 << 30, io.EOF}}, 0, section.ErrCount},
		{"some and an error", []answer{{4, errDisk}}, 4, errDisk},
		{"all and an error", []answer{{10, errDisk}}, 0, errDisk},
		{"all and EOF", []answer{{10, io.EOF}}, 10, nil},
		{"some and EOF", []answer{{9, io.EOF}}, 9, io.ErrUnexpectedEOF},
		{"short without an error", []answer{{4, nil}, {6, nil}}, 10, nil},
	}
	for _, tt := range tests {
		for _, source := range []io.ReaderAt{&script{answers: tt.answers}, section.Stream{Reader: &script{answers: tt.answers}}} {
			r := &section.Reader{Ctx: t.Context(), Source: source, End: 10}
			if n, err := io.Copy(io.Discard, r); n != tt.n || !errors.Is(err, tt.err) {
				t.Errorf("%s from a %T: Copy = %d, %v; want %d, %v", tt.name, source, n, err, tt.n, tt.err)
			}
		}
	}
}

// An endless source has no bytes, and cancels its reader in the end.
type endless struct {
	cancel func()
	calls  int
}

func (e *endless) ReadAt([]byte, int64) (int, error) {
	if e.calls++; e.calls == 5 {
		e.cancel()
	}
	return 0, nil
}

// TestCanceledWithin stops a call of Read that is waiting for bytes.
func TestCanceledWithin(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e := &endless{cancel: cancel}
	r := &section.Reader{Ctx: ctx, Source: e, End: 10}
	if n, err := r.Read(make([]byte, 10)); n != 0 || !errors.Is(err, context.Canceled) || e.calls != 5 {
		t.Errorf("Read = %d, %v after %d calls; want 0, %v after 5", n, err, e.calls, context.Canceled)
	}
}

// TestEmptyRead returns at once, without an error, and does not ask the source.
func TestEmptyRead(t *testing.T) {
	s := &script{answers: []answer{{0, errDisk}}}
	r := &section.Reader{Ctx: t.Context(), Source: s, End: 10}
	if n, err := r.Read(nil); n != 0 || err != nil || s.calls != 0 {
		t.Errorf("Read(nil) = %d, %v after %d calls; want 0, nil after 0", n, err, s.calls)
	}
}

// TestAnySource states the law of a Reader: whatever its source answers, it returns
// counts that fit, ends within a bounded number of calls, and is complete only if the
// counts of the source add up to the run and no error but EOF was among them.
func TestAnySource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) answer {
			return answer{
				rapid.IntRange(-2, 12).Draw(t, "n"),
				rapid.SampledFrom([]error{nil, nil, nil, io.EOF, errDisk}).Draw(t, "err"),
			}
		}), 1, 20).Draw(t, "answers")
		s := &script{answers: answers}
		r := &section.Reader{Ctx: context.Background(), Source: s, End: 10}
		p := make([]byte, rapid.IntRange(1, 12).Draw(t, "p"))
		total := 0
		for {
			n, err := r.Read(p)
			if n < 0 || n > len(p) || n == 0 && err == nil {
				t.Fatalf("Read = %d, %v of %d", n, err, len(p))
			}
			total += n
			if err != nil {
				if (err == io.EOF) != (total == 10) {
					t.Fatalf("ended with %v after %d of 10 bytes", err, total)
				}
				break
			}
		}
		if s.calls > 1100 {
			t.Fatalf("%d calls of the source", s.calls)
		}
	})
}
