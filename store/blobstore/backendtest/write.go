package backendtest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/s3get/s3get/store/blobstore"
)

// longest is a name as long as names are.
func longest() string { return strings.Repeat(strings.Repeat("n", 179)+"/", 5)[:899] + "n" }

// added: what Add adds is there for each method, also if it is empty.
func added(c *checker) {
	if err := c.b.Add(c.ctx, "a/empty", nil); err != nil {
		c.t.Fatalf("Add of nothing = %v", err)
	}
	c.has("a/empty", "")
	for _, name := range []string{"top", "a/b", "a!/b", "deep/1/2/3/4", "a/all+,-.=~!", "a/~tm", longest()} {
		c.add(name)
		c.has(name, name)
	}
	large := strings.Repeat("0123456789abcdef", 100_000)
	if err := c.b.Add(c.ctx, "a/large", []byte(large)); err != nil {
		c.t.Fatalf("Add of %d bytes = %v", len(large), err)
	}
	c.has("a/large", large)
}

// addedOnce: of several that add a name, one does.
func addedOnce(c *checker) {
	c.add("d/once")
	if err := c.b.Add(c.ctx, "d/once", []byte("another")); !errors.Is(err, fs.ErrExist) {
		c.t.Errorf("Add of a name that there is = %v, want fs.ErrExist", err)
	}
	c.has("d/once", "d/once")
	for i := range rounds(30) {
		const many = 8
		name := fmt.Sprintf("race/%d/z00", i)
		var won atomic.Int64
		won.Store(-1)
		together(many, func(j int) {
			err := c.b.Add(c.ctx, name, bytes.Repeat([]byte{'a' + byte(j)}, 100))
			if err == nil && !won.CompareAndSwap(-1, int64(j)) {
				c.t.Errorf("two of %d that added %q did", many, name)
			}
			if err != nil && !errors.Is(err, fs.ErrExist) {
				c.t.Errorf("Add(%q) = %v, want nil or fs.ErrExist", name, err)
			}
		})
		if won.Load() < 0 {
			c.t.Fatalf("none of %d that added %q did", many, name)
		}
		c.has(name, strings.Repeat(string(rune('a'+won.Load())), 100))
	}
}

// addedCopy: the content is the caller's again once Add has returned, and what Read returns is, too.
func addedCopy(c *checker) {
	content := []byte("content")
	if err := c.b.Add(c.ctx, "d/f", content); err != nil {
		c.t.Fatal(err)
	}
	clear(content)
	got, err := c.b.Read(c.ctx, "d/f", 100)
	if err != nil {
		c.t.Fatal(err)
	}
	clear(got)
	c.has("d/f", "content")
}

// trimmed: AddAndTrim adds, and may remove the other only if it did.
func trimmed(c *checker) {
	b, ok := c.b.(blobstore.Trimmer)
	if !ok {
		c.t.Skip("no Trimmer")
	}
	c.add("d/z01")
	if err := b.AddAndTrim(c.ctx, "d/z00", []byte("new"), "d/z01"); err != nil {
		c.t.Fatalf("AddAndTrim = %v", err)
	}
	c.has("d/z00", "new")
	c.add("d/z02")
	if err := b.AddAndTrim(c.ctx, "d/z00", []byte("newer"), "d/z02"); !errors.Is(err, fs.ErrExist) {
		c.t.Errorf("AddAndTrim of a name that there is = %v, want fs.ErrExist", err)
	}
	c.has("d/z02", "d/z02")
	c.has("d/z00", "new")
	if err := b.AddAndTrim(c.ctx, "d/y00", nil, "d/z99"); err != nil {
		c.t.Errorf("AddAndTrim of a name that is missing = %v", err)
	}
}

// created: there is nothing until Commit, and then all of it.
func created(c *checker) {
	for _, content := range []string{"", "x", "some text"} {
		name := fmt.Sprintf("c/%d/f", len(content))
		w, err := c.b.Create(c.ctx, name)
		if err != nil {
			c.t.Fatalf("Create(%q) = %v", name, err)
		}
		for i := range len(content) {
			if n, err := w.Write([]byte{content[i]}); n != 1 || err != nil {
				c.t.Fatalf("Write = %d, %v", n, err)
			}
		}
		c.lacks(name)
		if got, _, err := c.b.First(c.ctx, fmt.Sprintf("c/%d/", len(content)), blobstore.Stamp{}); !errors.Is(err, fs.ErrNotExist) {
			c.t.Errorf("First has %q, %v before Commit", got, err)
		}
		if err := w.Commit(); err != nil {
			c.t.Fatalf("Commit = %v", err)
		}
		w.Discard()
		c.has(name, content)
	}
	if names := c.names(c.b.List(c.ctx, "", "")); len(names) != 3 {
		c.t.Errorf("List = %q, want three names", names)
	}
}

// discarded: after Discard there is nothing, and Commit after it makes none.
func discarded(c *checker) {
	w, err := c.b.Create(c.ctx, "c/f")
	if err != nil {
		c.t.Fatalf("Create = %v", err)
	}
	if _, err := w.Write([]byte("text")); err != nil {
		c.t.Fatalf("Write = %v", err)
	}
	w.Discard()
	w.Discard()
	c.lacks("c/f")
	if names := c.names(c.b.List(c.ctx, "", "")); len(names) > 0 {
		c.t.Errorf("List = %q, want nothing", names)
	}
}

// createdLarge: several files are written at once, in pieces of any length.
func createdLarge(c *checker) {
	together(4, func(i int) {
		name := fmt.Sprintf("c/%d/large", i)
		content := strings.Repeat(fmt.Sprintf("%d 0123456789abcde", i), 20_000+i)
		w, err := c.b.Create(c.ctx, name)
		if err != nil {
			c.t.Errorf("Create(%q) = %v", name, err)
			return
		}
		defer w.Discard()
		for piece := range slices.Chunk([]byte(content), 1+70_001*i) {
			if n, err := w.Write(piece); n != len(piece) || err != nil {
				c.t.Errorf("Write of %d bytes = %d, %v", len(piece), n, err)
				return
			}
			if i == 0 {
				_, _ = w.Write([]byte(content[1:]))
				break
			}
		}
		if err := w.Commit(); err != nil {
			c.t.Errorf("Commit of %q = %v", name, err)
		}
		c.has(name, content)
	})
}
