package folder

import (
	"errors"
	"io/fs"
	"path"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// syncs are syncs of directories, of which those of one directory that are wanted at the same time
// are one.
type syncs struct {
	disk disk.Disk
	mu   sync.Mutex
	dirs map[string]*dirSync
}

// A dirSync is the sync of a directory.
type dirSync struct {
	turn  sync.Mutex  // held while the directory is synced
	next  *sharedSync // that has not begun, or nil
	users int         // who wait
}

// A sharedSync is one sync for all who wanted it before it began.
type sharedSync struct {
	done chan struct{}
	err  error
}

// sync returns when what a directory had at the call is on the disk. Those who want that while a sync
// goes on share the one after it.
func (s *syncs) sync(dir string) error {
	d, shared, leads := s.join(dir)
	if leads {
		d.turn.Lock()
		s.mu.Lock()
		d.next = nil // who comes from here on may have come too late
		s.mu.Unlock()
		shared.err = s.disk.SyncDir(dir)
		close(shared.done)
		d.turn.Unlock()
	}
	<-shared.done
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.users--; d.users == 0 {
		delete(s.dirs, dir)
	}
	return shared.err
}

// join returns the next sync of a directory, and whether the caller leads it.
func (s *syncs) join(dir string) (d *dirSync, shared *sharedSync, leads bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dirs == nil {
		s.dirs = make(map[string]*dirSync)
	}
	d = s.dirs[dir]
	if d == nil {
		d = new(dirSync)
		s.dirs[dir] = d
	}
	d.users++
	if leads = d.next == nil; leads {
		d.next = &sharedSync{done: make(chan struct{})}
	}
	return d, d.next, leads
}

// syncAbove returns when directories, of which each is in the one after it, are on the disk, and
// marks them so. The first must have something in it that nobody removes meanwhile.
func (s *syncs) syncAbove(dirs []string) error {
	if len(dirs) == 0 {
		return nil
	}
	var all errgroup.Group
	for _, dir := range dirs[1:] {
		all.Go(func() error { return s.sync(path.Dir(dir)) })
	}
	err := s.sync(path.Dir(dirs[0]))
	if e := all.Wait(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		_ = s.disk.Mark(dir) // without which it is synced again, and nothing else
	}
	return nil
}

// unmarked returns a directory and those above it that are not known to be on the disk.
func (f *Folder) unmarked(dir string) (dirs []string, err error) {
	for ; dir != "."; dir = path.Dir(dir) {
		info, err := f.disk.Stat(dir)
		if err != nil {
			return nil, err
		}
		if info.IsMarked() {
			break
		}
		dirs = append(dirs, dir)
	}
	return dirs, nil
}

// syncRemoval returns when nothing that was removed from a directory is on the disk. If the directory
// was removed meanwhile, or another of its name is there that is not known to be on the disk, the old
// one may still be there until what is above is synced.
func (f *Folder) syncRemoval(dir string) error {
	for ; ; dir = path.Dir(dir) {
		err := f.syncs.sync(dir)
		if dir == "." {
			return err
		}
		var info disk.Info
		if err == nil {
			info, err = f.disk.Stat(dir)
		}
		if info.IsMarked() {
			return nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
}

// makeDir makes a directory and those above it, as far as they are missing. The error wraps
// [fs.ErrNotExist] if somebody removes them meanwhile.
func (f *Folder) makeDir(dir string) error {
	if dir == "." {
		return errGone
	}
	err := f.disk.Mkdir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err = f.makeDir(path.Dir(dir)); err == nil {
			err = f.disk.Mkdir(dir)
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
