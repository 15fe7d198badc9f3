package fsstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
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

// contentOf opens a key, reads its content and closes it.
func contentOf(s *fsstore.Store, key string) (text string, err error) {
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
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
	outside := t.TempDir()
	write(t, filepath.Join(outside, "k"), "outside")
	s, _, path := keeping(t, 0)
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

// A replacement puts a text where a file is.
type replacement struct {
	name string
	do   func(path, text string) error
}

// replacements are of a file in the folder d.
var replacements = []replacement{
	{"renamed over", func(path, text string) error { return byRenaming(path, []byte(text)) }},
	{"rewritten in place", func(path, text string) error { return inPlace(path, []byte(text)) }},
	{"removed and made anew", func(path, text string) error {
		return errors.Join(os.Remove(path), inPlace(path, []byte(text)))
	}},
	{"replaced by one with its old time", func(path, text string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		fresh := path + ".new"
		return errors.Join(inPlace(fresh, []byte(text)), os.Chtimes(fresh, info.ModTime(), info.ModTime()), os.Rename(fresh, path))
	}},
	{"folder swapped for another", func(path, text string) error {
		dir := filepath.Dir(path)
		old, fresh := dir+".old", dir+".new"
		return errors.Join(os.Mkdir(fresh, 0o777), inPlace(filepath.Join(fresh, "k"), []byte(text)),
			os.Rename(dir, old), os.Rename(fresh, dir), os.RemoveAll(old))
	}},
	{"folder swapped for a link", func(path, text string) error {
		dir := filepath.Dir(path)
		target := dir + "." + strings.TrimLeft(text[:8], "0")
		return errors.Join(os.Mkdir(target, 0o777), inPlace(filepath.Join(target, "k"), []byte(text)),
			os.Rename(dir, dir+".gone"), os.Symlink(filepath.Base(target), dir), os.RemoveAll(dir+".gone"))
	}},
}

// rewrites are those that keep the names of a file. They are apart from the others, because a
// file that loses its name and its history at once is beyond what is promised.
var rewrites = []replacement{
	{"rewritten in place", func(path, text string) error { return inPlace(path, []byte(text)) }},
	{"rewritten with its old time", func(path, text string) error { return stealthily(path, []byte(text)) }},
}

// TestReplacedUnderLoad replaces a file in every way while many read it. Who asks when a
// replacement is done gets that one or a later one, and never the file that is kept open from
// before; and no content is a mixture.
func TestReplacedUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, files := range []int{0, 1, -1} {
		for name, ways := range map[string][]replacement{"replaced": replacements, "rewritten": rewrites} {
			t.Run(fmt.Sprintf("OpenFiles %d, %s", files, name), func(t *testing.T) { replaceUnderLoad(t, files, ways) })
		}
	}
}

func replaceUnderLoad(t *testing.T, files int, ways []replacement) {
	s, c, path := keeping(t, files)
	path = filepath.Join(path, "d", "k")
	write(t, path, generation(0))
	var done atomic.Int64 // the generation that is in place
	var stop atomic.Bool
	var whole atomic.Int64
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for !stop.Load() {
				least := done.Load()
				text, err := contentOf(s, "d/k")
				if err != nil || len(text) < 8 {
					continue // is being replaced
				}
				whole.Add(1)
				n, err := strconv.Atoi(text[:8])
				// One that is being written in place may be read as far as it is.
				if err != nil || int64(n) < least || !strings.HasPrefix(generation(n), text) {
					t.Errorf("content %.8s… of %d bytes, %v when generation %d was in place", text, len(text), err, least)
				}
			}
		})
	}
	for i := 1; i <= 36; i++ {
		waitForTick(t, filepath.Dir(path)) // what a clock cannot tell apart is not promised
		way := ways[i%len(ways)]
		if err := way.do(path, generation(i)); err != nil {
			t.Error(way.name, err)
		}
		done.Store(int64(i))
		mustGet(t, s, "d/k", generation(i))
		mustGet(t, s, "d/k", generation(i))
	}
	stop.Store(true)
	group.Wait()
	t.Logf("%d whole contents, %d opened", whole.Load(), c.opens.Load())
	if whole.Load() == 0 {
		t.Error("no content came whole")
	}
}

// generation is a content that is larger than what is read at once.
func generation(n int) string { return strings.Repeat(fmt.Sprintf("%08d", n), 5000) }
