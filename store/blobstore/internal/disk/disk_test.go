package disk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// disks returns a disk of each kind, with "d/file" of the bytes "text".
func disks(t *testing.T) map[string]disk.Disk {
	t.Helper()
	root, err := disk.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	all := map[string]disk.Disk{"root": root, "Sim": disk.NewSim()}
	for _, d := range all {
		if err := errors.Join(d.Mkdir("d"), write(d, "d/file", "text")); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func write(d disk.Disk, name, content string) error {
	f, err := d.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, content)
	return errors.Join(err, f.Sync(), f.Close())
}

func read(d disk.Disk, name string) (string, error) {
	f, err := d.Open(name)
	if err != nil {
		return "", err
	}
	content, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<20))
	return string(content), errors.Join(err, f.Close())
}

func names(d disk.Disk, dir string) (names []string, err error) {
	err = d.ReadDir(dir, func(e disk.Entry) error {
		names = append(names, fmt.Sprint(e.Name, " ", e.IsDir))
		return nil
	})
	slices.Sort(names)
	return names, err
}

// TestErrors: the simulated disk has the errors of the real one.
func TestErrors(t *testing.T) {
	for name, d := range disks(t) {
		for _, tt := range []struct {
			what string
			err  error
			want error
		}{
			{"Create of what there is", write(d, "d/file", ""), fs.ErrExist},
			{"Create in nothing", write(d, "e/file", ""), fs.ErrNotExist},
			{"Create in a file", write(d, "d/file/file", ""), syscall.ENOTDIR},
			{"Mkdir of what there is", d.Mkdir("d"), fs.ErrExist},
			{"Mkdir in nothing", d.Mkdir("e/e"), fs.ErrNotExist},
			{"Mkdir of a file", d.Mkdir("d/file"), fs.ErrExist},
			{"Link to what there is", errors.Join(write(d, "d/other", ""), d.Link("d/other", "d/file")), fs.ErrExist},
			{"Link of nothing", d.Link("d/none", "d/new"), fs.ErrNotExist},
			{"Link into nothing", d.Link("d/file", "e/new"), fs.ErrNotExist},
			{"Rename of nothing", d.Rename("d/none", "d/new"), fs.ErrNotExist},
			{"Remove of nothing", d.Remove("d/none"), fs.ErrNotExist},
			{"Remove in nothing", d.Remove("e/none"), fs.ErrNotExist},
			{"Remove in a file", d.Remove("d/file/none"), syscall.ENOTDIR},
			{"RemoveDir of nothing", d.RemoveDir("e"), fs.ErrNotExist},
			{"RemoveDir of a file", d.RemoveDir("d/file"), syscall.ENOTDIR},
			{"SyncDir of nothing", d.SyncDir("e"), fs.ErrNotExist},
			{"Mark of nothing", d.Mark("e"), fs.ErrNotExist},
			{"Lock in nothing", lock(d, "e/lock"), fs.ErrNotExist},
		} {
			if !errors.Is(tt.err, tt.want) {
				t.Errorf("%s: %s = %v, want %v", name, tt.what, tt.err, tt.want)
			}
		}
		if err := d.RemoveDir("d"); err == nil {
			t.Errorf("%s: RemoveDir of a directory that is not empty = nil", name)
		}
		if err := d.Remove("d"); err == nil {
			t.Errorf("%s: Remove of a directory that is not empty = nil", name)
		}
		if _, err := names(d, "d/file"); !errors.Is(err, syscall.ENOTDIR) {
			t.Errorf("%s: ReadDir of a file = %v, want ENOTDIR", name, err)
		}
	}
}

func lock(d disk.Disk, name string) error {
	_, err := d.Lock(context.Background(), name, false)
	return err
}

// TestTree: both disks keep what they are told.
func TestTree(t *testing.T) {
	for name, d := range disks(t) {
		before, err := d.Stat("d")
		if err != nil || !before.IsDir() || before.IsMarked() || before.Inode == 0 {
			t.Errorf("%s: Stat = %+v, %v", name, before, err)
		}
		err = errors.Join(d.Link("d/file", "d/linked"), d.Remove("d/file"), d.Rename("d/linked", "d/renamed"),
			d.Mkdir("d/e"), d.Mkdir("d/f"), d.RemoveDir("d/f"), d.Mark("d"), d.SyncDir("d"), d.SyncDir("."))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := names(d, "d"); !slices.Equal(got, []string{"e true", "renamed false"}) || err != nil {
			t.Errorf("%s: ReadDir = %q, %v", name, got, err)
		}
		if got, err := read(d, "d/renamed"); got != "text" || err != nil {
			t.Errorf("%s: %q, %v; want text", name, got, err)
		}
		if info, err := d.Stat("d"); err != nil || !info.IsMarked() || info.Inode != before.Inode {
			t.Errorf("%s: Stat of what is marked = %+v, %v", name, info, err)
		}
		if info, err := d.Stat("d/renamed"); err != nil || info.Size != 4 || info.IsDir() || !info.Mode.IsRegular() || d.Now().Before(info.Modified) {
			t.Errorf("%s: Stat = %+v, %v", name, info, err)
		}
	}
}

// TestSendRange writes ranges, also past the end, and several at once.
func TestSendRange(t *testing.T) {
	for name, d := range disks(t) {
		f, err := d.Open("d/file")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var b, c bytes.Buffer
		nested := writerFunc(func(p []byte) (int, error) { // while the file has an offset of another
			if _, err := f.SendRange(&c, 1, 2); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return b.Write(p)
		})
		if n, err := f.SendRange(nested, 0, 4); n != 4 || err != nil || b.String() != "text" || !strings.HasPrefix(c.String(), "ex") {
			t.Errorf("%s: SendRange = %d, %v: %q and %q", name, n, err, &b, &c)
		}
		if n, err := f.SendRange(io.Discard, 2, 3); n != 2 || err != io.ErrUnexpectedEOF {
			t.Errorf("%s: SendRange past the end = %d, %v; want 2, %v", name, n, err, io.ErrUnexpectedEOF)
		}
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestLock: who waits for a lock gets it, or gives up.
func TestLock(t *testing.T) {
	for name, d := range disks(t) {
		ctx := t.Context()
		held, err := d.Lock(ctx, "d/lock", true)
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := d.Lock(ctx, "d/lock", true); !errors.Is(err, disk.ErrLocked) || !strings.Contains(err.Error(), "d/lock") {
			t.Errorf("%s: Lock = %v, want ErrLocked", name, err)
		}
		short, cancel := context.WithTimeout(ctx, 5*time.Millisecond)
		defer cancel()
		if _, err := d.Lock(short, "d/lock", false); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: Lock = %v, want context.DeadlineExceeded", name, err)
		}
		if err := held.Close(); err != nil {
			t.Errorf("%s: Close = %v", name, err)
		}
		_ = held.Close() // changes nothing
		shared, err := d.Lock(ctx, "d/lock", false)
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := d.Lock(ctx, "d/lock", true); !errors.Is(err, disk.ErrLocked) {
			t.Errorf("%s: Lock of what is shared = %v, want ErrLocked", name, err)
		}
		_ = shared.Close()
	}
}
