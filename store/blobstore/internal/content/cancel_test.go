package content_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// TestCancelAhead: what was read ahead is not given once the context has ended.
func TestCancelAhead(t *testing.T) {
	for _, size := range []int{100 << 10, 1 << 20} {
		var file bytes.Buffer
		w := content.NewWriter(&file, content.Options{})
		if _, err := w.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
		l, err := w.Close()
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		r, err := content.NewReader(ctx, wholeFile(file.Bytes()), l, nil, 0, l.Size)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Read(make([]byte, 1)); err != nil {
			t.Error(err)
		}
		cancel()
		if n, err := r.Read(make([]byte, 1)); n != 0 || !errors.Is(err, context.Canceled) {
			t.Errorf("Read of %d bytes after the end of its context = %d, %v", size, n, err)
		}
		if n, err := r.(io.WriterTo).WriteTo(io.Discard); n != 0 || !errors.Is(err, context.Canceled) {
			t.Errorf("WriteTo of %d bytes after the end of its context = %d, %v", size, n, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A wholeFile is a file in memory.
type wholeFile []byte

func (f wholeFile) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(io.NewSectionReader(bytes.NewReader(f), off, n)), nil
}
