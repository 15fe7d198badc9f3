package fsstore_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

func TestDirFS(t *testing.T) {
	root, path := folder(t)
	write(t, filepath.Join(path, "d", "k"), digits)
	if err := fstest.TestFS(os.DirFS(path), "k", "d/k"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"k", "d/k"} {
		b, err := fs.ReadFile(root, name)
		if err != nil || string(b) != digits {
			t.Errorf("ReadFile(%s) = %q, %v; want %q", name, b, err, digits)
		}
	}
	if _, err := fsstore.Dir(filepath.Join(path, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Dir of no folder = %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := root.Open("../k"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("Open(../k) = %v, want %v", err, fs.ErrInvalid)
	}
}

// TestLinks checks that links are followed inside the folder and nowhere else.
func TestLinks(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "secret"), "secret")
	root, path := folder(t)
	write(t, filepath.Join(path, "d", "k"), digits)
	for name, target := range map[string]string{
		"inside":        "k",
		"d/inside":      "../k",
		"absolute":      filepath.Join(outside, "secret"),
		"absolute-home": filepath.Join(path, "k"),
		"relative":      "../" + filepath.Base(outside) + "/secret",
		"folder":        outside,
		"up":            "..",
		"loop":          "loop",
		"dangling":      "nowhere",
		"to-folder":     "d",
	} {
		if err := os.Symlink(target, filepath.Join(path, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
	s := fsstore.New("b", root)
	for _, key := range []string{"inside", "d/inside", "to-folder/k"} {
		if got := read(t, open(t, s, key), 0, 10); got != digits {
			t.Errorf("%s reads %q, want %q", key, got, digits)
		}
	}
	for _, key := range []string{
		"absolute", "absolute-home", "relative", "folder", "folder/secret", "up", "up/" + filepath.Base(outside) + "/secret",
		"loop", "loop/k", "dangling", "to-folder",
	} {
		_, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
		if !errors.Is(err, store.ErrNoKey) {
			t.Errorf("Open(%q) = %v, want %v", key, err, store.ErrNoKey)
		}
	}
}

// TestClosedRoot checks that a closed folder is a failure and not an empty folder.
func TestClosedRoot(t *testing.T) {
	root, err := fsstore.Dir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := root.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = fsstore.New("b", root).Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err == nil || errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open in a closed folder = %v, want another error than %v", err, store.ErrNoKey)
	}
}

// TestUnreadable checks that a file that may not be read is a failure.
func TestUnreadable(t *testing.T) {
	root, path := folder(t)
	if err := os.Chmod(filepath.Join(path, "k"), 0); err != nil {
		t.Fatal(err)
	}
	if f, err := root.Open("k"); err == nil {
		_ = f.Close()
		t.Skip("this user may read every file")
	}
	_, err := fsstore.New("b", root).Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err == nil || errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open of an unreadable file = %v, want another error than %v", err, store.ErrNoKey)
	}
}
