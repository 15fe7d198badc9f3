package folder_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// faults are errors of the system, and what of ours they are.
func faults() map[syscall.Errno]struct {
	class error // or nil
	text  string
} {
	return map[syscall.Errno]struct {
		class error
		text  string
	}{
		syscall.ENOSPC: {nil, "the disk is full"},
		syscall.EMFILE: {store.ErrSlowDown, "too many files open: raise its limit (ulimit -n)"},
		syscall.ENFILE: {store.ErrSlowDown, "too many files open"},
		syscall.EACCES: {fs.ErrPermission, "may not"},
		syscall.EROFS:  {nil, "can only be read"},
		syscall.EIO:    {store.ErrUnavailable, "the disk fails"},
	}
}

// failOf has operation k fail, of those that change something and those that do not, and says which
// that was. It returns a count of them.
func failOf(sim *disk.Sim, k int, which *string, err error) *int64 {
	n := new(int64) // under the lock of sim
	decide := func(op string) error {
		if *n++; *n == int64(k) {
			*which = op
			return err
		}
		return nil
	}
	sim.Fail(func(op string, _ int) error { return decide(op) })
	sim.Watch(decide)
	return n
}

// TestFaults has each operation of each action fail once. Either that is of no importance or the error
// says so, nothing is there by half, nothing that was being written is left, and the next try works.
func TestFaults(t *testing.T) {
	for errno, want := range faults() {
		for _, a := range actions() {
			for k, done := 1, false; !done; k++ {
				sim, op := a.prepared(t), ""
				ops := failOf(sim, k, &op, errno)
				f := folder.Over(sim)
				err := a.do(t.Context(), f)
				done = *ops < int64(k)
				sim.Fail(nil)
				sim.Watch(nil)
				if err != nil && (!errors.Is(err, errno) || want.class != nil && !errors.Is(err, want.class) ||
					!strings.Contains(err.Error(), want.text) || !strings.Contains(err.Error(), "folder sim: ")) {
					t.Errorf("%s, %v at operation %d, %s: %v", a.name, errno, k, op, err)
				}
				a.check(t, f, err)
				if left := temporaries(t, sim, "."); len(left) > 0 && op != "remove" {
					t.Errorf("left: %q", left)
				}
				if again := a.do(t.Context(), f); again != nil && !errors.Is(again, fs.ErrExist) {
					t.Errorf("once more: %v", again)
				}
				a.check(t, f, nil)
				usable(t, sim, f)
				if t.Failed() {
					t.Fatalf("%s, %v at operation %d, %s", a.name, errno, k, op)
				}
			}
		}
	}
}

// TestFaultsOfReading has each operation of what reads fail once.
func TestFaultsOfReading(t *testing.T) {
	a := action{before: []string{"o/k!/y/zff"}}
	for errno, want := range faults() {
		for what, read := range map[string]func(f *folder.Folder) error{
			"Stat":  func(f *folder.Folder) error { _, err := f.Stat(t.Context(), a.before[0]); return err },
			"Read":  func(f *folder.Folder) error { _, err := f.Read(t.Context(), a.before[0], 1<<20); return err },
			"First": func(f *folder.Folder) error { _, _, err := f.First(t.Context(), "o/", blobstore.Stamp{}); return err },
			"Open": func(f *folder.Folder) error {
				o, err := f.Open(t.Context(), a.before[0])
				if err != nil {
					return err
				}
				r, err := o.OpenRange(t.Context(), 0, 10)
				if err == nil {
					_, err = io.ReadAll(struct{ io.Reader }{r})
				}
				return errors.Join(err, o.Close())
			},
			"List": func(f *folder.Folder) (err error) {
				for _, e := range f.List(t.Context(), "", "") {
					err = e
				}
				return err
			},
		} {
			for k := 1; ; k++ {
				sim := a.prepared(t)
				op := ""
				ops := failOf(sim, k, &op, errno)
				err := read(folder.Over(sim))
				if *ops < int64(k) {
					break
				}
				if !errors.Is(err, errno) || want.class != nil && !errors.Is(err, want.class) || !strings.Contains(err.Error(), want.text) {
					t.Errorf("%s with %v at operation %d: %v", what, errno, k, err)
				}
			}
		}
	}
}

// TestFull fills the disk while a file is written: what is there stays, and there is space again.
func TestFull(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	if err := f.Add(t.Context(), "d/a", content("d/a")); err != nil {
		t.Fatal(err)
	}
	for n := range int64(len(content("d/b"))) {
		for _, write := range []func() error{
			func() error { return add("d/b")(t.Context(), f) },
			func() error { return create("d/b")(t.Context(), f) },
		} {
			sim.Fill(n)
			if err := write(); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "d/"+folder.Temporary) {
				t.Errorf("with space for %d bytes: %v", n, err)
			}
			if _, err := f.Stat(t.Context(), "d/b"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("with space for %d bytes there is a file: %v", n, err)
			}
			if left := temporaries(t, sim, "."); len(left) > 0 {
				t.Errorf("left: %q", left)
			}
		}
	}
	sim.Fill(-1)
	if err := errors.Join(add("d/b")(t.Context(), f), create("d/c")(t.Context(), f)); err != nil {
		t.Errorf("with space again: %v", err)
	}
}

// TestWriterEnds: a file that had an error is not committed, nor one that was ended.
func TestWriterEnds(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	w, err := f.Create(t.Context(), "d/f")
	if err != nil {
		t.Fatal(err)
	}
	sim.Fill(2)
	if n, err := w.Write([]byte("text")); n != 2 || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Write = %d, %v; want 2, ENOSPC", n, err)
	}
	sim.Fill(-1)
	if n, err := w.Write([]byte("xt")); n != 0 || err == nil {
		t.Errorf("Write after an error = %d, %v; want 0 and the error", n, err)
	}
	if err := w.Commit(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Commit after an error = %v, want ENOSPC", err)
	}
	if err := w.Commit(); err == nil {
		t.Error("a second Commit = nil")
	}
	if _, err := w.Write([]byte("x")); err == nil {
		t.Error("Write after Commit = nil")
	}
	if _, err := f.Stat(t.Context(), "d/f"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat = %v, want fs.ErrNotExist", err)
	}
	if left := temporaries(t, sim, "."); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// TestOpen makes a folder with those above it, takes one that is there, and refuses a file.
func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	for range 2 {
		f := openFolder(t, dir)
		if entries, err := os.ReadDir(dir); len(entries) > 0 || err != nil {
			t.Errorf("a new folder has %v, %v", entries, err)
		}
		if err := f.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "below")} {
		if f, err := folder.Open(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("Open(%q) = %v, %v; want an error with the path", path, f, err)
		}
	}
	if _, err := folder.Open(file); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Open of a file = %v, want fs.ErrExist", err)
	}
}

// TestGone: a folder that somebody removed is unavailable, and not empty.
func TestGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "f")
	f := openFolder(t, dir)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := f.Add(t.Context(), "d/f", nil); !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), dir) {
		t.Errorf("Add = %v, want store.ErrUnavailable", err)
	}
	if err := f.Add(t.Context(), "top", nil); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("Add at the top = %v, want store.ErrUnavailable", err)
	}
	if _, err := f.Lock(t.Context(), "l", false); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("Lock = %v, want store.ErrUnavailable", err)
	}
}

// TestOutside: links that lead out of the folder lead nowhere.
func TestOutside(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.Mkdir(secret, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(secret, "file"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := openFolder(t, filepath.Join(dir, "f"))
	for link, target := range map[string]string{"f/file": "../secret/file", "f/dir": "../secret"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"file", "dir/file", "../secret/file"} {
		if got, err := f.Read(t.Context(), name, 100); err == nil || bytes.Contains(got, []byte("secret")) {
			t.Errorf("Read(%q) = %q, %v; want an error", name, got, err)
		}
		if err := f.Add(t.Context(), name+"2", nil); name != "file" && err == nil {
			t.Errorf("Add(%q) = nil", name+"2")
		}
	}
	if entries, err := os.ReadDir(secret); len(entries) != 1 || err != nil {
		t.Errorf("the folder outside has %v, %v", entries, err)
	}
}

// TestPipe: a named pipe is no file of a folder, and reading it does not wait.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := mkfifo(filepath.Join(dir, "pipe")); err != nil {
		t.Skip(err)
	}
	f := openFolder(t, dir)
	_, statErr := f.Stat(t.Context(), "pipe")
	_, readErr := f.Read(t.Context(), "pipe", 100)
	for _, err := range []error{statErr, readErr} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Error(fmt.Errorf("a pipe: %w; want fs.ErrNotExist", err))
		}
	}
}
