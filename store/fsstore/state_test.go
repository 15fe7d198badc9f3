package fsstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// TestETagOfStealthyChange checks that setting back the time of a file does not give it
// back its entity tag, that links and permissions count, and that reading does not.
func TestETagOfStealthyChange(t *testing.T) {
	if !hasChangeTime(t) {
		t.Skip("this system does not tell when files were changed")
	}
	root, path := folder(t)
	path = filepath.Join(path, "k")
	s := fsstore.New("b", root)
	seen := map[string]string{}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"written", func() error { return nil }},
		{"rewritten with its old time", func() error { return restored(rewrite)(path, 10) }},
		{"replaced by a copy with its time", func() error {
			write(t, path+".new", digits)
			return os.Rename(path+".new", path)
		}},
		{"given other permissions", func() error { return os.Chmod(path, 0o600) }},
		{"linked", func() error { return os.Link(path, path+".link") }},
	} {
		waitForTick(t, path)
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		tag := open(t, s, "k").Info().ETag
		if before, ok := seen[tag]; ok {
			t.Errorf("the file that was %s has the tag %s of the one that was %s", step.name, tag, before)
		}
		seen[tag] = step.name
		read(t, open(t, s, "k"), 0, 10)
		if again := open(t, s, "k").Info().ETag; again != tag {
			t.Errorf("tag %s, and %s once the file was read", tag, again)
		}
	}
}

// TestReplacedWhileRead checks that a file whose last name goes while it is read, as it
// does where a file is replaced by renaming, is read to its end.
func TestReplacedWhileRead(t *testing.T) {
	const size = 200 << 10
	for name, do := range map[string]func(path string) error{
		"removed":  os.Remove,
		"replaced": func(path string) error { return os.Rename(path+".new", path) },
	} {
		root, path := folder(t)
		path = filepath.Join(path, "k")
		write(t, path, string(bytes.Repeat([]byte("a"), size)))
		write(t, path+".new", "new")
		r, err := open(t, fsstore.New("b", root), "k").Read(context.Background(), 0, size)
		if err != nil {
			t.Fatal(err)
		}
		to := &saboteur{do: func() error { return do(path) }}
		if n, err := io.Copy(struct{ io.Writer }{to}, r); n != size || err != nil {
			t.Errorf("Copy of a file that was %s = %d, %v; want all of it", name, n, err)
		}
	}
}

// TestWriteThroughKeptDescriptor changes a file that has lost its name.
func TestWriteThroughKeptDescriptor(t *testing.T) {
	root, path := folder(t)
	path = filepath.Join(path, "k")
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := open(t, fsstore.New("b", root), "k")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got := read(t, o, 0, 10); got != digits {
		t.Errorf("after a removal: %q, want %q", got, digits)
	}
	if _, err := f.WriteAt([]byte("!"), 3); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Read(context.Background(), 0, 10); !errors.Is(err, store.ErrChanged) {
		t.Errorf("Read after a write = %v, want %v", err, store.ErrChanged)
	}
}

// waitForTick returns when what is changed in the folder of path has a later time than
// what was changed in it before.
func waitForTick(t testing.TB, path string) {
	t.Helper()
	probe := func() time.Time {
		if err := os.WriteFile(path+".tick", nil, 0o666); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path + ".tick")
		if err != nil {
			t.Fatal(err)
		}
		return info.ModTime()
	}
	for start := probe(); !probe().After(start.Add(time.Millisecond)); {
	}
}
