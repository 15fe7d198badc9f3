package disk_test

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// must fails a test that cannot prepare what it is about.
func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// sim returns a disk with "d/synced", and with what is not synced: an end of it, "d/new", and that
// "d/old" was removed and "d" was marked.
func sim(t *testing.T) *disk.Sim {
	t.Helper()
	s := disk.NewSim()
	must(t, s.Mkdir("d"), s.SyncDir("."))
	f, err := s.Create("d/synced")
	must(t, err)
	_, err = io.WriteString(f, "text")
	must(t, err, f.Sync(), write(s, "d/old", "old"), s.SyncDir("d"))
	_, err = io.WriteString(f, " and more")
	must(t, err, write(s, "d/new", "new"), s.Remove("d/old"), s.Mark("d"))
	return s
}

// TestRestartStrict: nothing is left that was not synced.
func TestRestartStrict(t *testing.T) {
	s := sim(t).Restart(0)
	for name, want := range map[string]string{"d/synced": "text", "d/old": "old"} {
		if got, err := read(s, name); got != want || err != nil {
			t.Errorf("%s has %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := s.Stat("d/new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat(d/new) = %v, want fs.ErrNotExist", err)
	}
	if info, err := s.Stat("d"); err != nil || info.IsMarked() {
		t.Errorf("Stat = %+v, %v; want no mark", info, err)
	}
}

// TestRestart: what was synced is always left, and of the rest each thing is sometimes left and
// sometimes not.
func TestRestart(t *testing.T) {
	s := sim(t)
	seen := map[string]int{}
	const seeds = 200
	for seed := uint64(1); seed <= seeds; seed++ {
		left := s.Restart(seed)
		got, err := read(left, "d/synced")
		if err != nil || !strings.HasPrefix(got, "text") || len(got) > len("text and more") {
			t.Errorf("d/synced has %q, %v", got, err)
		}
		switch more := got[4:]; {
		case more == "":
			seen["cut"]++
		case more == " and more":
			seen["whole"]++
		case strings.HasPrefix(" and more", more):
			seen["half"]++
		default:
			seen["garbage"]++
		}
		for _, name := range []string{"d/new", "d/old"} {
			if _, err := left.Stat(name); err == nil {
				seen[name]++
			}
		}
		if info, err := left.Stat("d"); err == nil && info.IsMarked() {
			seen["mark"]++
		}
	}
	for _, what := range []string{"cut", "whole", "half", "garbage", "d/new", "d/old", "mark"} {
		if n := seen[what]; n == 0 || n == seeds {
			t.Errorf("%s: %d times of %d", what, n, seeds)
		}
	}
}

// TestPowerLost: after a loss of power nothing works, and nothing changes.
func TestPowerLost(t *testing.T) {
	s := disk.NewSim()
	f, err := s.Create("f")
	must(t, err)
	s.Fail(func(op string, n int) error {
		if op == "write" {
			return disk.ErrPowerLost
		}
		return nil
	})
	_, writeErr := io.WriteString(f, "text")
	_, statErr := s.Stat("f")
	for _, err := range []error{writeErr, f.Sync(), statErr, s.SyncDir("."), s.Mkdir("d")} {
		if !errors.Is(err, disk.ErrPowerLost) {
			t.Errorf("without power: %v", err)
		}
	}
	if n := s.Ops(); n != 4 {
		t.Errorf("Ops() = %d, want 4", n)
	}
	if _, err := s.Restart(0).Stat("f"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat after Restart = %v, want fs.ErrNotExist", err)
	}
}

// TestInodes: an inode that is free is the next one, as on many disks.
func TestInodes(t *testing.T) {
	s := disk.NewSim()
	must(t, s.Mkdir("d"))
	before, err := s.Stat("d")
	must(t, err, s.RemoveDir("d"), s.Mkdir("d"))
	if after, err := s.Stat("d"); after.Inode != before.Inode || err != nil {
		t.Errorf("the inode is %d, %v; want %d", after.Inode, err, before.Inode)
	}
}

// TestFill: writes fail when there is no more space, with what there was space for.
func TestFill(t *testing.T) {
	s := disk.NewSim()
	s.Fill(3)
	if err := write(s, "f", "text"); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Write = %v, want ENOSPC", err)
	}
	if got, err := read(s, "f"); got != "tex" || err != nil {
		t.Errorf("%q, %v; want tex", got, err)
	}
}
