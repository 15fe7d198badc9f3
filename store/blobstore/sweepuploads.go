package blobstore

import (
	"context"
	"errors"
	"strings"

	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// instanceIn returns the instance of the bucket that a folder under objects or uploads is of.
func instanceIn(dir string) string {
	_, rest, _ := strings.Cut(dir, "/")
	instance, _, _ := strings.Cut(rest, "/")
	return instance
}

// uploads removes the files of uploads that ended, and remembers the blobs of the parts of others.
func (w *sweep) uploads(ctx context.Context) error {
	for dir, err := range w.uploadDirs(ctx, "") {
		if err != nil {
			return err
		}
		if !w.instances[instanceIn(dir)] {
			err = w.removeGone(ctx, dir)
		} else {
			err = w.spare(w.upload(ctx, dir))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// upload sweeps the files of one upload.
func (w *sweep) upload(ctx context.Context, dir string) error {
	u, err := w.readUpload(ctx, dir)
	if errors.Is(err, write.ErrNoUpload) {
		return w.removeGone(ctx, dir) // by those who ended it, if they still are
	}
	if err != nil {
		return err
	}
	b := &bucketState{Instance: instanceIn(dir)}
	b.Name = u.Bucket
	ref := write.UploadRef{Bucket: u.Bucket, Key: string(u.Key), ID: u.ID}
	c, err := w.lastClaim(ctx, b, ref)
	if err != nil {
		return err
	}
	isOld := false
	if c.ended {
		info, err := w.backend.Stat(ctx, dir+claimPrefix+seqName(c.seq, "-"))
		if err != nil && !isNotExist(err) {
			return err
		}
		isOld = err == nil && info.Modified.Before(w.before)
	}
	if !isOld {
		return w.useParts(ctx, dir)
	}
	w.swept.Logs++
	if w.Dry {
		return nil
	}
	if c.Place > 0 {
		there, _, err := read[change](ctx, w.Store, b.keyDir(ref.Key), c.Place)
		if err != nil {
			return err
		}
		if err := w.endUpload(ctx, b, ref, there); err != nil {
			return err
		}
	}
	if err := w.backend.Remove(ctx, dir+uploadFile); err != nil {
		return err
	}
	return w.clearUpload(ctx, dir, false)
}

// useParts remembers the blobs of the parts of an upload, those that were replaced among them.
func (w *sweep) useParts(ctx context.Context, dir string) error {
	for name, err := range w.backend.List(ctx, dir+partPrefix, "") {
		if err != nil {
			return err
		}
		if !isPartName(name[len(dir):]) {
			continue
		}
		p, err := w.readPart(ctx, name)
		if isNotExist(err) {
			continue
		}
		if err != nil {
			return err
		}
		w.used.add(p.Content.Blob)
	}
	return nil
}

// done removes what says as what an upload was completed, where there is no such version.
func (w *sweep) done(ctx context.Context) error {
	for name, err := range w.backend.List(ctx, doneRoot, "") {
		if err != nil {
			return err
		}
		if !isUploadID(name[len(doneRoot):]) {
			continue
		}
		isThere, err := w.isThere(ctx, name)
		if err == nil && isThere {
			continue
		}
		if err == nil {
			err = w.remove(ctx, name, &w.swept.Records)
		}
		if err := w.spare(err); err != nil {
			return err
		}
	}
	return nil
}

// isThere reports whether the version that a file names is there, or the file is not old.
func (w *sweep) isThere(ctx context.Context, name string) (bool, error) {
	info, err := w.backend.Stat(ctx, name)
	if isNotExist(err) || err == nil && !info.Modified.Before(w.before) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	file, err := w.backend.Read(ctx, name, maxRecord)
	var d completed
	if err == nil {
		_, err = w.decode(name, file, &d)
	}
	if err != nil {
		return false, err
	}
	sel := version.Null()
	if d.ID != "" {
		sel = version.ByID(d.ID)
	}
	b := &bucketState{Instance: d.Instance}
	_, v, err := w.find(ctx, b.keyDir(string(d.Key)), sel)
	if errors.Is(err, sel.NotFound()) {
		return false, nil
	}
	return err == nil && v.Upload == name[len(doneRoot):], err
}
