package folder

import "github.com/s3get/s3get/store/blobstore/internal/disk"

// OpenUnsynced is [Open] of a folder that nothing is synced in, for stores that are too large to be
// written otherwise.
func OpenUnsynced(dir string) (*Folder, error) {
	d, err := disk.Open(dir)
	if err != nil {
		return nil, err
	}
	return newFolder(unsynced{d}, dir), nil
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
func Over(d disk.Disk) *Folder { return newFolder(d, "sim") }

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
