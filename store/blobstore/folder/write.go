package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"path"

	"golang.org/x/sync/errgroup"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// Add adds a file: what is written aside gets its name by a link, which the system gives to one.
func (f *Folder) Add(ctx context.Context, name string, content []byte) error {
	return f.AddAndTrim(ctx, name, content, "")
}

// AddAndTrim adds a file and then removes another, unless that is "". The other is removed when the
// one is on the disk, so that a loss of power leaves one of them.
func (f *Folder) AddAndTrim(ctx context.Context, name string, content []byte, useless string) error {
	if err := f.beginWriting(ctx); err != nil {
		return err
	}
	defer f.endWriting()
	if _, err := f.disk.Stat(name); err == nil { // as Link will say, but after two syncs
		return f.explain(&fs.PathError{Op: "add", Path: name, Err: fs.ErrExist})
	}
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
	if err := w.commit(f.disk.Link); err != nil {
		return err
	}
	if useless != "" {
		_ = f.disk.Remove(useless) // or Sweep does
	}
	return nil
}

// Create adds a file of any length. It is written aside until it is committed.
func (f *Folder) Create(ctx context.Context, name string) (blobstore.FileWriter, error) {
	w, err := f.create(ctx, name)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// beginWriting waits for a file of maxWriting.
func (f *Folder) beginWriting(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case f.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *Folder) endWriting() { <-f.writing }

// A writer is a file that is being written.
type writer struct {
	folder    *Folder
	ctx       context.Context
	file      disk.File // nil once it is closed
	name, tmp string
	written   bool
	left      bool // there is a file named tmp
	err       error

	// above syncs the directories above. What is written aside holds them in place.
	above errgroup.Group
}

// create begins a file in a directory, which is made if it is missing.
func (f *Folder) create(ctx context.Context, name string) (*writer, error) {
	dir := path.Dir(name)
	w := &writer{folder: f, ctx: ctx, name: name, tmp: path.Join(dir, temporary+rand.Text())}
	for range attempts {
		err := ctx.Err()
		if err != nil {
			return nil, err
		}
		if w.file, err = f.disk.Create(w.tmp); err == nil {
			w.left = true
			if err := w.syncAbove(dir); err != nil {
				return nil, err
			}
			return w, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = f.makeDir(dir)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, f.explain(err)
		}
	}
	return nil, f.removedAgain(name)
}

// syncAbove begins to sync the directories above, as far as they may not be on the disk. It discards
// the file where it fails.
func (w *writer) syncAbove(dir string) error {
	dirs, err := w.folder.unmarked(dir)
	if err != nil {
		w.Discard()
		return w.folder.explain(err)
	}
	if len(dirs) > 0 {
		w.above.Go(func() error { return w.folder.syncs.syncAbove(dirs) })
	}
	return nil
}

// Write appends p. After an error the file cannot be committed.
func (w *writer) Write(p []byte) (int, error) {
	if w.err == nil && w.file == nil {
		w.err = errEnded
	}
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.file.Write(p)
	w.written = w.written || n > 0
	w.err = w.folder.explain(err)
	return n, w.err
}

// Commit gives the file its name.
func (w *writer) Commit() error {
	defer w.Discard()
	if w.file == nil {
		return errEnded
	}
	if err := w.folder.beginWriting(w.ctx); err != nil {
		return err
	}
	defer w.folder.endWriting()
	return w.commit(w.folder.disk.Rename)
}

// commit names the file.
func (w *writer) commit(name func(old, new string) error) error {
	f := w.folder
	if w.err != nil {
		return w.err
	}
	err := w.settle()
	if err == nil {
		err = name(w.tmp, w.name)
	}
	if err != nil {
		return f.explain(err)
	}
	_ = f.disk.Remove(w.tmp) // which a rename has done
	w.left = false
	err = f.syncs.sync(path.Dir(w.name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was there, and somebody removed it and its directory
	}
	return f.explain(err)
}

// settle closes the file when it is on the disk, and what is above it.
func (w *writer) settle() (err error) {
	if w.written {
		err = w.file.Sync()
	}
	if e := w.file.Close(); err == nil {
		err = e
	}
	w.file = nil
	if e := w.above.Wait(); err == nil {
		err = e
	}
	return err
}

// Discard removes what was written, but for a file that has its name.
func (w *writer) Discard() {
	if w.file != nil {
		_ = w.file.Close()
		_ = w.above.Wait()
		w.file = nil
	}
	if !w.left {
		return
	}
	w.left = false
	if w.folder.disk.Remove(w.tmp) == nil {
		w.folder.prune(path.Dir(w.tmp))
	}
}
