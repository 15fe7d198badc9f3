// Package folder keeps the files of a [blobstore.Store] in a folder of one disk:
//
//	f, err := folder.Open("/var/lib/objects")
//	s, err := blobstore.New(ctx, f, blobstore.Options{})
//
// A file is written under a name that begins with "~tmp-", synced, and then given its own name; the
// folder that has it is synced before the write returns. Several processes may use one folder.
package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// temporary begins the names of files that are being written, and of nothing else.
const temporary = "~tmp-"

// locksDir has the files that are locked.
const locksDir = "locks"

// A Folder is a [blobstore.Backend] of files in a folder. Its methods may be called concurrently.
type Folder struct {
	disk  disk.Disk
	path  string
	names nameCache

	mu     sync.Mutex
	synced map[string]uint64   // directories that are known to be on the disk, with their inodes
	syncs  map[string]*syncing // of directories
	ways   map[string][]string // from directories to their first names
}

var (
	_ blobstore.Backend = (*Folder)(nil)
	_ blobstore.Trimmer = (*Folder)(nil)
)

// Open opens the folder at a path, which is made if it is missing. The caller closes it.
func Open(dir string) (*Folder, error) {
	if err := makeAll(filepath.Clean(dir)); err != nil {
		return nil, explain(err)
	}
	d, err := disk.Open(dir)
	if err != nil {
		return nil, explain(err)
	}
	return newFolder(d, dir)
}

// makeAll makes a directory of the system, and those above it, and syncs where their names are.
func makeAll(dir string) error {
	if info, err := os.Stat(dir); err == nil {
		if !info.IsDir() {
			return &fs.PathError{Op: "open", Path: dir, Err: errors.New("it is no folder")}
		}
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := makeAll(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := os.Open(parent)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func newFolder(d disk.Disk, dir string) (*Folder, error) {
	f := &Folder{disk: d, path: dir, synced: make(map[string]uint64), syncs: make(map[string]*syncing), ways: make(map[string][]string)}
	if err := d.Mkdir(locksDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, errors.Join(explain(err), d.Close())
	}
	return f, nil
}

// Close ends the use of the folder.
func (f *Folder) Close() error { return f.disk.Close() }

// explain adds to an error of the system what it means and what to do about it.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk is full, and nothing was stored: %w", err)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return fmt.Errorf("%w: too many files are open, of which the system allows more if it is told to: %w", store.ErrSlowDown, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this process may not use the file: %w", err)
	case errors.Is(err, syscall.EIO), errors.Is(err, syscall.ESTALE):
		return fmt.Errorf("%w: the disk fails: %w", store.ErrUnavailable, err)
	}
	return err
}

// attempts is how often something is tried that others get in the way of.
const attempts = 100

// Add adds a file.
func (f *Folder) Add(ctx context.Context, name string, content []byte) error {
	return f.add(ctx, name, content, "")
}

func (f *Folder) add(ctx context.Context, name string, content []byte, useless string) error {
	w, err := f.create(ctx, name)
	if err != nil {
		return err
	}
	defer w.Discard()
	if len(content) > 0 {
		if _, err := w.Write(content); err != nil {
			return err
		}
	}
	return w.commit(f.disk.Link, useless)
}

// AddAndTrim adds a file and removes another, with one sync of their folder.
func (f *Folder) AddAndTrim(ctx context.Context, name string, content []byte, useless string) error {
	return f.add(ctx, name, content, useless)
}

// Create adds a file of any length.
func (f *Folder) Create(ctx context.Context, name string) (blobstore.FileWriter, error) {
	w, err := f.create(ctx, name)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// A writer is a file that is being written.
type writer struct {
	f         *Folder
	file      disk.File // nil once it is closed
	name, tmp string
	parents   errgroup.Group // syncs the directories above
	left      bool           // there is a file named tmp
}

// create begins a file in a directory, which is made if it is missing.
func (f *Folder) create(ctx context.Context, name string) (*writer, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	dir := path.Dir(name)
	w := &writer{f: f, name: name, tmp: path.Join(dir, temporary+rand.Text())}
	for range attempts {
		file, err := f.disk.Create(w.tmp)
		if errors.Is(err, fs.ErrNotExist) {
			// It is missing, or was empty and somebody removed it, who may do so again.
			if err = f.makeDir(dir); err == nil || errors.Is(err, fs.ErrNotExist) {
				continue
			}
		}
		if err != nil {
			return nil, explain(err)
		}
		w.file, w.left = file, true
		unsynced, err := f.unsynced(dir)
		if err != nil {
			w.Discard()
			return nil, explain(err)
		}
		for _, d := range unsynced {
			w.parents.Go(func() error { return f.syncNew(d) })
		}
		return w, nil
	}
	return nil, fmt.Errorf("%s: %w: its folder is removed again and again", name, blobstore.ErrBusy)
}

// Write appends p.
func (w *writer) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	return n, explain(err)
}

// Commit gives the file its name.
func (w *writer) Commit() error { return w.commit(w.f.disk.Rename, "") }

// commit names the file, and removes another that is of no use then.
func (w *writer) commit(name func(old, new string) error, useless string) error {
	err := w.file.Sync()
	if e := w.file.Close(); err == nil {
		err = e
	}
	w.file = nil
	if e := w.parents.Wait(); err == nil {
		err = e
	}
	if err == nil {
		err = name(w.tmp, w.name)
	}
	if err != nil {
		return explain(err)
	}
	w.Discard()
	if useless != "" {
		_ = w.f.disk.Remove(useless) // or Sweep does
	}
	return explain(w.f.syncDir(path.Dir(w.name)))
}

// Discard removes what was written, but for a file that has its name.
func (w *writer) Discard() {
	if w.file != nil {
		_ = w.file.Close()
		_ = w.parents.Wait()
		w.file = nil
	}
	if w.left {
		_ = w.f.disk.Remove(w.tmp) // which a rename has done
		w.left = false
	}
}

// Remove removes a file, and the folders that are empty then.
func (f *Folder) Remove(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := f.disk.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return explain(err)
	}
	dir := path.Dir(name)
	for ; strings.Contains(dir, "/"); dir = path.Dir(dir) {
		if f.removeDir(dir) != nil {
			break
		}
	}
	err = f.syncDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // removed by another, who syncs what is above
	}
	return explain(err)
}

// Lock locks a name.
func (f *Folder) Lock(ctx context.Context, name string, exclusive bool) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l, err := f.disk.Lock(locksDir+"/"+name, exclusive)
	switch {
	case errors.Is(err, errors.ErrUnsupported) && !exclusive:
		return func() {}, nil
	case errors.Is(err, disk.ErrLocked):
		return nil, fmt.Errorf("%w: %w", blobstore.ErrLocked, err)
	case err != nil:
		return nil, explain(err)
	}
	return func() { _ = l.Close() }, nil
}

// RemoveTemporary removes what was being written by processes that ended, and returns how many
// files that were. Those that were written to within an age are left.
func (f *Folder) RemoveTemporary(ctx context.Context, age time.Duration) (n int, err error) {
	before := time.Now().Add(-age)
	err = f.walk(ctx, ".", func(name string) error {
		if !strings.HasPrefix(path.Base(name), temporary) {
			return nil
		}
		info, err := f.disk.Stat(name)
		if err == nil && info.Modified.Before(before) {
			n++
			err = f.Remove(ctx, name)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	})
	return n, explain(err)
}

// walk calls do for each file beneath a directory.
func (f *Folder) walk(ctx context.Context, dir string, do func(name string) error) error {
	entries, err := f.disk.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name)
		switch {
		case err != nil:
		case e.IsDir:
			err = f.walk(ctx, name, do)
		default:
			err = do(name)
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	return err
}
