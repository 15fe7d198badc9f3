package blobstore

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore/internal/content"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// Verifying says how [Store.Verify] goes about it.
type Verifying struct {
	// Bucket is the bucket that is looked at; "" is all of them.
	Bucket string

	// BytesPerSecond bounds how fast content is read; 0 is as fast as it goes.
	BytesPerSecond int64

	// Progress is told of what was read so far, often, and at the end. It may be nil.
	Progress func(Verified)
}

// Verified counts what [Store.Verify] has read.
type Verified struct {
	Keys, Versions int64 // that were looked at
	Bytes          int64 // as they are stored
}

// A Damaged is a version that is not as it was written, or a file that cannot be read.
type Damaged struct {
	Bucket, Key string // of the version; no Key where one of over 600 bytes cannot be read
	VersionID   string // or of an upload; "" for the null version, and where the file does not tell
	File        string // the name in the Backend
	Err         error  // what is wrong
}

// Error says which version is damaged, where and how.
func (d *Damaged) Error() string {
	id := d.VersionID
	if id == "" {
		id = version.NullID
	}
	return fmt.Sprintf("bucket %q, key %q, version %s: %s: %v", d.Bucket, d.Key, id, d.File, d.Err)
}

// Unwrap returns what is wrong.
func (d *Damaged) Unwrap() error { return d.Err }

// Verify reads all that there is, and yields what is damaged. It needs no key of a customer: the
// checksum of each block is compared. It may run while others read and write. Another error than
// that of a file, and the end of ctx, end it, and are the File-less Damaged that comes last.
func (s *Store) Verify(ctx context.Context, o Verifying) iter.Seq[*Damaged] {
	return func(yield func(*Damaged) bool) {
		v := &verifier{Store: s, Verifying: o, only: o.Bucket, began: time.Now()}
		isWanted := true
		v.yield = func(d *Damaged) bool {
			if ctx.Err() != nil {
				return false // what fails then is not damaged
			}
			isWanted = yield(d)
			return isWanted
		}
		v.all(ctx)
		v.tell()
		if err := ctx.Err(); err != nil && isWanted {
			yield(&Damaged{Err: err})
		}
	}
}

// A verifier is one run of Verify.
type verifier struct {
	*Store
	Verifying
	only  string // the bucket to look at, or ""
	began time.Time
	done  Verified
	yield func(*Damaged) bool
}

// all verifies the buckets.
func (v *verifier) all(ctx context.Context) {
	for dir, err := range v.logs(ctx, bucketsRoot, "") {
		if err != nil {
			v.yield(&Damaged{Err: err})
			return
		}
		if !v.bucketIn(ctx, dir) {
			return
		}
	}
}

// bucketIn verifies the bucket with a log, if it is asked for, and reports whether to go on.
func (v *verifier) bucketIn(ctx context.Context, dir string) bool {
	if v.only != "" && dir != bucketDir(v.only) {
		return true
	}
	l, err := last[bucketState](ctx, v.Store, dir)
	switch {
	case err != nil:
		return v.yield(&Damaged{Bucket: v.only, File: dir, Err: err}) && ctx.Err() == nil
	case l.head == nil || l.head.Phase == gone:
		return true
	}
	return v.bucket(ctx, l.head.Name)
}

// bucket verifies a bucket, and reports whether to go on.
func (v *verifier) bucket(ctx context.Context, name string) bool {
	b, err := v.Store.bucket(ctx, name)
	if errors.Is(err, store.ErrNoBucket) {
		return true
	}
	if err != nil {
		return v.yield(&Damaged{Bucket: name, File: bucketDir(name), Err: err}) && ctx.Err() == nil
	}
	for dir, err := range v.logs(ctx, objectsRoot+b.Instance+"/", "") {
		if err != nil {
			v.yield(&Damaged{Bucket: name, Err: err})
			return false
		}
		v.done.Keys++
		if !v.key(ctx, name, dir) {
			return false
		}
	}
	for dir, err := range v.uploadDirs(ctx, b.Instance) {
		if err != nil {
			v.yield(&Damaged{Bucket: name, Err: err})
			return false
		}
		if !v.upload(ctx, name, dir) {
			return false
		}
	}
	return true
}

// key verifies each record in the log of a key, and what it refers to if it is of use.
func (v *verifier) key(ctx context.Context, bucket, dir string) bool {
	l, err := last[change](ctx, v.Store, dir)
	if err != nil {
		return v.records(ctx, bucket, dir)
	}
	if l.head == nil || l.head.Live == 0 {
		return true
	}
	if l.head.current() != nil && l.head.Live == 1 {
		return v.version(ctx, l.head, l.head.current())
	}
	for c, err := range v.below(ctx, dir, l.head, 0) {
		if err != nil {
			return v.records(ctx, bucket, dir)
		}
		if !v.version(ctx, c, c.Version) {
			return false
		}
	}
	return true
}

// records verifies all records in the log of a key of which one at least cannot be read, and the
// versions that they have.
func (v *verifier) records(ctx context.Context, bucket, dir string) bool {
	key := keyIn(dir)
	for name, err := range v.backend.List(ctx, dir, "") {
		if err != nil {
			v.yield(&Damaged{Bucket: bucket, Key: key, Err: err})
			return false
		}
		p, err := parsePlace(name[len(dir):])
		if err != nil || p.note > 0 {
			continue
		}
		c, _, err := read[change](ctx, v.Store, dir, p.seq)
		switch {
		case isNotExist(err):
		case err != nil:
			if !v.yield(&Damaged{Bucket: bucket, Key: key, File: name, Err: err}) || ctx.Err() != nil {
				return false
			}
		case c.Version != nil && !v.version(ctx, c, c.Version):
			return false
		}
	}
	return true
}

// version verifies the content of a version.
func (v *verifier) version(ctx context.Context, c *change, s *versionState) bool {
	v.done.Versions++
	if s.info.DeleteMarker {
		return true
	}
	at := Damaged{Bucket: c.Bucket, Key: string(c.Key), VersionID: s.info.VersionID}
	if s.Table == nil {
		return v.content(ctx, at, &s.Content, c)
	}
	if !v.content(ctx, at, &s.Table.stored, c) {
		return false
	}
	o := &object{v.Store, s, c}
	for i := 0; i < s.Table.Count; i += rowsTogether {
		rows, err := o.rows(ctx, i, rowsTogether)
		if err != nil {
			return true // was told of as damage of the table
		}
		for _, r := range rows {
			if !v.content(ctx, at, &r.stored, nil) {
				return false
			}
		}
	}
	return true
}

// content verifies a content.
func (v *verifier) content(ctx context.Context, at Damaged, c *stored, in *change) bool {
	var src content.Source
	if c.Blob == "" {
		at.File, src = in.file, memory(in.payload[c.At:c.At+c.Stored()])
	} else {
		at.File = blobName(c.Blob)
		f, err := v.backend.Open(ctx, at.File)
		if err != nil {
			at.Err = err
			return v.yield(&at) && ctx.Err() == nil
		}
		defer f.Close()
		src = f
		if info, err := v.backend.Stat(ctx, at.File); err == nil && info.Size != c.Stored() {
			at.Err = fmt.Errorf("%w: it has %d bytes, not %d", ErrDamaged, info.Size, c.Stored())
			if !v.yield(&at) {
				return false
			}
		}
	}
	for err := range content.Faults(ctx, src, c.Layout, func(n int) { v.read(ctx, n) }) {
		d := at
		d.Err = v.noticed(at.File, err)
		if !v.yield(&d) {
			return false
		}
	}
	return ctx.Err() == nil
}

// read counts bytes, and waits until as many may have been read or ctx is done.
func (v *verifier) read(ctx context.Context, n int) {
	v.done.Bytes += int64(n)
	v.tell()
	if v.BytesPerSecond > 0 {
		due := time.Duration(float64(v.done.Bytes) / float64(v.BytesPerSecond) * float64(time.Second))
		select {
		case <-ctx.Done():
		case <-time.After(due - time.Since(v.began)):
		}
	}
}

// tell tells of what was read so far.
func (v *verifier) tell() {
	if v.Progress != nil {
		v.Progress(v.done)
	}
}

// upload verifies the parts of an upload.
func (v *verifier) upload(ctx context.Context, bucket, dir string) bool {
	at := Damaged{Bucket: bucket, VersionID: path.Base(dir), File: dir + uploadFile}
	at.Key = keyIn(strings.TrimSuffix(dir, at.VersionID+"/"))
	if _, err := v.readUpload(ctx, dir); err != nil {
		at.Err = err
		return errors.Is(err, write.ErrNoUpload) || v.yield(&at) && ctx.Err() == nil
	}
	names, err := v.partNames(ctx, dir)
	if err != nil {
		v.yield(&Damaged{Bucket: bucket, Err: err})
		return false
	}
	for _, name := range names {
		d := at
		p, err := v.readPart(ctx, name)
		switch {
		case isNotExist(err):
		case err != nil:
			d.File, d.Err = name, err
			if !v.yield(&d) || ctx.Err() != nil {
				return false
			}
		case !v.content(ctx, d, &p.Content, nil):
			return false
		}
	}
	return true
}
