package backendtest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/s3get/s3get/store/blobstore"
)

// removed: a file is gone after Remove, others stay, and the name is free.
func removed(c *checker) {
	names := []string{"d/a", "d/a!", "d/b/c", "d/b/d/e", "top"}
	c.add(names...)
	for i, name := range names {
		c.remove(name)
		c.lacks(name)
		c.remove(name)
		if got := c.names(c.b.List(c.ctx, "", "")); len(got) != len(names)-i-1 {
			c.t.Errorf("after Remove(%q) List = %q", name, got)
		}
		for _, other := range names[i+1:] {
			c.has(other, other)
		}
	}
	c.add(names...)
	for _, name := range names {
		c.has(name, name)
	}
	c.remove("d/b") // has others, and is none
	c.has("d/b/c", "d/b/c")
}

// removedBesideAdd: a file that was added stays, whatever is removed beside it.
func removedBesideAdd(c *checker) {
	together(8, func(i int) {
		for j := range rounds(40) {
			name := fmt.Sprintf("p/%d/q/%d", j%3, i)
			if err := c.b.Add(c.ctx, name, []byte(name)); err != nil {
				c.t.Errorf("Add(%q) beside Removes = %v", name, err)
				return
			}
			c.has(name, name)
			if names := c.names(c.b.List(c.ctx, fmt.Sprintf("p/%d/", j%3), "")); !slices.Contains(names, name) {
				c.t.Errorf("List = %q, which lacks %q", names, name)
			}
			if got, _, err := c.b.First(c.ctx, "p/", blobstore.Stamp{}); err != nil {
				c.t.Errorf("First = %q, %v beside Removes", got, err)
			}
			if err := c.b.Remove(c.ctx, name); err != nil {
				c.t.Errorf("Remove(%q) beside Adds = %v", name, err)
			}
			if _, err := c.b.Stat(c.ctx, name); !errors.Is(err, fs.ErrNotExist) {
				c.t.Errorf("Stat after Remove(%q) = %v", name, err)
			}
		}
	})
	if names := c.names(c.b.List(c.ctx, "", "")); len(names) > 0 {
		c.t.Errorf("List = %q after all were removed", names)
	}
}
