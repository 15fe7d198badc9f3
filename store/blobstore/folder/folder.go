// Package folder keeps the files of a [blobstore.Store] in a folder of one disk:
//
//	f, err := folder.Open("/var/lib/objects")
//	s, err := blobstore.New(ctx, f, blobstore.Options{})
//
// # Writing
//
// A file is written under a name that begins with "~tmp-", synced, and then given its own name; the
// directory that has it is synced before the write returns, and so are those above that may have been
// made a moment ago, by whomever. A directory that is known to be on the disk with all those above it
// has the sticky bit, which only saves syncs: without it they are synced once more. Syncs of one
// directory that are wanted at the same time are one.
//
// # Reading
//
// What a directory has is known to be as it was by its inode and the time at which it was changed,
// once that time is older than a tick of the clock of file systems. So the clock of this machine and
// that of the disk have to be one, which they are not where another machine has the disk.
//
// # The folder
//
// It needs a file system with hard links. Several processes may use one folder, on systems that have
// flock; on others one process at a time. The names "locks/…" are those of locks, and no file may be
// named like a directory that others are in.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

const (
	// temporary begins the names of files that are being written, and of nothing else.
	temporary = "~tmp-"

	// locksDir has the files that are locked.
	locksDir = "locks"

	// maxWriting is the number of files that are written at once by Add, or committed. Each has
	// a file open and a thread that waits for the disk; more would not make it faster.
	maxWriting = 256
)

// A Folder is a [blobstore.Backend] of files in a folder. Its methods may be called concurrently.
type Folder struct {
	disk    disk.Disk
	path    string
	writing chan struct{} // has an element for each file of maxWriting
	names   nameCache
	syncs   syncs
}

var (
	_ blobstore.Backend = (*Folder)(nil)
	_ blobstore.Trimmer = (*Folder)(nil)
)

// Open opens the folder at a path, which is made if it is missing, and on the disk then. Nothing is
// written into it. The error wraps [fs.ErrExist] if there is something else at the path. The caller
// closes the Folder.
func Open(dir string) (*Folder, error) {
	err := makeFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("folder: cannot open %s: %w", dir, meaning(err))
	}
	d, err := disk.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("folder: cannot open %s: %w", dir, meaning(err))
	}
	return over(d, dir), nil
}

// over returns a Folder over the disk that is at a path.
func over(d disk.Disk, dir string) *Folder {
	return &Folder{disk: d, path: dir, writing: make(chan struct{}, maxWriting), syncs: syncs{disk: d}}
}

// makeFolder makes a folder and those above, as far as they are missing, and syncs those that they
// are in. One that is there may have been made a moment ago, and is synced if this process may.
func makeFolder(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	above := filepath.Dir(dir)
	switch info, err := os.Stat(dir); {
	case err == nil && !info.IsDir():
		return fmt.Errorf("it is no folder: %w", fs.ErrExist)
	case err == nil:
		_ = syncFolder(above)
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if above != dir {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(above)
}

func syncFolder(dir string) error {
	d, err := disk.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.SyncDir("."), d.Close())
}

// Close ends the use of the folder. Files that are open stay open.
func (f *Folder) Close() error { return f.disk.Close() }

// Lock locks a name: a file of that name in "locks".
func (f *Folder) Lock(ctx context.Context, name string, exclusive bool) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file := locksDir + "/" + name
	for range attempts {
		l, err := f.disk.Lock(ctx, file, exclusive)
		if err == nil {
			return func() { _ = l.Close() }, nil
		}
		if errors.Is(err, disk.ErrLocked) {
			return nil, fmt.Errorf("%w: %w", blobstore.ErrLocked, err)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = f.makeDir(path.Dir(file))
		}
		if err != nil {
			return nil, f.explain(err)
		}
	}
	return nil, f.removedAgain(file)
}
