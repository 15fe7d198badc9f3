package folder

import (
	"cmp"
	"container/list"
	"context"
	"errors"
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
	young := isYoung(info.Modified) // before it is read, which may take long
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
	if len(names) >= manyNames && !young {
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
	if known != (blobstore.Stamp{}) {
		var now blobstore.Stamp
		var err error
		for _, d := range f.way(dir) {
			err = errors.Join(err, f.pass(d, &now))
		}
		if err == nil && now == known {
			return "", now, nil
		}
	}
	var stamp blobstore.Stamp
	way := []string{}
	name, err := f.first(dir, &way, &stamp)
	if err == nil {
		f.remember(dir, way)
	}
	return name, stamp, explain(err)
}

// pass makes a stamp one of a directory too. One that is young has another stamp each time.
func (f *Folder) pass(dir string, s *blobstore.Stamp) error {
	info, err := f.disk.Stat(dir)
	if err != nil {
		return err
	}
	s[0] = s[0]*0x9e3779b97f4a7c15 + info.Inode
	s[1] = s[1]*0x9e3779b97f4a7c15 + uint64(info.Modified.UnixNano())
	s[2]++
	if isYoung(info.Modified) {
		s[3] = rand.Uint64() | 1
	}
	return nil
}

// way returns the directories in which the first name beneath a directory was found.
func (f *Folder) way(dir string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if way, ok := f.ways[dir]; ok {
		return way
	}
	return []string{dir}
}

// remember keeps the way of a directory if there is more than that itself.
func (f *Folder) remember(dir string, way []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(way) == 1 {
		delete(f.ways, dir)
		return
	}
	if len(f.ways) >= maxSynced {
		clear(f.ways)
	}
	f.ways[dir] = way
}

// first returns the first name beneath a directory. The way there becomes longer by the
// directories, and the stamp one of them.
func (f *Folder) first(dir string, way *[]string, stamp *blobstore.Stamp) (string, error) {
	if err := f.pass(dir, stamp); err != nil { // before it is read
		return "", err
	}
	*way = append(*way, dir)
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
		name, err := f.first(name, way, stamp)
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
