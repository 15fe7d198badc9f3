package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/s3get/s3get/internal/journal"
)

const line = "test 1"

// open opens a journal and returns its records as text.
func open(path string) (*journal.File, []string, error) {
	var all []string
	f, err := journal.Open(path, line, func(r journal.Record) error {
		all = append(all, string(r.Head)+"="+string(r.Content))
		return nil
	})
	return f, all, err
}

func reopen(t *testing.T, path string, want ...string) *journal.File {
	t.Helper()
	f, got, err := open(path)
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("Open = %q, %v, want %q", got, err, want)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func add(t *testing.T, f *journal.File, head, content string) {
	t.Helper()
	if err := errors.Join(f.Append([]byte(head), strings.NewReader(content), int64(len(content))), f.Sync()); err != nil {
		t.Fatal(err)
	}
}

// file returns a journal of two records in a file, and what the file has.
func file(t *testing.T) (path string, data []byte) {
	path = filepath.Join(t.TempDir(), "journal")
	f := reopen(t, path)
	add(t, f, "a", "one")
	add(t, f, "b", "")
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, data
}

func TestAppendAndRewrite(t *testing.T) {
	path, _ := file(t)
	f := reopen(t, path, "a=one", "b=")
	add(t, f, "c", "three")
	err := f.Rewrite(func(add journal.Appender) error { return add([]byte("all"), strings.NewReader("x"), 1) })
	if err != nil {
		t.Fatal(err)
	}
	add(t, f, "d", "four")
	if info, err := os.Stat(path); err != nil || info.Size() != f.Size() {
		t.Errorf("Size() = %d, the file %v, %v", f.Size(), info, err)
	}
	failing := errors.New("fails")
	if err := f.Rewrite(func(journal.Appender) error { return failing }); !errors.Is(err, failing) {
		t.Errorf("Rewrite = %v, want %v", err, failing)
	}
	add(t, f, "e", "")
	_ = f.Close()
	_ = reopen(t, path, "all=x", "d=four", "e=").Close()
	names, err := filepath.Glob(path + "*")
	if err != nil || len(names) != 2 {
		t.Errorf("files are %q, %v, want the journal and its lock", names, err)
	}
}

// However much of the last record is there, the ones before it are whole, and new ones follow.
func TestTorn(t *testing.T) {
	path, data := file(t)
	first := len(line) + 1
	second := first + 16 + 4 + 4
	for n := first; n < len(data); n++ {
		if err := os.WriteFile(path, data[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		want, end := []string{}, first
		if n >= second {
			want, end = append(want, "a=one"), second
		}
		f := reopen(t, path, want...)
		if f.Dropped() != int64(n-end) {
			t.Errorf("of %d bytes %d were dropped, want %d", n, f.Dropped(), n-end)
		}
		add(t, f, "c", "new")
		_ = f.Close()
		again := reopen(t, path, append(want, "c=new")...)
		if again.Dropped() != 0 {
			t.Errorf("what was dropped is dropped again, %d bytes", again.Dropped())
		}
		_ = again.Close()
	}
}

// Whatever byte is another, the file is refused and stays as it is.
func TestDamaged(t *testing.T) {
	path, data := file(t)
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 0x10
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		want := journal.ErrDamaged
		if i <= len(line) {
			want = journal.ErrForeign
		}
		if _, got, err := open(path); !errors.Is(err, want) {
			t.Fatalf("with another byte %d Open = %q, %v, want %v", i, got, err, want)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, bad) {
			t.Fatalf("a file that was refused is now %q, %v", now, err)
		}
	}
}

func TestRefused(t *testing.T) {
	path, data := file(t)
	f := reopen(t, path, "a=one", "b=")
	if _, _, err := open(path); !errors.Is(err, journal.ErrInUse) {
		t.Errorf("Open of what is open = %v, want %v", err, journal.ErrInUse)
	}
	_ = f.Close()
	if err := f.Append(nil, nil, 0); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Append after Close = %v, want %v", err, os.ErrClosed)
	}
	if err := f.Close(); err != nil {
		t.Errorf("a second Close = %v", err)
	}
	if err := os.WriteFile(path, data[:3], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(path); !errors.Is(err, journal.ErrForeign) {
		t.Errorf("Open of the beginning of a line = %v, want %v", err, journal.ErrForeign)
	}
	if _, _, err := open(filepath.Join(path, "not", "there")); err == nil {
		t.Error("Open in no folder has no error")
	}
	if _, _, err := open(filepath.Dir(path)); err == nil {
		t.Error("Open of a folder has no error")
	}
}

// A file that is empty is one that is not there, and another name of a file is the file.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	empty, link := filepath.Join(dir, "empty"), filepath.Join(dir, "link")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = reopen(t, empty).Close()
	if err := os.Symlink(empty, link); err != nil {
		t.Skip("this system has no symbolic links:", err)
	}
	f := reopen(t, link)
	add(t, f, "a", "")
	if err := f.Rewrite(func(add journal.Appender) error { return add([]byte("b"), nil, 0) }); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
	_ = reopen(t, empty, "b=").Close()
}

// Who reads may refuse a record.
func TestRefusedByReader(t *testing.T) {
	path, data := file(t)
	no := errors.New("no")
	if _, err := journal.Open(path, line, func(journal.Record) error { return no }); !errors.Is(err, no) || !strings.Contains(err.Error(), path) {
		t.Errorf("Open = %v, want %v of %s", err, no, path)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, data) {
		t.Errorf("the file is now %q, %v", now, err)
	}
	_ = reopen(t, path, "a=one", "b=").Close()
}

// Where the new file cannot take the place of the old one, there is an error and nothing is left.
func TestRewriteFails(t *testing.T) {
	path, _ := file(t)
	f := reopen(t, path, "a=one", "b=")
	if err := errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "full"), 0o700)); err != nil {
		t.Skip("this system removes no file that is open:", err)
	}
	if err := f.Rewrite(func(journal.Appender) error { return nil }); err == nil {
		t.Error("Rewrite in the place of a folder has no error")
	}
	if err := f.Append(nil, nil, 0); err == nil {
		t.Error("Append to what is not there has no error")
	}
	if names, _ := filepath.Glob(path + ".new-*"); len(names) != 0 {
		t.Errorf("left are %q", names)
	}
	closed := reopen(t, filepath.Join(t.TempDir(), "other"))
	_ = closed.Close()
	if err := closed.Rewrite(func(journal.Appender) error { return nil }); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Rewrite after Close = %v, want %v", err, os.ErrClosed)
	}
}

// A write that fails is the last one, and leaves what was there.
func TestFailingContent(t *testing.T) {
	path, _ := file(t)
	f := reopen(t, path, "a=one", "b=")
	if err := f.Append([]byte("c"), strings.NewReader("short"), 100); err == nil {
		t.Error("Append of too short a content has no error")
	}
	if err := f.Append([]byte("d"), strings.NewReader("x"), 1); err == nil {
		t.Error("Append after an error has none")
	}
	_ = f.Close()
	reopen(t, path, "a=one", "b=")
}

func TestConcurrentSync(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	f := reopen(t, path)
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			mu.Lock()
			err := f.Append([]byte(fmt.Sprint(i)), nil, 0)
			if i == 20 {
				err = errors.Join(err, f.Rewrite(func(journal.Appender) error { return nil }))
			}
			mu.Unlock()
			if err := errors.Join(err, f.Sync()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
