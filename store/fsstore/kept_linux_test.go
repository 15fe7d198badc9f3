package fsstore_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// as runs a function as another user, as far as files are concerned, or skips the test.
func as(t *testing.T, user int, do func()) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("this user is no other")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	_ = syscall.Setfsuid(user) // tells the user before, and no error
	defer func() { _ = syscall.Setfsuid(0) }()
	do()
}

// TestPermissionsTakenAway checks that a file is not read by way of its being kept open when
// it may not be opened any more, nor when its folder may not be searched; and so if its content is in
// memory.
func TestPermissionsTakenAway(t *testing.T) {
	for _, settling := range []time.Duration{fsstore.Settling, 0} {
		t.Run(settling.String(), func(t *testing.T) { takePermissions(t, settling) })
	}
}

func takePermissions(t *testing.T, settling time.Duration) {
	s, c, path := keeping(t, 0)
	s.SetSettling(settling)
	dir := filepath.Join(path, "d")
	write(t, filepath.Join(dir, "k"), digits)
	read := func() (text string, err error) {
		as(t, 65534, func() { text, err = contentOf(s, "d/k") })
		return text, err
	}
	for _, taken := range []struct {
		path         string
		after, again fs.FileMode
	}{
		{filepath.Join(dir, "k"), 0o600, 0o644},
		{dir, 0o700, 0o755},
	} {
		for range 2 {
			if got, err := read(); got != digits || err != nil {
				t.Fatalf("before: %q, %v", got, err)
			}
		}
		before := c.opens.Load()
		if err := os.Chmod(taken.path, taken.after); err != nil {
			t.Fatal(err)
		}
		if got, err := read(); err == nil || errors.Is(err, store.ErrNoKey) || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("Open of what may not be read = %q, %v; want %v", got, err, fs.ErrPermission)
		}
		if err := os.Chmod(taken.path, taken.again); err != nil {
			t.Fatal(err)
		}
		if got, err := read(); got != digits || err != nil {
			t.Errorf("given again: %q, %v", got, err)
		}
		if c.opens.Load() == before {
			t.Error("the file was kept open although it could not be described")
		}
	}
}
