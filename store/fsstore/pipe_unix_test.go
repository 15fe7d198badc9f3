//go:build unix && !solaris && !illumos

package fsstore_test

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// TestPipe checks that a named pipe without a writer is no key, and is not waited for.
func TestPipe(t *testing.T) {
	root, path := folder(t)
	if err := syscall.Mkfifo(filepath.Join(path, "pipe"), 0o666); err != nil {
		t.Skip(err)
	}
	_, err := fsstore.New("b", root).Open(context.Background(), store.Ref{Bucket: "b", Key: "pipe"})
	if !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open of a named pipe = %v, want %v", err, store.ErrNoKey)
	}
}
