package backendtest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/s3get/s3get/store/blobstore"
)

// text returns a content of n bytes in which each place is another.
func text(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%07d ", i)
	}
	return b.String()[:n]
}

// described: Stat tells the size, of a file and not of what has files in it.
func described(c *checker) {
	c.add("d/e/f")
	c.write("d/long", text(100_000))
	for name, size := range map[string]int64{"d/e/f": 5, "d/long": 100_000} {
		info, err := c.b.Stat(c.ctx, name)
		if info.Size != size || info.Modified.IsZero() || err != nil {
			c.t.Errorf("Stat(%q) = %+v, %v; want %d bytes and a time", name, info, err, size)
		}
	}
	for _, name := range []string{"d", "d/e", "d/e/f/g", "d/e/f2", "d/e/"} {
		c.lacks(strings.TrimSuffix(name, "/"))
	}
}

// limited: Read returns a file of limit bytes, and an error for a longer one.
func limited(c *checker) {
	c.write("d/f", text(5000))
	for _, limit := range []int64{5000, 5001, 1 << 50} {
		if got, err := c.b.Read(c.ctx, "d/f", limit); string(got) != text(5000) || err != nil {
			c.t.Errorf("Read of 5000 bytes with limit %d = %s, %v", limit, brief(string(got)), err)
		}
	}
	for _, limit := range []int64{0, 1, 4999} {
		got, err := c.b.Read(c.ctx, "d/f", limit)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			c.t.Errorf("Read of 5000 bytes with limit %d = %s, %v; want an error", limit, brief(string(got)), err)
		}
	}
	c.add("d/g")
	if got, err := c.b.Read(c.ctx, "d/g", 0); err == nil {
		c.t.Errorf("Read of 3 bytes with limit 0 = %q, want an error", got)
	}
}

// opened: ranges are exactly what they say, and an error where the file has less.
func opened(c *checker) {
	content := text(300_000)
	c.write("d/f", content)
	f, err := c.b.Open(c.ctx, "d/f")
	if err != nil {
		c.t.Fatalf("Open = %v", err)
	}
	for _, off := range []int64{0, 1, 4096, 65_535, 65_536, 299_999, 300_000} {
		for _, n := range []int64{0, 1, 1000, 65_536, 200_000, 300_000} {
			if off+n <= int64(len(content)) {
				c.hasRange(f, "d/f", content, off, n)
				continue
			}
			if got, err := readRange(c.ctx, f, off, n); err == nil || err == io.EOF {
				c.t.Errorf("%d bytes from %d of 300,000 are %s, %v; want an error", n, off, brief(got), err)
			}
		}
	}
	r, err := f.OpenRange(c.ctx, 10, 1000)
	if err != nil {
		c.t.Fatalf("OpenRange = %v", err)
	}
	head := make([]byte, 10)
	if _, err := io.ReadFull(r, head); string(head) != content[10:20] || err != nil {
		c.t.Errorf("the first bytes of a range are %q, %v; want %q", head, err, content[10:20])
	}
	if rest, err := io.ReadAll(r); string(rest) != content[20:1010] || err != nil {
		c.t.Errorf("the rest of a range is %s, %v; want %s", brief(string(rest)), err, brief(content[20:1010]))
	}
	if err := errors.Join(r.Close(), f.Close()); err != nil {
		c.t.Errorf("Close = %v", err)
	}
}

// openedAtOnce: many read one File at once.
func openedAtOnce(c *checker) {
	content := text(1 << 20)
	c.write("d/f", content)
	f, err := c.b.Open(c.ctx, "d/f")
	if err != nil {
		c.t.Fatalf("Open = %v", err)
	}
	defer f.Close()
	together(16, func(i int) {
		for j := range int64(rounds(20)) {
			off := (int64(i)*7919 + j*104_729) % (1 << 19)
			c.hasRange(f, "d/f", content, off, 1<<18+j)
		}
	})
}

// openedRemoved: a File that was removed is read to its end, or there is an error.
func openedRemoved(c *checker) {
	content := text(1 << 20)
	c.write("d/f", content)
	f, err := c.b.Open(c.ctx, "d/f")
	if err != nil {
		c.t.Fatalf("Open = %v", err)
	}
	defer f.Close()
	r, err := f.OpenRange(c.ctx, 0, int64(len(content)))
	if err != nil {
		c.t.Fatalf("OpenRange = %v", err)
	}
	defer r.Close()
	c.remove("d/f")
	if err := c.b.Add(c.ctx, "d/f", []byte(strings.Repeat("?", len(content)))); err != nil {
		c.t.Fatalf("Add after Remove = %v", err)
	}
	for _, read := range []func() (string, error){
		func() (string, error) { b, err := io.ReadAll(r); return string(b), err },
		func() (string, error) { return readRange(c.ctx, f, 1, 1000) },
	} {
		if got, err := read(); err == nil && !strings.Contains(content, got) {
			c.t.Errorf("a file that was removed while it was open has %s", brief(got))
		}
	}
}

// missing: errors wrap fs.ErrNotExist for a file that is not there, also where others are near.
func missing(c *checker) {
	look := func() {
		c.t.Helper()
		for _, name := range []string{"x", "x/y", "d/e", "d/e/f/g", "d/f0"} {
			c.lacks(name)
			c.remove(name)
		}
		for _, prefix := range []string{"x/", "x/y/", "d/e/", "d/f/"} {
			if name, _, err := c.b.First(c.ctx, prefix, blobstore.Stamp{}); !errors.Is(err, fs.ErrNotExist) {
				c.t.Errorf("First(%q) = %q, %v; want fs.ErrNotExist", prefix, name, err)
			}
			if names := c.names(c.b.List(c.ctx, prefix, "")); len(names) > 0 {
				c.t.Errorf("List(%q) = %q, want nothing", prefix, names)
			}
		}
	}
	look()
	c.add("d/f")
	look()
	c.has("d/f", "d/f")
}
