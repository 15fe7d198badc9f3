package fsstore_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// A counter counts the calls of a folder.
type counter struct {
	*fsstore.Root
	opens, stats *atomic.Int64
}

func counted(root *fsstore.Root) counter { return counter{root, new(atomic.Int64), new(atomic.Int64)} }

func (c counter) Open(name string) (fs.File, error) {
	c.opens.Add(1)
	return c.Root.Open(name)
}

func (c counter) Stat(name string) (fs.FileInfo, error) {
	c.stats.Add(1)
	return c.Root.Stat(name)
}

// contentOf opens a key, reads its content as a Handler does, and closes it.
func contentOf(s *fsstore.Store, key string) (text string, err error) {
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if b := store.LookupContent(o, 0, o.Info().Size); b != nil {
		return string(b), nil
	}
	r, err := o.OpenRange(context.Background(), 0, o.Info().Size)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	b, err := io.ReadAll(r)
	return string(b), err
}

// mustGet reads a key that has to be there.
func mustGet(t testing.TB, s *fsstore.Store, key, want string) {
	t.Helper()
	if got, err := contentOf(s, key); got != want || err != nil {
		t.Errorf("%s reads %.20q, %v; want %.20q", key, got, err, want)
	}
}

// openIn returns how many files below path are open, or skips the test.
func openIn(t testing.TB, path string) (n int) {
	t.Helper()
	const table = "/proc/self/fd"
	entries, err := os.ReadDir(table)
	if err != nil {
		t.Skip("this system does not tell which files are open")
	}
	for _, e := range entries {
		if to, err := os.Readlink(filepath.Join(table, e.Name())); err == nil && strings.HasPrefix(to, path+"/") {
			n++
		}
	}
	return n
}

// keeping returns a Store of a folder with a file k, which is closed in the end.
func keeping(t testing.TB, files int) (*fsstore.Store, counter, string) {
	t.Helper()
	if !hasChangeTime(t) {
		t.Skip("no file is kept open where none tells when it was changed")
	}
	root, path := folder(t)
	c := counted(root)
	s := fsstore.New("b", c)
	s.OpenFiles = files
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if n := openIn(t, path); n != 0 {
			t.Errorf("%d files are open when the Store is closed", n)
		}
	})
	return s, c, path
}

// TestKept checks that a file is opened once, and described once each time.
func TestKept(t *testing.T) {
	for _, tt := range []struct {
		limit       int
		opens, open int
	}{{0, 1, 1}, {1, 1, 1}, {-1, 5, 0}} {
		s, c, path := keeping(t, tt.limit)
		for range 5 {
			mustGet(t, s, "k", digits)
		}
		if opens, stats := int(c.opens.Load()), c.stats.Load(); opens != tt.opens || stats != 5 {
			t.Errorf("OpenFiles %d: opened %d times and described %d times, want %d and 5", tt.limit, opens, stats, tt.opens)
		}
		if n := openIn(t, path); n != tt.open {
			t.Errorf("OpenFiles %d: %d files are open, want %d", tt.limit, n, tt.open)
		}
	}
}

// TestKeptLimit reads more files than may be kept. Those that were asked for last are.
func TestKeptLimit(t *testing.T) {
	s, c, path := keeping(t, 3)
	for i := range 10 {
		key := strconv.Itoa(i)
		write(t, filepath.Join(path, key), key)
		mustGet(t, s, key, key)
		mustGet(t, s, "0", "0")
	}
	if n := openIn(t, path); n != 3 {
		t.Errorf("%d files are open, want 3", n)
	}
	before := c.opens.Load()
	for _, key := range []string{"0", "8", "9"} {
		mustGet(t, s, key, key)
	}
	if n := c.opens.Load() - before; n != 0 {
		t.Errorf("%d of the files that were asked for last were opened again", n)
	}
}

// TestKeptIdle checks that a file that nobody asks for is closed in the end.
func TestKeptIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _, path := keeping(t, 0)
		write(t, filepath.Join(path, "l"), digits)
		mustGet(t, s, "k", digits)
		time.Sleep(40 * time.Second)
		mustGet(t, s, "l", digits)
		if n := openIn(t, path); n != 2 {
			t.Errorf("%d files are open, want 2", n)
		}
		time.Sleep(40 * time.Second)
		mustGet(t, s, "l", digits)
		if n := openIn(t, path); n != 1 {
			t.Errorf("%d files are open, want l alone", n)
		}
	})
}

// TestKeptIsShared checks that whoever closes a file, or the Store, closes it for nobody else,
// and that an Object that is closed twice does not either.
func TestKeptIsShared(t *testing.T) {
	s, c, path := keeping(t, 0)
	ctx, ref := context.Background(), store.Ref{Bucket: "b", Key: "k"}
	first, err := s.Open(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	second, third := open(t, s, "k"), open(t, s, "k")
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if err := first.Close(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("second Close = %v, want %v", err, fs.ErrClosed)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, o := range []store.Object{second, third} {
		if got := read(t, o, 0, 10); got != digits {
			t.Errorf("reads %q after others were closed", got)
		}
	}
	mustGet(t, s, "k", digits)
	mustGet(t, s, "k", digits)
	if c.opens.Load() != 3 || openIn(t, path) != 1 {
		t.Errorf("a Store that was closed keeps files: opened %d times, %d are open", c.opens.Load(), openIn(t, path))
	}
}

// TestKeptIsForgotten checks that a file that was removed is closed when it is missed.
func TestKeptIsForgotten(t *testing.T) {
	s, _, path := keeping(t, 0)
	mustGet(t, s, "k", digits)
	if err := os.Remove(filepath.Join(path, "k")); err != nil {
		t.Fatal(err)
	}
	if _, err := contentOf(s, "k"); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open of a file that was removed = %v, want %v", err, store.ErrNoKey)
	}
	if n := openIn(t, path); n != 0 {
		t.Errorf("%d files are open, want none", n)
	}
}

// TestSwappedFolder puts something else at the place of a folder whose file is kept open.
// Whatever it is, it is read as it would be without: no link leads out.
func TestSwappedFolder(t *testing.T) {
	for _, settling := range []time.Duration{fsstore.Settling, 0} {
		t.Run(settling.String(), func(t *testing.T) { swapFolder(t, settling) })
	}
}

func swapFolder(t *testing.T, settling time.Duration) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "k"), "outside")
	s, _, path := keeping(t, 0)
	s.SetSettling(settling)
	write(t, filepath.Join(path, "d", "k"), digits)
	write(t, filepath.Join(path, "e", "k"), "inside")
	d, moved := filepath.Join(path, "d"), filepath.Join(outside, "moved")
	for _, step := range []struct {
		name string
		do   func() error
		want string // "" for no key
	}{
		{"as it was", func() error { return nil }, digits},
		{"moved out", func() error { return os.Rename(d, moved) }, ""},
		// The very file that is kept open, but not in the folder any more.
		{"link to where it was moved", func() error { return os.Symlink(moved, d) }, ""},
		{"relative link to there", func() error {
			rel, err := filepath.Rel(path, moved)
			return errors.Join(err, os.Remove(d), os.Symlink(rel, d))
		}, ""},
		{"link to another folder", func() error { return errors.Join(os.Remove(d), os.Symlink("e", d)) }, "inside"},
		{"link out", func() error { return errors.Join(os.Remove(d), os.Symlink(outside, d)) }, ""},
		{"file", func() error { return errors.Join(os.Remove(d), os.WriteFile(d, nil, 0o666)) }, ""},
		{"moved back", func() error { return errors.Join(os.Remove(d), os.Rename(moved, d)) }, digits},
		{"file that is a link out", func() error {
			return errors.Join(os.Remove(filepath.Join(d, "k")), os.Symlink(filepath.Join(outside, "k"), filepath.Join(d, "k")))
		}, ""},
	} {
		if err := step.do(); err != nil {
			t.Fatal(step.name, err)
		}
		for range 2 {
			got, err := contentOf(s, "d/k")
			if got != step.want || step.want == "" && !errors.Is(err, store.ErrNoKey) {
				t.Errorf("%s: d/k reads %q, %v; want %q", step.name, got, err, step.want)
			}
		}
	}
}
