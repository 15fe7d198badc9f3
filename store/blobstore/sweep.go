package blobstore

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Sweeping says how [Store.Sweep] goes about it.
type Sweeping struct {
	// Age is how long what was replaced, removed or never finished is left for those who read or
	// write it; 0 means an hour. It has to be longer than any write of any process takes from when
	// its content is received to its end, also where a disk or a process stalls, or what is written
	// may be lost; and longer than any read from its Open to its end, or the read fails.
	Age time.Duration

	// FilterBytes is the memory in which the names of blobs that are in use are remembered; 0
	// means 16 MiB, which is good for 13 million. With more of them some rubbish is left for
	// the next time.
	FilterBytes int

	// Dry says that nothing is removed, and only counted.
	Dry bool
}

// Swept counts what [Store.Sweep] removed.
type Swept struct {
	Records int64 // of changes that later ones replaced, and notes beside them
	Logs    int64 // of keys, buckets and uploads that are no more
	Blobs   int64 // that nothing refers to
}

// Sweep removes what is no longer of use: changes that were replaced, parts of uploads that ended,
// blobs of writes that failed. It may run while others read and write, and end at any time: nothing
// that is in use is removed. Several may run at once. Where a file is damaged Sweep does what it can
// without it, removes no blob, and returns an error that wraps [ErrDamaged].
func (s *Store) Sweep(ctx context.Context, o Sweeping) (Swept, error) {
	if o.Age == 0 {
		o.Age = time.Hour
	}
	if o.FilterBytes <= 0 {
		o.FilterBytes = 16 << 20
	}
	w := &sweep{Store: s, Sweeping: o, before: s.now().Add(-o.Age), used: newFilter(o.FilterBytes), instances: make(map[string]bool)}
	// Uploads come before keys, so that a part that becomes one of a version is seen in the upload
	// or in the version.
	for _, step := range []func(context.Context) error{w.buckets, w.uploads, w.keys, w.done, w.blobs} {
		if err := step(ctx); err != nil {
			return w.swept, err
		}
	}
	return w.swept, w.damage
}

// A sweep is one run of Sweep.
type sweep struct {
	*Store
	Sweeping
	before    time.Time // what is older may go
	used      *filter   // blobs that are referred to
	instances map[string]bool
	swept     Swept
	damage    error // that was met: what refers to a blob is not known then
}

// remove removes a file and counts it.
func (w *sweep) remove(ctx context.Context, name string, count *int64) error {
	*count++
	if w.Dry {
		return nil
	}
	return w.backend.Remove(ctx, name)
}

// buckets removes what buckets were before, and finds out which instances there are.
func (w *sweep) buckets(ctx context.Context) error {
	for dir, err := range w.logs(ctx, bucketsRoot, "") {
		if err != nil {
			return err
		}
		l, err := last[bucketState](ctx, w.Store, dir)
		if err != nil {
			return err
		}
		if l.head == nil {
			continue
		}
		isOld := l.head.Changed.Before(w.before)
		if l.head.Phase != gone || !isOld {
			w.instances[l.head.Instance] = true
		}
		if !isOld {
			continue // the states before are left, and with them those who use their instance
		}
		if err := w.removeBefore(ctx, dir, l.seq); err != nil {
			return err
		}
		if l.head.Phase == gone {
			if err := w.removeLog(ctx, dir, l.seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeBefore removes the records of a log before its last one.
func (w *sweep) removeBefore(ctx context.Context, dir string, seq uint64) error {
	for name, err := range w.backend.List(ctx, dir, dir+recordName(seq)) {
		if err == nil {
			err = w.remove(ctx, name, &w.swept.Records)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeLog removes a log whose last record, at a place, says that there is nothing, or what is left
// in place of a log that has no record, for 0. That begins the log anew, which nobody may do who counts on its places: a Backend without exclusive locks
// keeps the last record.
func (w *sweep) removeLog(ctx context.Context, dir string, seq uint64) error {
	release, err := w.backend.Lock(ctx, lockOf(dir), true)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, ErrLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	defer release()
	name, _, err := w.backend.First(ctx, dir, Stamp{})
	if isNotExist(err) {
		return nil // somebody has removed it
	}
	if err != nil {
		return err
	}
	if now, err := w.lastPlace(ctx, dir, name); err != nil || now != seq {
		return err // somebody has added to it
	}
	w.swept.Logs++
	var files []string
	for name, err := range w.backend.List(ctx, dir, "") {
		if err != nil {
			return err
		}
		files = append(files, name)
	}
	for i := len(files) - 1; i >= 0 && !w.Dry; i-- { // the record that says so goes last
		if err := w.backend.Remove(ctx, files[i]); err != nil {
			return err
		}
	}
	return nil
}

// removeGone removes the files in a folder of a bucket that is no more, once they are old. Whoever
// added one of them later was told that there is no bucket.
func (w *sweep) removeGone(ctx context.Context, dir string) error {
	for name, err := range w.backend.List(ctx, dir, "") {
		if err != nil {
			return err
		}
		info, err := w.backend.Stat(ctx, name)
		if isNotExist(err) || err == nil && info.Modified.After(w.before) {
			continue
		}
		if err == nil {
			err = w.remove(ctx, name, &w.swept.Records)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// spare notes damage and goes on: nothing that is damaged is removed.
func (w *sweep) spare(err error) error {
	if errors.Is(err, ErrDamaged) {
		w.damage = errors.Join(w.damage, err)
		return nil
	}
	return err
}

// blobs removes the blobs that nothing refers to.
func (w *sweep) blobs(ctx context.Context) error {
	for name, err := range w.backend.List(ctx, blobsRoot, "") {
		if err != nil {
			return err
		}
		if w.damage != nil {
			return nil
		}
		if w.used.has(name[strings.LastIndexByte(name, '/')+1:]) {
			continue
		}
		info, err := w.backend.Stat(ctx, name)
		if isNotExist(err) || err == nil && !info.Modified.Before(w.before) {
			continue
		}
		if err == nil {
			err = w.remove(ctx, name, &w.swept.Blobs)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
