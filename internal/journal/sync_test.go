package journal

import (
	"errors"
	"path/filepath"
	"testing"
)

// A counter is a disk that counts and fails.
type counter struct {
	disk
	syncs, truncated int64
	fails            error
}

func (c *counter) Sync() error {
	c.syncs++
	return errors.Join(c.fails, c.disk.Sync())
}

func (c *counter) Write(p []byte) (int, error) {
	if c.fails != nil {
		return 0, c.fails
	}
	return c.disk.Write(p)
}

func (c *counter) Truncate(size int64) error {
	c.truncated = size
	return c.disk.Truncate(size)
}

// counted returns a journal over a counter.
func counted(t *testing.T) (*File, *counter) {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "journal"), "test", func(Record) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	c := &counter{disk: f.file}
	f.file = c
	return f, c
}

// A record is kept when the disk says so, and the disk is asked no more than that needs.
func TestSyncIsAsked(t *testing.T) {
	f, c := counted(t)
	for i, want := range []int64{0, 1, 1, 2, 2} {
		var err error
		if i%2 == 1 {
			err = errors.Join(f.Append(nil, nil, 0), f.Append(nil, nil, 0))
		}
		if err = errors.Join(err, f.Sync()); err != nil || c.syncs != want {
			t.Errorf("step %d: the disk was synced %d times, %v, want %d", i, c.syncs, err, want)
		}
	}
}

// After a disk failed once, nothing is said to be kept: what it still has nobody knows.
func TestFailingDisk(t *testing.T) {
	fails := errors.New("the disk fails")
	for name, write := range map[string]func(*File) error{
		"write": func(f *File) error { return f.Append([]byte("b"), nil, 0) },
		"sync":  func(f *File) error { return f.Sync() },
	} {
		f, c := counted(t)
		if err := f.Append([]byte("a"), nil, 0); err != nil {
			t.Fatal(err)
		}
		size := f.Size()
		c.fails = fails
		if err := write(f); !errors.Is(err, fails) {
			t.Errorf("%s = %v, want %v", name, err, fails)
		}
		if name == "write" && c.truncated != size {
			t.Errorf("the file was cut to %d bytes, want %d", c.truncated, size)
		}
		c.fails = nil
		if err := errors.Join(f.Sync(), f.Append(nil, nil, 0)); !errors.Is(err, fails) {
			t.Errorf("after the %s failed the next is %v, want %v", name, err, fails)
		}
	}
}
