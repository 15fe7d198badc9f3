package section_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"github.com/s3get/s3get/internal/section"
)

func TestBytes(t *testing.T) {
	r := &section.Bytes{Ctx: t.Context(), Left: []byte("abcdef")}
	p := make([]byte, 2)
	if n, err := r.Read(p); n != 2 || err != nil || string(p) != "ab" {
		t.Errorf("Read = %d, %v, %q", n, err, p)
	}
	var b bytes.Buffer
	if n, err := r.WriteTo(&b); n != 4 || err != nil || b.String() != "cdef" {
		t.Errorf("WriteTo = %d, %v, %q", n, err, &b)
	}
	if n, err := r.Read(p); n != 0 || err != io.EOF {
		t.Errorf("Read at the end = %d, %v", n, err)
	}
}

// TestBytesCanceled checks that the end of the context ends a read, but not behind the last byte.
func TestBytesCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		left string
		read error
		all  error
	}{{"a", context.Canceled, context.Canceled}, {"", io.EOF, nil}} {
		r := &section.Bytes{Ctx: ctx, Left: []byte(c.left)}
		if n, err := r.Read(make([]byte, 1)); n != 0 || !errors.Is(err, c.read) {
			t.Errorf("Read of %q = %d, %v, want %v", c.left, n, err, c.read)
		}
		if n, err := r.WriteTo(io.Discard); n != 0 || !errors.Is(err, c.all) {
			t.Errorf("WriteTo of %q = %d, %v, want %v", c.left, n, err, c.all)
		}
	}
}

// TestBytesShortWrite checks that what a writer took is gone, and no more.
func TestBytesShortWrite(t *testing.T) {
	r := &section.Bytes{Ctx: t.Context(), Left: []byte("abcdef")}
	if n, err := r.WriteTo(short{}); n != 3 || err != io.ErrShortWrite || string(r.Left) != "def" {
		t.Errorf("WriteTo = %d, %v, and %q is left", n, err, r.Left)
	}
}

// A short writer takes half.
type short struct{}

func (short) Write(p []byte) (int, error) { return len(p) / 2, nil }
