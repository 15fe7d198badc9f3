package fsstore_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// TestReplaced checks that a file replaced by renaming goes on being read.
func TestReplaced(t *testing.T) {
	root, path := folder(t)
	o := open(t, fsstore.New("b", root), "k")
	write(t, filepath.Join(path, "new"), "9876543210")
	if err := os.Rename(filepath.Join(path, "new"), filepath.Join(path, "k")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, o, 0, 10); got != digits {
		t.Errorf("after a rename: %q, want %q", got, digits)
	}
	if err := os.Remove(filepath.Join(path, "k")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, o, 0, 10); got != digits {
		t.Errorf("after a removal: %q, want %q", got, digits)
	}
}

// TestChanged checks that a file that was written to is not read.
func TestChanged(t *testing.T) {
	changes := map[string]func(path string) error{
		"longer":  func(path string) error { return os.WriteFile(path, []byte(digits+"!"), 0o666) },
		"shorter": func(path string) error { return os.Truncate(path, 3) },
		"touched": func(path string) error { return os.Chtimes(path, modified, modified.Add(1000)) },
	}
	for name, change := range changes {
		root, path := folder(t)
		o := open(t, fsstore.New("b", root), "k")
		if err := change(filepath.Join(path, "k")); err != nil {
			t.Fatal(err)
		}
		if _, err := o.OpenRange(context.Background(), 0, 3); !errors.Is(err, store.ErrChanged) {
			t.Errorf("Read of a file that is %s = %v, want %v", name, err, store.ErrChanged)
		}
	}
}

// TestCutShort checks that a file that becomes shorter while it is read is an error. Its
// window is longer than those that are read when they are opened.
func TestCutShort(t *testing.T) {
	const size = 100 << 10
	for _, hide := range []bool{true, false} {
		root, path := folder(t)
		write(t, filepath.Join(path, "k"), strings.Repeat("x", size))
		r, err := open(t, fsstore.New("b", root), "k").OpenRange(context.Background(), 1, size-1)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(filepath.Join(path, "k"), 4); err != nil {
			t.Fatal(err)
		}
		from := io.Reader(r)
		if hide {
			from = struct{ io.Reader }{r}
		}
		if n, err := io.Copy(io.Discard, from); n != 3 || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("Copy = %d, %v; want 3, %v", n, err, io.ErrUnexpectedEOF)
		}
	}
}

// A liar is a file system whose streams are shorter than their sizes.
type liar struct{ fstest.MapFS }

func (l liar) Open(name string) (fs.File, error) {
	f, err := l.MapFS.Open(name)
	if err != nil {
		return nil, err
	}
	return lie{f}, nil
}

type lie struct{ fs.File }

func (l lie) Stat() (fs.FileInfo, error) {
	info, err := l.File.Stat()
	return claim{info}, err
}

type claim struct{ fs.FileInfo }

func (claim) Size() int64 { return 20 }

func TestShortStream(t *testing.T) {
	s := fsstore.New("b", liar{fstest.MapFS{"k": {Data: []byte(digits), ModTime: modified}, "l": {Data: []byte(digits)}}})
	r, err := open(t, s, "k").OpenRange(context.Background(), 5, 10)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); n != 5 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Copy of a short stream = %d, %v; want 5, %v", n, err, io.ErrUnexpectedEOF)
	}
	if _, err := open(t, s, "k").OpenRange(context.Background(), 15, 5); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Read behind the end of a short stream = %v, want %v", err, io.ErrUnexpectedEOF)
	}
	if _, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "l"}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Open of a short file without a time = %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

// A stream that is read twice has to be the same file.
func TestReopened(t *testing.T) {
	files := fstest.MapFS{"k": {Data: []byte(digits), ModTime: modified}}
	for name, change := range map[string]func(){
		"replaced": func() { files["k"] = &fstest.MapFile{Data: []byte("other")} },
		"removed":  func() { delete(files, "k") },
	} {
		files["k"] = &fstest.MapFile{Data: []byte(digits), ModTime: modified}
		o := open(t, fsstore.New("b", streams{files}), "k")
		if got := read(t, o, 1, 2); got != "12" {
			t.Errorf("first Read = %q, want 12", got)
		}
		change()
		if _, err := o.OpenRange(context.Background(), 0, 1); !errors.Is(err, store.ErrChanged) {
			t.Errorf("second Read of a file that was %s = %v, want %v", name, err, store.ErrChanged)
		}
	}
}

// streams is a file system whose files have neither Seek nor ReadAt.
type streams struct{ fs.FS }

func (s streams) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return struct{ fs.File }{f}, nil
}

// errBroken is an error that says nothing about the name.
var errBroken = errors.New("broken")

// broken is a file system that fails to open, or to describe what it opens.
type broken struct{ stat bool }

func (b broken) Open(string) (fs.File, error) {
	if b.stat {
		return brokenFile{}, nil
	}
	return nil, errBroken
}

type brokenFile struct{ fs.File }

func (brokenFile) Stat() (fs.FileInfo, error) { return nil, errBroken }
func (brokenFile) Close() error               { return nil }

func TestBroken(t *testing.T) {
	for _, stat := range []bool{false, true} {
		s := fsstore.New("b", broken{stat})
		_, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
		if !errors.Is(err, errBroken) || errors.Is(err, store.ErrNoKey) {
			t.Errorf("Open = %v, want %v", err, errBroken)
		}
	}
}
