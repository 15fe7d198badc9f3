package folder

import (
	"context"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// List yields names. A directory is read when the names in it are due, as a whole: one that changes
// meanwhile is listed as it was.
func (f *Folder) List(ctx context.Context, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		l := &listing{f, ctx, prefix, after, max(prefix, after), yield}
		l.dir(prefix[:strings.LastIndexByte(prefix, '/')+1])
	}
}

// A listing is one List.
type listing struct {
	*Folder
	ctx           context.Context
	prefix, after string
	from          string // no name before it is due
	yield         func(string, error) bool
}

// dir yields the names in a directory, which ends with a slash or is "", and reports whether to go
// on.
func (l *listing) dir(dir string) bool {
	err := l.ctx.Err()
	var names []string
	if err == nil {
		names, err = l.sorted(l.ctx, path.Clean(dir))
	}
	if isMissing(err) {
		return true // somebody removed it
	}
	if err != nil {
		l.yield("", l.explain(err))
		return false
	}
	for _, name := range names[l.start(dir, names):] {
		full := dir + name
		switch isDir := strings.HasSuffix(name, "/"); {
		case !strings.HasPrefix(full, l.prefix) && !(isDir && strings.HasPrefix(l.prefix, full)):
			return true // those that begin with the prefix are behind
		case isDir:
			if !l.dir(full) {
				return false
			}
		case full > l.after && !l.yield(full, nil):
			return false
		}
	}
	return true
}

// start returns the index of the first name of a directory that is due or has such in it.
func (l *listing) start(dir string, names []string) int {
	rest, ok := strings.CutPrefix(l.from, dir)
	if !ok && l.from > dir {
		return len(names)
	}
	if !ok {
		return 0
	}
	if first, _, deeper := strings.Cut(rest, "/"); deeper {
		rest = first + "/"
	}
	i, _ := slices.BinarySearch(names, rest)
	return i
}

// sorted returns the names in a directory in the order of names: that of a directory ends with a
// slash. They are not to be changed.
func (f *Folder) sorted(ctx context.Context, dir string) ([]string, error) {
	info, err := f.disk.Stat(dir)
	if err != nil {
		return nil, err
	}
	if names := f.names.get(dir, info); names != nil {
		return names, nil
	}
	keep := f.isSettled(info)
	names := []string{}
	err = f.disk.ReadDir(dir, func(e disk.Entry) error {
		switch {
		case strings.HasPrefix(e.Name, temporary), dir == "." && e.Name == locksDir:
		case e.IsDir:
			names = append(names, e.Name+"/")
		default:
			names = append(names, e.Name)
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	if keep && len(names) > manyNames {
		f.names.put(dir, info, names)
	}
	return names, nil
}
