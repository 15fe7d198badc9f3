package fsstore_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/version"
)

// remembered opens a key, and returns what is in memory of it, all or nil.
func remembered(t testing.TB, s *fsstore.Store, key string) []byte {
	t.Helper()
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	return o.(store.InMemory).Content(0, o.Info().Size)
}

// TestContentSettles checks that content is in memory once the file was kept open for some time, and
// again when as much has passed since a change.
func TestContentSettles(t *testing.T) {
	for _, first := range []bool{true, false} { // the first or a later request asks for content
		synctest.Test(t, func(t *testing.T) {
			s, c, path := keeping(t, 0)
			for _, text := range []string{digits, "abcdefghij"} {
				waitForTick(t, path)
				if err := inPlace(filepath.Join(path, "k"), []byte(text)); err != nil {
					t.Fatal(err)
				}
				if first {
					mustGet(t, s, "k", text)
				} else {
					open(t, s, "k")
				}
				for _, d := range []time.Duration{0, fsstore.Settling - 1} {
					time.Sleep(d)
					if got := remembered(t, s, "k"); got != nil {
						t.Errorf("%q is in memory %v too early", got, fsstore.Settling-d)
					}
					mustGet(t, s, "k", text)
				}
				time.Sleep(time.Nanosecond)
				if got := remembered(t, s, "k"); string(got) != text {
					t.Errorf("%q is in memory, want %q", got, text)
				}
				mustGet(t, s, "k", text)
			}
			if n := c.opens.Load(); n != 2 {
				t.Errorf("opened %d times, want once for each content", n)
			}
		})
	}
}

// TestContentOfSize checks what is in memory of files of all sizes, and of files that are not kept open.
func TestContentOfSize(t *testing.T) {
	for _, tt := range []struct {
		size, files int
		want        bool
	}{{0, 0, true}, {1, 0, true}, {4096, 0, true}, {4097, 0, false}, {1, -1, false}} {
		s, _, path := keeping(t, tt.files)
		s.SetSettling(0)
		text := strings.Repeat("0123456789abcde", 300)[:tt.size]
		write(t, filepath.Join(path, "l"), text)
		for range 2 {
			o := open(t, s, "l").(store.InMemory)
			n := int64(tt.size)
			for _, w := range [][2]int64{{0, n}, {0, n / 2}, {n / 2, n - n/2}, {n, 0}} {
				got := o.Content(w[0], w[1])
				if (got != nil) != tt.want || tt.want && string(got) != text[w[0]:w[0]+w[1]] || cap(got) != len(got) {
					t.Errorf("OpenFiles %d, %d bytes: Content%v = %.20q, want some: %t", tt.files, tt.size, w, got, tt.want)
				}
			}
			for _, w := range [][2]int64{{-1, 1}, {0, -1}, {0, n + 1}, {n + 1, 0}, {1, 1<<63 - 1}} {
				if got := o.Content(w[0], w[1]); got != nil {
					t.Errorf("%d bytes: Content%v = %.20q, want none", tt.size, w, got)
				}
			}
		}
	}
}

// TestContentOfFileSystems checks that content is in memory of files of the system alone.
func TestContentOfFileSystems(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		s := fsstore.New("b", fsys)
		t.Cleanup(func() { _ = s.Close() })
		s.SetSettling(0)
		for range 2 {
			if got, want := remembered(t, s, "k") != nil, hasChangeTime(t) && strings.HasPrefix(name, "Dir"); got != want {
				t.Errorf("%s: content is in memory: %t, want %t", name, got, want)
			}
		}
	}
}

// A handle remembers the file that was opened last.
type handle struct {
	counter
	last *os.File
}

func (h *handle) Open(name string) (fs.File, error) {
	f, err := h.counter.Open(name)
	if err == nil {
		h.last = f.(*os.File)
	}
	return f, err
}

// TestContentNeedsNoFile closes a file whose content is in memory, so that all that could be asked of
// it fails. One description of its path is all that a read takes.
func TestContentNeedsNoFile(t *testing.T) {
	if !hasChangeTime(t) {
		t.Skip("no file is kept open where none tells when it was changed")
	}
	root, _ := folder(t)
	h := &handle{counter: counted(root)}
	s := fsstore.New("b", h)
	s.SetSettling(0)
	mustGet(t, s, "k", digits)
	if err := h.last.Close(); err != nil {
		t.Fatal(err)
	}
	before := h.stats.Load()
	mustGet(t, s, "k", digits)
	if opens, stats := h.opens.Load(), h.stats.Load()-before; opens != 1 || stats != 1 {
		t.Errorf("opened %d times, and described %d times for a read, want 1 and 1", opens, stats)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestContentIsRead once, by one of many who ask for it at a time; the others may have to read the file.
func TestContentIsRead(t *testing.T) {
	const rounds, readers = 2000, 4
	_, c, _ := keeping(t, 0)
	for i := range rounds {
		s := fsstore.New("b", c)
		s.SetSettling(0)
		o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		var ready atomic.Int32
		var group sync.WaitGroup
		var seen [readers]*byte
		for n := range readers {
			group.Go(func() {
				for ready.Add(1); ready.Load() < readers; {
					runtime.Gosched()
				}
				if b := o.(store.InMemory).Content(0, 10); b != nil {
					seen[n] = &b[0]
				}
			})
		}
		group.Wait()
		one := &remembered(t, s, "k")[0]
		for _, p := range seen {
			if p != nil && p != one {
				t.Fatalf("round %d: the content was read more than once", i)
			}
		}
		if err := errors.Join(o.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// changesOfContent put digits in another order where a file is, or leave them, or leave no file.
var changesOfContent = append([]replacement{
	{"overwritten in place", func(path, text string) error { return overwriteWith(path, text) }},
	{"overwritten with its old time", func(path, text string) error {
		return restored(func(path string, _ int) error { return overwriteWith(path, text) })(path, 0)
	}},
	{"truncated and restored", func(path, text string) error {
		return errors.Join(os.Truncate(path, 0), os.Truncate(path, 10), overwriteWith(path, text))
	}},
	{"truncated and restored with its old time", func(path, text string) error {
		return restored(func(path string, _ int) error {
			return errors.Join(os.Truncate(path, 0), os.Truncate(path, 10), overwriteWith(path, text))
		})(path, 0)
	}},
	{"written by who has it open", func(path, text string) error {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteAt([]byte(text), 0)
		return errors.Join(err, f.Sync(), f.Close())
	}},
	{"rewritten with its old time", rewrites[1].do},
	{"rewritten while it had another name", func(path, text string) error {
		return errors.Join(os.Rename(path, path+".old"), overwriteWith(path+".old", text), os.Rename(path+".old", path))
	}},
	{"rewritten by way of a link", func(path, text string) error {
		return errors.Join(os.Link(path, path+".link"), overwriteWith(path+".link", text), os.Remove(path+".link"))
	}},
	{"swapped for a link", func(path, text string) error {
		return errors.Join(inPlace(path+".to", []byte(text)), os.Remove(path), os.Symlink("k.to", path))
	}},
}, replacements...)

func overwriteWith(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte(text), 0)
	return errors.Join(err, f.Close())
}

// TestContentReplaced replaces a file whose content is in memory. The next read is of what is there
// then, and that is not in memory before it has settled.
func TestContentReplaced(t *testing.T) {
	const text = "9876543210"
	for _, way := range changesOfContent {
		synctest.Test(t, func(t *testing.T) {
			s, _, path := keeping(t, 0)
			path = filepath.Join(path, "d", "k")
			write(t, path, digits)
			mustGet(t, s, "d/k", digits)
			time.Sleep(fsstore.Settling)
			old := remembered(t, s, "d/k")
			if string(old) != digits {
				t.Fatalf("%s: before, %q is in memory", way.name, old)
			}
			waitForTick(t, filepath.Dir(path))
			if err := way.do(path, text); err != nil {
				t.Fatal(way.name, err)
			}
			if got := remembered(t, s, "d/k"); got != nil {
				t.Errorf("%s: %q is in memory", way.name, got)
			}
			mustGet(t, s, "d/k", text)
			time.Sleep(fsstore.Settling)
			if got := remembered(t, s, "d/k"); string(got) != text || string(old) != digits {
				t.Errorf("%s: %q is in memory, want %q; and what was before is %q", way.name, got, text, old)
			}
		})
	}
}

// TestContentOfPinned checks that an Object has the content that its file had when it was opened,
// or none.
func TestContentOfPinned(t *testing.T) {
	for name, read := range map[string]bool{"read before": true, "not read before": false} {
		s, _, path := keeping(t, 0)
		s.SetSettling(0)
		if read {
			mustGet(t, s, "k", digits)
		}
		o := open(t, s, "k")
		if err := overwriteWith(filepath.Join(path, "k"), "9876543210"); err != nil {
			t.Fatal(err)
		}
		got := store.LookupContent(o, 0, 10)
		_, err := o.OpenRange(context.Background(), 0, 10)
		if read != (string(got) == digits) || !read && got != nil || !errors.Is(err, store.ErrChanged) {
			t.Errorf("%s: %q is in memory, and OpenRange = %v", name, got, err)
		}
		mustGet(t, s, "k", "9876543210")
	}
}

// TestContentOfLinked gives a file that is open another name, other content and its old time, which a
// reader of it does not notice. It is not kept in memory.
func TestContentOfLinked(t *testing.T) {
	s, _, path := keeping(t, 0)
	s.SetSettling(0)
	path = filepath.Join(path, "k")
	o := open(t, s, "k")
	waitForTick(t, path)
	if err := errors.Join(os.Link(path, path+".link"), stealthily(path, []byte("9876543210"))); err != nil {
		t.Fatal(err)
	}
	if got := o.(store.InMemory).Content(0, 10); got != nil {
		t.Errorf("%q is in memory of a file that was something else", got)
	}
	mustGet(t, s, "k", "9876543210")
}

// TestMemo checks that Objects of a file that is kept open share a memo, from the second on.
func TestMemo(t *testing.T) {
	s, _, path := keeping(t, 0)
	memo := func() *store.Memo {
		o := open(t, s, "k")
		return store.LookupMemo(o, o.Info())
	}
	first, second, third := memo(), memo(), memo()
	if first != nil || second == nil || second != third {
		t.Errorf("memos %p, %p, %p; want none and two that are one", first, second, third)
	}
	waitForTick(t, path)
	if err := inPlace(filepath.Join(path, "k"), []byte(digits)); err != nil {
		t.Fatal(err)
	}
	if first, second := memo(), memo(); first != nil || second == nil || second == third {
		t.Error("a file that was rewritten has the memo of before")
	}
}

// TestPromisesOfContent checks the promises of package store where content is in memory at once.
func TestPromisesOfContent(t *testing.T) {
	s, _, path := keeping(t, 0)
	s.SetSettling(0)
	storetest.Check(t, storetest.Subject{
		Store: s, Bucket: "b",
		Put: func(_, key string, v storetest.Version) error {
			if len(v.PartSizes) > 0 || !v.CustomerKey.IsZero() || v.Null {
				return errors.ErrUnsupported
			}
			return byRenaming(filepath.Join(path, key), bytes.Clone(v.Content))
		},
		Delete: func(_, key string, which version.Selector) error {
			if !which.IsLatest() {
				return errors.ErrUnsupported
			}
			return os.Remove(filepath.Join(path, key))
		},
		Rewrite: func(_, key string, content []byte) error {
			waitForTick(t, path)
			return inPlace(filepath.Join(path, key), content)
		},
	})
}
