package store_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// A brokenCabinet is a Decrypter whose file system lacks a call that it needs. Its OpenRange
// reads the bytes as they are at rest.
type brokenCabinet struct{ store.Object }

func (brokenCabinet) OpenRangeWithKey(context.Context, sse.CustomerKey, int64, int64) (io.ReadCloser, error) {
	return nil, &fs.PathError{Op: "open", Path: "sealed", Err: syscall.ENOSYS}
}

func (brokenCabinet) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("ciphertext")), nil
}

// TestUnsupportedByTheSystem: an error of the system that counts as errors.ErrUnsupported, as
// ENOSYS and EOPNOTSUPP do, is an error of the Decrypter. It does not say that there is none,
// and so does not make the client read what is sealed.
func TestUnsupportedByTheSystem(t *testing.T) {
	r, err := store.OpenRange(t.Context(), brokenCabinet{}, sse.NewCustomerKey([]byte("key")), 0, 10)
	if !errors.Is(err, syscall.ENOSYS) {
		text, _ := io.ReadAll(r)
		t.Errorf("OpenRange = %q, %v, want %v", text, err, syscall.ENOSYS)
	}
}
