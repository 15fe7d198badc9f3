package folder

import (
	"fmt"
	"path"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// A meddled is a Disk that others change at times.
type meddled struct {
	disk.Disk
	beforeCreate func()
	afterReadDir func(dir string)
	modified     time.Time // of all directories, if it is set
}

func (m *meddled) Create(name string) (disk.File, error) {
	if f := m.beforeCreate; f != nil {
		m.beforeCreate = nil
		f()
	}
	return m.Disk.Create(name)
}

func (m *meddled) ReadDir(name string, yield func(disk.Entry) error) error {
	err := m.Disk.ReadDir(name, yield)
	if m.afterReadDir != nil {
		m.afterReadDir(name)
	}
	return err
}

func (m *meddled) Stat(name string) (disk.Info, error) {
	info, err := m.Disk.Stat(name)
	if info.IsDir() && !m.modified.IsZero() {
		info.Modified = m.modified
	}
	return info, err
}

// TestReplacedDir: a folder that another process removes and makes again, just before a file is
// written, is on the disk when that is.
func TestReplacedDir(t *testing.T) {
	sim := disk.NewSim()
	d := &meddled{Disk: sim}
	f, err := newFolder(d, "sim")
	if err == nil {
		err = f.Add(t.Context(), "a/b/1", nil)
	}
	if err == nil {
		err = sim.Remove("a/b/1")
	}
	if err != nil {
		t.Fatal(err)
	}
	d.beforeCreate = func() {
		if err := sim.RemoveDir("a/b"); err != nil {
			t.Fatal(err)
		}
		if err := sim.SyncDir("a"); err != nil {
			t.Fatal(err)
		}
		if err := sim.Mkdir("a/b"); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Add(t.Context(), "a/b/2", []byte("2")); err != nil {
		t.Fatal(err)
	}
	if _, err := sim.Restart(0).Stat("a/b/2"); err != nil {
		t.Errorf("after the power was lost: %v", err)
	}
}

// TestSlowReadDir: the names of a large folder are not remembered if one may have come, at the time
// at which the folder had changed, after they were read.
func TestSlowReadDir(t *testing.T) {
	sim := disk.NewSim()
	d := &meddled{Disk: sim}
	f, err := newFolder(d, "sim")
	for i := range manyNames + 1 {
		if err == nil {
			err = f.Add(t.Context(), fmt.Sprintf("a/%04d", i), nil)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	d.modified = sim.Now() // a tick of the clock that lasts
	d.afterReadDir = func(dir string) {
		d.afterReadDir = nil
		if err := f.Add(t.Context(), path.Join(dir, "new"), nil); err != nil {
			t.Error(err)
		}
		sim.Advance(60 * time.Millisecond)
	}
	count := func() (n int) {
		for _, err := range f.List(t.Context(), "a/", "") {
			if n++; err != nil {
				t.Fatal(err)
			}
		}
		return n
	}
	count()
	if n := count(); n != manyNames+2 {
		t.Errorf("there are %d names, want %d", n, manyNames+2)
	}
}
