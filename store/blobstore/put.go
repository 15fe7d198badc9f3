package blobstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// maxKey is the largest length of a key in bytes (S3 GetObject: Key).
const maxKey = 1024

func isKey(key string) bool { return key != "" && len(key) <= maxKey }

func checkKey(key string) error {
	if isKey(key) {
		return nil
	}
	return &FieldError{"Key", "has 1 to 1024 bytes"}
}

// errLate is returned by an edit that found out that another change came first.
var errLate = errors.New("blobstore: another change came first")

// change adds a change to the log of a key. edit makes it of the last change, which is nil if there
// is none, for the place that it will have; no change means that nothing is to change. If another
// change comes first, edit is called again. It returns the change.
func (s *Store) change(ctx context.Context, b *bucketState, key string, edit func(before *change, seq uint64) (*change, error)) (*change, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	dir := b.keyDir(key)
	release, err := s.backend.Lock(ctx, lockOf(dir), false)
	if err != nil {
		return nil, err
	}
	defer release()
	for i := range attempts {
		began := time.Now()
		l, err := last[change](ctx, s, dir)
		if err == nil && l.head != nil && l.head.Move != nil {
			l.head, err = s.endMove(ctx, b, l.head)
		}
		if err != nil {
			return nil, err
		}
		next, err := edit(l.head, l.seq+1)
		if err == errLate {
			continue
		}
		if err != nil || next == nil {
			return nil, err
		}
		next.Bucket, next.Key, next.Nonce = b.Name, kept.Text(key), newID()
		if next.Time.IsZero() {
			next.Time = s.now().Round(0)
		}
		useless, err := s.trim(ctx, dir, l.head, next)
		if err != nil {
			return nil, err
		}
		if time.Since(began) > patience {
			continue
		}
		added, err := s.addChange(ctx, dir, l.seq+1, next, useless)
		if err != nil {
			return nil, err
		}
		if added && time.Since(began) > 2*patience {
			return nil, fmt.Errorf("%w: the write took %v, and others may have come in between", store.ErrUnavailable, time.Since(began))
		}
		if added {
			return next, s.settled(ctx, b)
		}
		time.Sleep(time.Duration(rand.IntN(i+1)) * 100 * time.Microsecond)
	}
	return nil, ErrBusy
}

// patience is how long a change may take from when the last one is read until it is added. Places
// that were trimmed or swept since would be free again, so that these are older than trimAge.
const (
	patience = 10 * time.Second
	trimAge  = time.Minute
)

// trim returns the place of a record that next makes superfluous, or 0. It looks at one record for
// each change, so that as many go as come.
func (s *Store) trim(ctx context.Context, dir string, before, next *change) (uint64, error) {
	if _, ok := s.backend.(Trimmer); !ok || before == nil {
		return 0, nil
	}
	next.Loose, next.Oldest = before.isLoose(next), before.Oldest
	if next.Oldest == 0 {
		next.Oldest = before.seq
	}
	if next.Oldest == before.seq {
		return 0, nil
	}
	c, err := s.reread(ctx, dir, before, next.Oldest+1)
	switch {
	case err != nil:
		return 0, err
	case c == nil:
		next.Oldest++ // was swept
		return 0, nil
	case s.now().Sub(c.Time) < trimAge:
		return 0, nil
	}
	next.Oldest++
	if !c.Loose {
		return 0, nil // is for Sweep
	}
	return next.Oldest - 1, nil
}

// addChange adds a change, with the note by which its version is found, unless another was added at
// its place. The record of another place is of no use then, if that is not 0.
func (s *Store) addChange(ctx context.Context, dir string, seq uint64, next *change, useless uint64) (bool, error) {
	if next.ID != "" && next.Place != seq {
		err := s.backend.Add(ctx, dir+noteName(next.Place, seq), nil)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return false, err
		}
	}
	err := addAndTrim(ctx, s, dir, seq, next, next.payload, useless)
	if !errors.Is(err, fs.ErrExist) {
		return err == nil, err
	}
	there, _, err := read[change](ctx, s, dir, seq)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && there.Nonce == next.Nonce, err
}

// next returns a change that leaves everything as it was before.
func next(before *change) *change {
	n := new(change)
	if before == nil {
		return n
	}
	n.CurrentPlace, n.Null, n.Live = before.CurrentPlace, before.Null, before.Live
	if v := before.current(); v != nil {
		n.Current = n.carry(v, before.payload)
	}
	return n
}

// carry returns a version as it is in the record of c, to whose contents it adds those that the
// version has in another record.
func (c *change) carry(v *versionState, payload []byte) *versionState {
	moved := *v
	content := &moved.Content
	if v.Table != nil {
		t := *v.Table
		moved.Table, content = &t, &t.stored
	}
	if content.Blob == "" && !v.info.DeleteMarker {
		from := content.At
		content.At = int64(len(c.payload))
		c.payload = append(c.payload, payload[from:from+content.Stored()]...)
	}
	return &moved
}

// infoOf describes a version, or is nil.
func infoOf(v *versionState) *store.Info {
	if v == nil {
		return nil
	}
	return &v.info
}

// Put makes v the newest version of a key.
func (s *Store) Put(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
	c, ok := v.Content.(*staged)
	if !ok || c.s != s {
		return nil, errContent
	}
	defer c.Discard()
	b, err := s.bucket(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	in, err := c.finish(false, !v.CustomerKey.IsZero())
	if err != nil {
		return nil, err
	}
	state, err := newVersion(b, &v, in.Size)
	if err == nil && in.key != nil {
		in.Key, err = s.sealFor(ctx, v.CustomerKey, in.key)
	}
	if err != nil {
		return nil, err
	}
	state.Content = in.stored
	refused := false
	n, err := s.change(ctx, b, key, func(before *change, seq uint64) (*change, error) {
		if check != nil {
			if err := check(infoOf(before.current())); err != nil {
				refused = true
				return nil, err
			}
		}
		return s.putChange(b, before, seq, state, in.payload)
	})
	if refused && in.Blob != "" {
		_ = s.backend.Remove(ctx, blobName(in.Blob)) // no record has it; others Sweep finds
	}
	if err != nil {
		return nil, err
	}
	return &n.Version.info, nil
}

// newVersion returns a version without its content.
func newVersion(b *bucketState, v *write.Version, size int64) (*versionState, error) {
	state := &versionState{info: v.Info, Tags: tagsOf(v.Tags), Owner: v.Access.Owner, ACL: slices.Clone(v.Access.Grants)}
	i := &state.info
	i.Size, i.Parts = size, 0
	missing := 0
	i.Metadata, missing = kept.Metadata(v.Metadata)
	i.MissingMeta += missing
	if len(v.Tags) > 0 {
		i.TagCount = len(v.Tags)
	}
	switch {
	case i.StorageClass == "" && b.IsDirectory() && !i.DeleteMarker:
		i.StorageClass = "EXPRESS_ONEZONE"
	case i.StorageClass == "STANDARD" && !b.IsDirectory():
		i.StorageClass = ""
	}
	var err error
	if !v.CustomerKey.IsZero() {
		i.Encryption.Customer, err = sse.NewFingerprint(v.CustomerKey, nil)
	}
	return state, err
}

// putChange returns the change that makes a version the newest.
func (s *Store) putChange(b *bucketState, before *change, seq uint64, state *versionState, payload []byte) (*change, error) {
	n, v := new(change), *state
	if before != nil {
		n.Null, n.Live = before.Null, before.Live
	}
	n.Time = s.now().Round(0)
	n.Place, n.CurrentPlace, n.Version, n.payload = seq, seq, &v, payload
	v.info.LastModified, v.info.VersionID = n.Time, ""
	if b.Versioning == version.StateEnabled {
		n.ID = newVersionID(seq)
		v.info.VersionID = n.ID
		n.Live++
	} else {
		if n.Null == 0 {
			n.Live++
		}
		n.Null = seq
	}
	var err error
	v.Info, err = kept.KeepInfo(&v.info)
	return n, err
}
