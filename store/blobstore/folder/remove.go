package folder

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// Remove removes a file, and the directories that are empty then, but for those at the top. Where
// there is no such file, it may be that another has just removed it: that is on the disk, too.
func (f *Folder) Remove(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := f.disk.Remove(name)
	if err != nil && !isMissing(err) {
		if info, e := f.disk.Stat(name); e == nil && info.IsDir() {
			return nil // no file has the name
		}
		return f.explain(err)
	}
	if isNoDir(err) {
		return nil // there never was one: a file is where its directory would be
	}
	return f.explain(f.syncRemoval(f.prune(path.Dir(name))))
}

// prune removes a directory and those above it, as far as they are empty, and returns the first that
// is left. One that gets a file meanwhile is not removed by the system.
func (f *Folder) prune(dir string) string {
	for strings.Contains(dir, "/") {
		if err := f.disk.RemoveDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			break
		}
		dir = path.Dir(dir)
	}
	return dir
}

// RemoveTemporary removes what was being written by processes that ended, with directories that are
// empty, and returns how many files that were. Those that were written to within an age, in which
// every write of a file must end, are left: it may be called while others write.
func (f *Folder) RemoveTemporary(ctx context.Context, age time.Duration) (n int, err error) {
	err = f.removeTemporary(ctx, ".", f.disk.Now().Add(-age), &n)
	return n, f.explain(err)
}

func (f *Folder) removeTemporary(ctx context.Context, dir string, before time.Time, n *int) error {
	var dirs, files []string
	kept := false
	err := f.disk.ReadDir(dir, func(e disk.Entry) error {
		switch name := path.Join(dir, e.Name); {
		case name == locksDir:
		case e.IsDir:
			dirs = append(dirs, name)
		case strings.HasPrefix(e.Name, temporary):
			files = append(files, name)
		default:
			kept = true
		}
		return ctx.Err()
	})
	for i := 0; i < len(files) && err == nil; i++ {
		err = f.removeOld(files[i], before, n)
	}
	for i := 0; i < len(dirs) && err == nil; i++ {
		err = f.removeTemporary(ctx, dirs[i], before, n)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !kept {
		f.prune(dir)
	}
	return err
}

// removeOld removes a file that was last written to before a time.
func (f *Folder) removeOld(name string, before time.Time, n *int) error {
	info, err := f.disk.Stat(name)
	if err == nil && info.Modified.Before(before) {
		if err = f.disk.Remove(name); err == nil {
			*n++
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil // its writer has ended
	}
	return err
}
