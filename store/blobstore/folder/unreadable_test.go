package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// An unreadable is a Disk one of whose operations that change nothing fails.
type unreadable struct {
	disk.Disk
	looks, fails atomic.Int64 // how many there were, and which fails
	err          error
}

func (u *unreadable) look() error {
	if u.looks.Add(1) == u.fails.Load() {
		return fmt.Errorf("looking: %w", u.err)
	}
	return nil
}

// from has the n-th operation from now on fail.
func (u *unreadable) from(n int64, err error) {
	u.err = err
	u.looks.Store(0)
	u.fails.Store(n)
}

func (u *unreadable) Open(name string) (disk.File, error) {
	if err := u.look(); err != nil {
		return nil, err
	}
	f, err := u.Disk.Open(name)
	return unreadableFile{f, u}, err
}

func (u *unreadable) ReadDir(name string, yield func(disk.Entry) error) error {
	if err := u.look(); err != nil {
		return err
	}
	return u.Disk.ReadDir(name, yield)
}

func (u *unreadable) Stat(name string) (disk.Info, error) {
	if err := u.look(); err != nil {
		return disk.Info{}, err
	}
	return u.Disk.Stat(name)
}

func (u *unreadable) Lock(ctx context.Context, name string, exclusive bool) (io.Closer, error) {
	if err := u.look(); err != nil {
		return nil, err
	}
	return u.Disk.Lock(ctx, name, exclusive)
}

type unreadableFile struct {
	disk.File
	u *unreadable
}

func (f unreadableFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.u.look(); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, off)
}

// TestUnreadable: what cannot be read is an error, and never nothing; a write to which that happens
// is done, or is not.
func TestUnreadable(t *testing.T) {
	kinds := []error{syscall.EIO, syscall.EMFILE, syscall.EACCES}
	full, points := filled(t), 0
	u := &unreadable{Disk: full.Restart(0)}
	w := worldOn(t, u, beginning())
	want := w.state()
	u.from(0, nil)
	w.state()
	for n, all := int64(1), u.looks.Load(); n <= all; n++ {
		points++
		u.from(n, kinds[n%3])
		got := w.state()
		if text := strings.Join(got, "\n"); !slices.Equal(got, want) && !strings.Contains(text, "looking:") {
			t.Fatalf("look %d of %d: the store\n%s", n, all, differ(got, want))
		}
	}
	for i, d := range deeds() {
		before, after, _ := outcomes(t, full, d)
		every := int64(9)
		if thorough() {
			every = 1
		}
		for n, looks := 1+int64(i)%every, int64(1000); n <= looks; n += every {
			points++
			u := &unreadable{Disk: full.Restart(0)}
			w := worldOn(t, u, beginning())
			u.from(n, kinds[n%3])
			err := errors.Join(d.do(w), w.err)
			looks = u.looks.Load()
			if err != nil && !errors.Is(err, u.err) {
				t.Fatalf("%s, look %d: %v", d.name, n, err)
			}
			u.from(0, nil)
			w.clock = beginning()
			if got := w.state(); !slices.Equal(got, after) && (err == nil || !slices.Equal(got, before)) {
				t.Fatalf("%s, look %d: %v, and the store\n%s", d.name, n, err, differ(got, before))
			}
		}
	}
	t.Logf("%d operations failed", points)
}
