package folder

import (
	"cmp"
	"container/list"
	"context"
	"errors"
	"hash/fnv"
	"io/fs"
	"iter"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// List yields names. A folder is read when the names in it are due.
func (f *Folder) List(ctx context.Context, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		l := &listing{f, ctx, prefix, after, yield}
		l.dir(prefix[:strings.LastIndexByte(prefix, '/')+1])
	}
}

// A listing is one List.
type listing struct {
	*Folder
	ctx           context.Context
	prefix, after string
	yield         func(string, error) bool
}

// dir yields the names in a directory, which ends with a slash or is "", and reports whether to go
// on.
func (l *listing) dir(dir string) bool {
	err := l.ctx.Err()
	var names []string
	if err == nil {
		names, err = l.sorted(path.Clean(dir))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	if err != nil {
		l.yield("", explain(err))
		return false
	}
	start := 0
	if rest, ok := strings.CutPrefix(l.after, dir); ok {
		first, _, deeper := strings.Cut(rest, "/")
		if deeper {
			first += "/"
		}
		start, _ = slices.BinarySearch(names, first)
	}
	for _, name := range names[start:] {
		full := dir + name
		switch isDir := strings.HasSuffix(name, "/"); {
		case !strings.HasPrefix(full, l.prefix) && (!isDir || !strings.HasPrefix(l.prefix, full)):
			if full > l.prefix {
				return true
			}
		case isDir && (full > l.after || strings.HasPrefix(l.after, full)):
			if !l.dir(full) {
				return false
			}
		case !isDir && full > l.after && !l.yield(full, nil):
			return false
		}
	}
	return true
}

// sorted returns the names in a directory in the order of names: that of a directory ends with a
// slash.
func (f *Folder) sorted(dir string) ([]string, error) {
	info, err := f.disk.Stat(dir)
	if err != nil {
		return nil, err
	}
	if names, ok := f.names.get(dir, info); ok {
		return names, nil
	}
	entries, err := f.disk.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name, temporary), dir == "." && e.Name == locksDir:
		case e.IsDir:
			names = append(names, e.Name+"/")
		default:
			names = append(names, e.Name)
		}
	}
	slices.Sort(names)
	if len(names) >= manyNames && !isYoung(info.Modified) {
		f.names.put(dir, info, names)
	}
	return names, nil
}

// isYoung reports whether a directory may have changed once more at the time at which it was
// changed last: clocks of file systems tick some times in a second, and some once in two seconds.
func isYoung(modified time.Time) bool {
	margin := 50 * time.Millisecond
	if modified.Nanosecond() == 0 {
		margin = 3 * time.Second
	}
	age := time.Since(modified)
	return age < margin
}

// First returns the first name.
func (f *Folder) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	if err := ctx.Err(); err != nil {
		return "", known, err
	}
	dir := strings.TrimSuffix(prefix, "/")
	info, err := f.disk.Stat(dir)
	if err != nil {
		return "", known, explain(err)
	}
	if now := stampOf(info); now == known && known != (blobstore.Stamp{}) {
		return "", now, nil
	}
	stamp := stampOf(info)
	name, err := f.first(dir, &stamp)
	return name, stamp, explain(err)
}

// stampOf returns the stamp of a directory whose first name is in it, and not deeper. One that is
// young has another stamp each time.
func stampOf(info disk.Info) blobstore.Stamp {
	s := blobstore.Stamp{info.Inode, uint64(info.Modified.UnixNano()), 0, 0}
	if isYoung(info.Modified) {
		s[3] = rand.Uint64() | 1
	}
	return s
}

// first returns the first name beneath a directory, and makes the stamp one of the directories on
// the way.
func (f *Folder) first(dir string, stamp *blobstore.Stamp) (string, error) {
	entries, err := f.disk.ReadDir(dir)
	if err != nil {
		return "", err
	}
	slices.SortFunc(entries, func(a, b disk.Entry) int { return cmp.Compare(a.Name, b.Name) })
	for _, e := range entries {
		name := dir + "/" + e.Name
		switch {
		case strings.HasPrefix(e.Name, temporary):
			continue
		case !e.IsDir:
			return name, nil
		}
		h := fnv.New64a()
		h.Write([]byte(name))
		stamp[2] = h.Sum64() | 1 // what is deeper is asked for each time
		info, err := f.disk.Stat(name)
		if err == nil {
			s := stampOf(info)
			stamp[2] += s[0]*31 + s[1]
			stamp[3] |= s[3]
			name, err = f.first(name, stamp)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return name, err
		}
	}
	return "", &fs.PathError{Op: "first", Path: dir, Err: fs.ErrNotExist}
}

// A nameCache has the sorted names of the large directories that were listed last. The zero
// nameCache is empty.
type nameCache struct {
	mu    sync.Mutex
	bytes int
	order list.List // of *listed, the last used first
}

const (
	manyNames    = 1000     // from which on names are remembered
	maxNameBytes = 64 << 20 // of the names of all directories
)

// A listed is a directory with its names.
type listed struct {
	dir   string
	info  disk.Info
	names []string
	bytes int
}

// get returns the names of a directory that is as it was.
func (c *nameCache) get(dir string, info disk.Info) ([]string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for e := c.order.Front(); e != nil; e = e.Next() {
		l := e.Value.(*listed)
		if l.dir != dir {
			continue
		}
		if l.info.Inode != info.Inode || !l.info.Modified.Equal(info.Modified) {
			c.drop(e)
			return nil, false
		}
		c.order.MoveToFront(e)
		return l.names, true
	}
	return nil, false
}

func (c *nameCache) put(dir string, info disk.Info, names []string) {
	l := &listed{dir, info, names, 0}
	for _, n := range names {
		l.bytes += len(n) + 16
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.PushFront(l)
	for c.bytes += l.bytes; c.bytes > maxNameBytes || c.order.Len() > 16; {
		c.drop(c.order.Back())
	}
}

// drop forgets a directory. The caller holds the lock.
func (c *nameCache) drop(e *list.Element) {
	c.order.Remove(e)
	c.bytes -= e.Value.(*listed).bytes
}
