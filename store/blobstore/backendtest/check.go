// Package backendtest checks a [blobstore.Backend] against what package blobstore says of one. A test
// of a Backend is one call:
//
//	func TestBackend(t *testing.T) {
//		backendtest.Check(t, func(t *testing.T) blobstore.Backend { return open(t, t.TempDir()) })
//	}
//
// Whether what was written outlasts a loss of power, and what several processes see of each other, it
// cannot know.
package backendtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"sync"
	"testing"

	"github.com/s3get/s3get/store/blobstore"
)

// Check checks each promise in a subtest of its name, for which open opens a Backend of no files. Open
// may have the test that it is given close the Backend when it ends. With -short it tries less.
func Check(t *testing.T, open func(t *testing.T) blobstore.Backend) {
	t.Helper()
	for _, p := range [...]struct {
		name  string
		check func(*checker)
	}{
		{"Add", added},
		{"Add/exclusive", addedOnce},
		{"Add/content", addedCopy},
		{"AddAndTrim", trimmed},
		{"Create", created},
		{"Create/discard", discarded},
		{"Create/large", createdLarge},
		{"Stat", described},
		{"Read/limit", limited},
		{"Open", opened},
		{"Open/ranges at once", openedAtOnce},
		{"Open/removed", openedRemoved},
		{"Remove", removed},
		{"Remove/beside Add", removedBesideAdd},
		{"List", listed},
		{"List/order", listedInOrder},
		{"List/meanwhile", listedMeanwhile},
		{"First", first},
		{"First/stamp", stamped},
		{"First/stamp of a log", stampedLog},
		{"Lock/shared", lockedShared},
		{"Lock/exclusive", lockedExclusively},
		{"Lock/waits", lockWaits},
		{"missing", missing},
		{"canceled", canceled},
	} {
		t.Run(p.name, func(t *testing.T) { p.check(&checker{t, open(t), t.Context()}) })
	}
}

// A checker checks a Backend.
type checker struct {
	t   *testing.T
	b   blobstore.Backend
	ctx context.Context
}

// rounds returns how often something is tried.
func rounds(n int) int {
	if testing.Short() {
		return max(1, n/10)
	}
	return n
}

// add adds files whose content is their name.
func (c *checker) add(names ...string) {
	c.t.Helper()
	for _, name := range names {
		if err := c.b.Add(c.ctx, name, []byte(name)); err != nil {
			c.t.Fatalf("Add(%q) = %v", name, err)
		}
	}
}

func (c *checker) remove(name string) {
	c.t.Helper()
	if err := c.b.Remove(c.ctx, name); err != nil {
		c.t.Fatalf("Remove(%q) = %v", name, err)
	}
}

// has checks the content of a file, as each method gives it.
func (c *checker) has(name, content string) {
	c.t.Helper()
	got, err := c.b.Read(c.ctx, name, int64(len(content)))
	if string(got) != content || err != nil {
		c.t.Errorf("Read(%q) = %s, %v; want %s", name, brief(string(got)), err, brief(content))
	}
	info, err := c.b.Stat(c.ctx, name)
	if info.Size != int64(len(content)) || info.Modified.IsZero() || err != nil {
		c.t.Errorf("Stat(%q) = %+v, %v; want %d bytes and a time", name, info, err, len(content))
	}
	f, err := c.b.Open(c.ctx, name)
	if err != nil {
		c.t.Errorf("Open(%q) = %v", name, err)
		return
	}
	defer f.Close()
	c.hasRange(f, name, content, 0, int64(len(content)))
}

// hasRange checks a range of a file, read and written.
func (c *checker) hasRange(f blobstore.File, name, content string, off, n int64) {
	c.t.Helper()
	got, err := readRange(c.ctx, f, off, n)
	if want := content[off : off+n]; got != want || err != nil {
		c.t.Errorf("%q from %d has %s, %v; want %s", name, off, brief(got), err, brief(want))
	}
}

// readRange reads a range. By chance it is written by the reader.
func readRange(ctx context.Context, f blobstore.File, off, n int64) (string, error) {
	r, err := f.OpenRange(ctx, off, n)
	if err != nil {
		return "", err
	}
	var got []byte
	if off%2 == 0 {
		got, err = io.ReadAll(struct{ io.Reader }{r})
	} else {
		w := sink{}
		_, err = io.Copy(&w, r)
		got = w.bytes
	}
	return string(got), errors.Join(err, r.Close())
}

// A sink keeps what is written, and can do nothing beside.
type sink struct{ bytes []byte }

func (s *sink) Write(p []byte) (int, error) {
	s.bytes = append(s.bytes, p...)
	return len(p), nil
}

// lacks checks that there is no file of a name.
func (c *checker) lacks(name string) {
	c.t.Helper()
	if got, err := c.b.Read(c.ctx, name, 1<<20); !errors.Is(err, fs.ErrNotExist) {
		c.t.Errorf("Read(%q) = %s, %v; want fs.ErrNotExist", name, brief(string(got)), err)
	}
	if info, err := c.b.Stat(c.ctx, name); !errors.Is(err, fs.ErrNotExist) {
		c.t.Errorf("Stat(%q) = %+v, %v; want fs.ErrNotExist", name, info, err)
	}
	f, err := c.b.Open(c.ctx, name)
	if err == nil {
		defer f.Close()
		_, err = readRange(c.ctx, f, 0, 1)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		c.t.Errorf("Open(%q), or its OpenRange = %v; want fs.ErrNotExist", name, err)
	}
	if names := c.names(c.b.List(c.ctx, name, "")); len(names) > 0 && names[0] == name {
		c.t.Errorf("List has %q, which is not there", name)
	}
}

// names returns the names of a list.
func (c *checker) names(list iter.Seq2[string, error]) (names []string) {
	c.t.Helper()
	for name, err := range list {
		if err != nil {
			c.t.Errorf("List yields %q, %v", name, err)
		}
		names = append(names, name)
	}
	return names
}

// write writes a file.
func (c *checker) write(name, content string) {
	c.t.Helper()
	w, err := c.b.Create(c.ctx, name)
	if err == nil {
		defer w.Discard()
		_, err = io.WriteString(w, content)
	}
	if err == nil {
		err = w.Commit()
	}
	if err != nil {
		c.t.Fatalf("Create(%q), Write or Commit = %v", name, err)
	}
}

// together runs n functions at once.
func together(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// brief shows a content that may be long.
func brief(s string) string {
	if len(s) > 40 {
		return fmt.Sprintf("%q… of %d bytes", s[:40], len(s))
	}
	return fmt.Sprintf("%q", s)
}
