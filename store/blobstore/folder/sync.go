package folder

import (
	"errors"
	"io/fs"
	"path"
	"sync"
)

// maxSynced is how many directories are known to be on the disk. What is known of them saves a sync
// for each write, and is begun anew when it is too much.
const maxSynced = 100_000

// makeDir makes a directory and those above it, as far as they are missing.
func (f *Folder) makeDir(dir string) error {
	err := f.disk.Mkdir(dir)
	if errors.Is(err, fs.ErrNotExist) && dir != "." {
		if err = f.makeDir(path.Dir(dir)); err == nil {
			err = f.disk.Mkdir(dir)
		}
	}
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return err
}

// unsynced returns a directory, which has a file that holds it in place, and those above it, as far
// as they may not be on the disk yet.
func (f *Folder) unsynced(dir string) (all []string, err error) {
	for d := dir; d != "."; d = path.Dir(d) {
		info, err := f.disk.Stat(d)
		if err != nil {
			return nil, err
		}
		if f.isSynced(d, info.Inode) {
			break
		}
		all = append(all, d)
	}
	return all, nil
}

// syncNew returns when a directory, which has something, is on the disk.
func (f *Folder) syncNew(dir string) error {
	if err := f.syncDir(path.Dir(dir)); err != nil {
		return err
	}
	info, err := f.disk.Stat(dir)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.synced) >= maxSynced {
		clear(f.synced)
	}
	f.synced[dir] = info.Inode
	return nil
}

// isSynced reports whether a directory with an inode is known to be on the disk.
func (f *Folder) isSynced(dir string, inode uint64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	known, ok := f.synced[dir]
	return ok && known == inode
}

// removeDir removes a directory if it is empty. It is forgotten before another of its name can be
// there, which may get its inode.
func (f *Folder) removeDir(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.disk.Remove(dir)
	if err == nil {
		delete(f.synced, dir)
	}
	return err
}

// A syncing is the sync of a directory that all wait for who want one before it begins.
type syncing struct {
	turn  sync.Mutex  // held while the directory is synced
	next  *sharedSync // that has not begun, or nil
	users int         // who wait for one
}

type sharedSync struct {
	done chan struct{}
	err  error
}

// syncDir returns when the names that a directory has are on the disk. Those who want that while a
// sync goes on share the one after it.
func (f *Folder) syncDir(dir string) error {
	f.mu.Lock()
	s := f.syncs[dir]
	if s == nil {
		s = new(syncing)
		f.syncs[dir] = s
	}
	s.users++
	shared, leads := s.next, s.next == nil
	if leads {
		shared = &sharedSync{done: make(chan struct{})}
		s.next = shared
	}
	f.mu.Unlock()
	if leads {
		s.turn.Lock()
		f.mu.Lock()
		s.next = nil // who comes from here on may have come too late
		f.mu.Unlock()
		shared.err = f.disk.SyncDir(dir)
		close(shared.done)
		s.turn.Unlock()
	}
	<-shared.done
	f.mu.Lock()
	defer f.mu.Unlock()
	if s.users--; s.users == 0 {
		delete(f.syncs, dir)
	}
	return shared.err
}
