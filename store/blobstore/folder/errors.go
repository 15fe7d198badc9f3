package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
)

var (
	// errGone means that the folder itself is not there.
	errGone = errors.New("somebody removed the folder, or the disk that has it")

	// errEnded means that a file is written to that was committed or discarded.
	errEnded = errors.New("folder: the file was committed or discarded")
)

// attempts is how often something is tried that others get in the way of.
const attempts = 100

// removedAgain is the error after that.
func (f *Folder) removedAgain(name string) error {
	return fmt.Errorf("folder %s: %s: %w: its directory is removed again and again", f.path, name, blobstore.ErrBusy)
}

// explain adds to an error of the disk, which names the file, the folder, what the error means and
// what to do about it.
func (f *Folder) explain(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("folder %s: %w", f.path, meaning(err))
}

// meaning adds to an error of the system what it means and what to do about it.
func meaning(err error) error {
	for _, m := range [...]struct {
		err   error
		class error // or nil
		text  string
	}{
		{syscall.ENOSPC, nil, "the disk is full: remove something, or give it more space or inodes"},
		{errQuota, nil, "the quota of the disk is used up: remove something, or raise it"},
		{syscall.EMFILE, store.ErrSlowDown, "this process has too many files open: raise its limit (ulimit -n)"},
		{syscall.ENFILE, store.ErrSlowDown, "the system has too many files open: raise its limit"},
		{syscall.EROFS, nil, "the disk can only be read: mount it to be written"},
		{fs.ErrPermission, nil, "this process may not: give its user the rights to the folder"},
		{syscall.EIO, store.ErrUnavailable, "the disk fails: look at the log of the system"},
		{errGone, store.ErrUnavailable, "make it again, or mount its disk, and start anew"},
		{errStale, store.ErrUnavailable, "the disk is no longer there: mount it again"},
	} {
		if !errors.Is(err, m.err) {
			continue
		}
		if m.class != nil {
			return fmt.Errorf("%w: %s: %w", m.class, m.text, err)
		}
		return fmt.Errorf("%s: %w", m.text, err)
	}
	return err
}
