package folder

import (
	"container/list"
	"sync"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

const (
	manyNames    = 1000     // above which the names of a directory are remembered
	maxListed    = 16       // directories that are remembered
	maxNameBytes = 64 << 20 // of the names of all of them
	nameHeader   = 16       // bytes that a name takes beside its own
)

// A nameCache has the sorted names of the large directories that were listed last, so that whoever
// lists one in pages does not have it read for each. The zero nameCache is empty.
type nameCache struct {
	mu    sync.Mutex
	bytes int
	order list.List // of *listed, the last used first
}

// A listed is a directory with its names.
type listed struct {
	dir   string
	info  disk.Info
	names []string
	bytes int
}

// get returns the names of a directory that is as it was, or nil.
func (c *nameCache) get(dir string, info disk.Info) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.find(dir)
	if e == nil {
		return nil
	}
	l := e.Value.(*listed)
	if l.info.Inode != info.Inode || !l.info.Modified.Equal(info.Modified) {
		c.drop(e)
		return nil
	}
	c.order.MoveToFront(e)
	return l.names
}

// put keeps the names of a directory, unless they are too many.
func (c *nameCache) put(dir string, info disk.Info, names []string) {
	l := &listed{dir, info, names, nameHeader * len(names)}
	for _, n := range names {
		l.bytes += len(n)
	}
	if l.bytes > maxNameBytes {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.find(dir); e != nil {
		c.drop(e)
	}
	for c.order.Len() > 0 && (c.order.Len() >= maxListed || c.bytes+l.bytes > maxNameBytes) {
		c.drop(c.order.Back())
	}
	c.order.PushFront(l)
	c.bytes += l.bytes
}

// find returns the element of a directory, or nil. The caller holds the lock.
func (c *nameCache) find(dir string) *list.Element {
	for e := c.order.Front(); e != nil; e = e.Next() {
		if e.Value.(*listed).dir == dir {
			return e
		}
	}
	return nil
}

// drop forgets a directory. The caller holds the lock.
func (c *nameCache) drop(e *list.Element) {
	c.order.Remove(e)
	c.bytes -= e.Value.(*listed).bytes
}
