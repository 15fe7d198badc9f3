package folder

import (
	"context"
	"path"

	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// OpenUnsynced is [Open] of a folder that nothing is synced in, for stores that are too large to be
// written otherwise.
func OpenUnsynced(dir string) (*Folder, error) {
	d, err := disk.Open(dir)
	if err != nil {
		return nil, err
	}
	return over(unsynced{d}, dir), nil
}

type unsynced struct{ disk.Disk }

func (u unsynced) SyncDir(name string) error {
	_, err := u.Stat(name)
	return err
}

func (u unsynced) Create(name string) (disk.File, error) {
	f, err := u.Disk.Create(name)
	return unsyncedFile{f}, err
}

type unsyncedFile struct{ disk.File }

func (unsyncedFile) Sync() error { return nil }

// Over returns a Folder over a disk.
func Over(d disk.Disk) *Folder { return over(d, "sim") }

// Temporary begins the names of files that are being written.
const Temporary = temporary

// Waiting returns how many wait for a sync of a directory.
func (f *Folder) Waiting(dir string) int {
	f.syncs.mu.Lock()
	defer f.syncs.mu.Unlock()
	if d := f.syncs.dirs[dir]; d != nil {
		return d.users
	}
	return 0
}

// OpenDisk is [Open] of a disk.
func OpenDisk(d disk.Disk) (*Folder, error) { return newFolder(d, "a simulated disk") }

// newFolder is [Open] of a disk, which is called as a folder at a path.
func newFolder(d disk.Disk, dir string) (*Folder, error) { return over(d, dir), nil }

// walk calls do for each file beneath a directory, whoever has it.
func (f *Folder) walk(ctx context.Context, dir string, do func(name string) error) error {
	return f.disk.ReadDir(dir, func(e disk.Entry) error {
		name := path.Join(dir, e.Name)
		if e.IsDir {
			return f.walk(ctx, name, do)
		}
		return do(name)
	})
}
