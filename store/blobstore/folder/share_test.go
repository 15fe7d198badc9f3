package folder_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// A slow disk has syncs of directories wait until they are let go, and counts them.
type slow struct {
	disk.Disk
	release chan struct{}
	syncs   atomic.Int64
}

func (s *slow) SyncDir(name string) error {
	s.syncs.Add(1)
	<-s.release
	return s.Disk.SyncDir(name)
}

// TestSyncsAreShared: those who want a sync while another goes on share the next one.
func TestSyncsAreShared(t *testing.T) {
	d := &slow{Disk: disk.NewSim(), release: make(chan struct{})}
	f := folder.Over(d)
	var all sync.WaitGroup
	const many = 50
	for i := range many {
		all.Go(func() {
			if err := f.Add(t.Context(), fmt.Sprint(i), nil); err != nil { // at the top, which needs one sync
				t.Error(err)
			}
		})
	}
	for d.syncs.Load() == 0 || f.Waiting(".") < many {
		runtime.Gosched()
	}
	close(d.release)
	all.Wait()
	if n := d.syncs.Load(); n > 2 {
		t.Errorf("%d Adds at once took %d syncs, want 2", many, n)
	}
}

// TestSeveralFolders: Folders of one path see what the others write, lock each other out, and of those
// that add one name one does.
func TestSeveralFolders(t *testing.T) {
	dir := t.TempDir()
	a, b := openFolder(t, dir), openFolder(t, dir)
	mustAdd(t, a, "o/k!/z01")
	name, stamp := mustFirst(t, b, "o/k!/", blobstore.Stamp{})
	mustAdd(t, a, "o/k!/z00")
	if now, _ := mustFirst(t, b, "o/k!/", stamp); name != "o/k!/z01" || now != "o/k!/z00" {
		t.Errorf("First = %q and %q", name, now)
	}
	release, err := a.Lock(t.Context(), "l", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Lock(t.Context(), "l", true); !errors.Is(err, blobstore.ErrLocked) {
		t.Skipf("no locks between processes: %v", err)
	}
	release()
	for i := range 20 {
		var won atomic.Int64
		var all sync.WaitGroup
		for _, f := range []*folder.Folder{a, b, a, b} {
			all.Go(func() {
				err := f.Add(t.Context(), fmt.Sprintf("race/%d/f", i), nil)
				if err == nil {
					won.Add(1)
				} else if !errors.Is(err, fs.ErrExist) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d of four added one name", won.Load())
		}
	}
}

// TestPruneBesideAdd has directories come and go between an Add and what it needs of them, in several
// Folders. A file that was added is there.
func TestPruneBesideAdd(t *testing.T) {
	sim := disk.NewSim()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			f := folder.Over(sim)
			for j := range 300 {
				name := fmt.Sprintf("o/%d/y/%d", j%2, i)
				do := add
				if j%3 == 0 {
					do = create
				}
				if err := do(name)(t.Context(), f); err != nil {
					t.Errorf("Add(%q) = %v", name, err)
				}
				if _, err := f.Stat(t.Context(), name); err != nil {
					t.Errorf("Stat = %v after Add", err)
				}
				if err := f.Remove(t.Context(), name); err != nil {
					t.Errorf("Remove(%q) = %v", name, err)
				}
			}
		})
	}
	all.Wait()
}

// A removing disk has a file removed, with its directory, before the directory is synced for it.
type removing struct {
	disk.Disk
	file string
}

func (r *removing) SyncDir(name string) error {
	if _, err := r.Stat(r.file); err == nil && name == path.Dir(r.file) {
		if err := errors.Join(r.Remove(r.file), r.RemoveDir(name)); err != nil {
			return err
		}
	}
	return r.Disk.SyncDir(name)
}

// TestRemovedAtOnce: what was added was added, although somebody removed it before Add returned.
func TestRemovedAtOnce(t *testing.T) {
	f := folder.Over(&removing{disk.NewSim(), "o/k!/z00"})
	for _, do := range []func(string) func(context.Context, *folder.Folder) error{add, create} {
		if err := do("o/k!/z00")(t.Context(), f); err != nil {
			t.Error(err)
		}
		if _, err := f.Stat(t.Context(), "o/k!/z00"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Stat = %v, want fs.ErrNotExist", err)
		}
	}
}

// TestPrune: directories that are empty are removed, but for those at the top, and what others are in
// stays.
func TestPrune(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	mustAdd(t, f, "o/i/k!/y00/ff", "o/i/l!/zff")
	for _, tt := range []struct {
		remove, gone, stays string
	}{{"o/i/k!/y00/ff", "o/i/k!", "o/i"}, {"o/i/l!/zff", "o/i", "o"}} {
		if err := f.Remove(t.Context(), tt.remove); err != nil {
			t.Fatal(err)
		}
		if _, err := sim.Stat(tt.gone); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Stat(%q) after Remove(%q) = %v, want fs.ErrNotExist", tt.gone, tt.remove, err)
		}
		if _, err := sim.Stat(tt.stays); err != nil {
			t.Errorf("Stat(%q) after Remove(%q) = %v", tt.stays, tt.remove, err)
		}
	}
	if w, err := f.Create(t.Context(), "o/m!/zff"); err != nil {
		t.Error(err)
	} else {
		w.Discard()
	}
	if _, err := sim.Stat("o/m!"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat of the directory of what was discarded = %v, want fs.ErrNotExist", err)
	}
}

// TestRangeOutside: what is no range is an error, and one that the file has not ends before.
func TestRangeOutside(t *testing.T) {
	f := folder.Over(disk.NewSim())
	mustAdd(t, f, "d/f")
	file, err := f.Open(t.Context(), "d/f")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range [][2]int64{{-1, 1}, {0, -1}, {1 << 62, 1 << 62}, {1, 1<<63 - 1}} {
		if _, err := file.OpenRange(t.Context(), r[0], r[1]); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("OpenRange(%d, %d) = %v, want fs.ErrInvalid", r[0], r[1], err)
		}
	}
	for _, off := range []int64{0, 2, 3, 100} {
		for _, hide := range []bool{true, false} {
			r, err := file.OpenRange(t.Context(), off, 4)
			if err != nil {
				t.Fatal(err)
			}
			source := io.Reader(r)
			if hide {
				source = struct{ io.Reader }{r}
			}
			if n, err := io.Copy(io.Discard, source); n != max(0, 3-off) || err != io.ErrUnexpectedEOF {
				t.Errorf("4 bytes from %d of 3: %d, %v; want %v", off, n, err, io.ErrUnexpectedEOF)
			}
		}
	}
}

// TestRemoveTemporary removes what is old, and nothing that a writer may still have.
func TestRemoveTemporary(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	mustAdd(t, f, "o/k!/z00", "blobs/aa/id")
	for _, name := range []string{"o/l!/z00", "blobs/aa/id2"} {
		w, err := f.Create(t.Context(), name)
		if err == nil {
			_, err = io.WriteString(w, "text")
		}
		if err != nil {
			t.Fatal(err)
		}
		defer w.Discard()
	}
	sim.Advance(time.Hour)
	w, err := f.Create(t.Context(), "blobs/bb/young")
	if err != nil {
		t.Fatal(err)
	}
	sim.Advance(time.Minute)
	if n, err := f.RemoveTemporary(t.Context(), 10*time.Minute); n != 2 || err != nil {
		t.Errorf("RemoveTemporary = %d, %v; want 2", n, err)
	}
	if left := temporaries(t, sim, "."); len(left) != 1 || !strings.HasPrefix(left[0], "blobs/bb/") {
		t.Errorf("left: %q, want what is young", left)
	}
	if _, err := sim.Stat("o/l!"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a directory without files is left: %v", err)
	}
	if err := w.Commit(); err != nil {
		t.Errorf("Commit of what is young = %v", err)
	}
	for _, name := range []string{"o/k!/z00", "blobs/aa/id", "blobs/bb/young"} {
		if _, err := f.Stat(t.Context(), name); err != nil {
			t.Errorf("Stat(%q) = %v", name, err)
		}
	}
}

// TestNoTemporary: names that are being written are not seen, whatever is asked.
func TestNoTemporary(t *testing.T) {
	f := openFolder(t, t.TempDir())
	w, err := f.Create(t.Context(), "o/k!/z00")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Discard()
	for name, err := range f.List(t.Context(), "", "") {
		t.Errorf("List yields %q, %v", name, err)
	}
	if name, _, err := f.First(t.Context(), "o/", blobstore.Stamp{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("First = %q, %v", name, err)
	}
}

// TestSend sends ranges of a file over connections, several at once.
func TestSend(t *testing.T) {
	f := openFolder(t, t.TempDir())
	large := []byte(strings.Repeat("0123456789abcde\n", 600_000))
	w, err := f.Create(t.Context(), "blobs/aa/id")
	if err == nil {
		_, err = w.Write(large)
	}
	if err == nil {
		err = w.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
	file, err := f.Open(t.Context(), "blobs/aa/id")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all sync.WaitGroup
	for i := range int64(3) {
		all.Go(func() {
			off := 5 + 1000*i
			got, err := send(t, file, off, int64(len(large))-off)
			if err != nil || !slices.Equal(got, large[off:]) {
				t.Errorf("sent %d bytes from %d, %v; want %d", len(got), off, err, int64(len(large))-off)
			}
		})
	}
	all.Wait()
}

// send sends a range over a TCP connection, and returns what arrives.
func send(t *testing.T, file blobstore.File, off, n int64) ([]byte, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer l.Close()
	sent := make(chan error, 1)
	go func() {
		conn, err := l.Accept()
		if err == nil {
			var r io.ReadCloser
			if r, err = file.OpenRange(t.Context(), off, n); err == nil {
				_, err = io.Copy(conn, r)
			}
			err = errors.Join(err, conn.Close())
		}
		sent <- err
	}()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	got, err := io.ReadAll(conn)
	return got, errors.Join(err, <-sent)
}

// TestMarks: a directory that is known to be on the disk has the sticky bit, and one that others may
// write to is left as it is.
func TestMarks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes")
	}
	dir := t.TempDir()
	f := openFolder(t, dir)
	if err := os.Mkdir(filepath.Join(dir, "shared"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "shared"), 0o770); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, f, "o/k!/z00", "shared/k!/z00")
	for name, want := range map[string]fs.FileMode{"o": 0o700 | fs.ModeSticky, "o/k!": 0o700 | fs.ModeSticky, "shared": 0o770} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode() &^ fs.ModeDir; got != want {
			t.Errorf("%s has the mode %v, want %v", name, got, want)
		}
	}
}
