package memstore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/s3get/s3get/internal/journal"
	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
)

// The errors of [Store.Keep] about a file.
var (
	// ErrForeign means that a file is not one of a Store, or of a later version of the format.
	ErrForeign = errors.New("memstore: the file is not one of this format")

	// ErrDamaged means that a file of a Store is not as it was written.
	ErrDamaged = errors.New("memstore: the file is damaged")

	// ErrInUse means that another Store keeps its state in the file.
	ErrInUse = errors.New("memstore: the file is in use")
)

// formatLine begins a file, with the version of the format.
const formatLine = "s3get state 1"

// When a file that was appended to is written anew.
const (
	slack     = 64 << 20 // bytes that it may have beyond twice its length when it was last
	slackOpen = 1 << 20  // bytes beyond twice what is needed of it when it is opened
)

// A change is the head of a record of a file: what one thing is from now on. Fields that its
// kind does not need are empty.
type change struct {
	Kind    string
	Bucket  string
	Key     string       `json:",omitempty"`
	ID      string       `json:",omitempty"` // of a version, "" for the null version, or of an upload
	Set     *keptBucket  `json:",omitempty"`
	Version *keptVersion `json:",omitempty"`
	Upload  *keptUpload  `json:",omitempty"`
	Part    *keptPart    `json:",omitempty"`
}

// The kinds of changes.
const (
	bucketSet     = "bucket"         // is there, with these properties
	bucketGone    = "bucket gone"    // with its uploads
	versionAdded  = "version"        // is the newest; ID is that of the upload that ended with it, if one did
	versionEdited = "version edited" // has other properties, and the same content
	versionGone   = "version gone"
	uploadBegun   = "upload"
	uploadGone    = "upload gone"
	partPut       = "part" // or replaced
)

// Keep fills s, which is empty and not yet used, with what a file has, and from then on keeps
// each change in it. A file that is not there is made. Keep returns how many bytes of a
// change that was not whole it dropped: one that was being written when a process was killed,
// and that nobody was told of.
//
// A method that changes s returns when its change is on the disk; one that cannot be is in
// memory, and has an error, as all that follow have. A Store that is kept holds its content in
// memory as any other, and once. What the file has no more use for it loses when it is opened,
// and while it is written to.
//
// Kept are buckets, versions with all their properties, and uploads that are not complete with
// their parts. Of a customer's key its fingerprint is kept. Policies, keys of the key
// management service, and access points are not: see [Store.SetBucketPolicies].
//
// The error wraps [ErrForeign], [ErrDamaged] or [ErrInUse], or is that of the file system. The
// file is then as it was, and s is not to be used.
func (s *Store) Keep(path string) (dropped int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil || len(s.buckets) > 0 {
		return 0, errors.New("memstore: Keep is for an empty store")
	}
	f, err := journal.Open(path, formatLine, s.replay)
	if err != nil {
		for own, theirs := range map[error]error{ErrForeign: journal.ErrForeign, ErrDamaged: journal.ErrDamaged, ErrInUse: journal.ErrInUse} {
			if errors.Is(err, theirs) {
				return 0, fmt.Errorf("%w: %w", own, err)
			}
		}
		return 0, err
	}
	s.file = f
	if f.Size() > 2*s.needed()+slackOpen {
		_ = f.Rewrite(s.snapshot) // and if it fails, the file goes on as it is
	}
	s.compacted = f.Size()
	return f.Dropped(), nil
}

// Close ends what [Store.Keep] began. Changes that follow are errors. Without Keep it does
// nothing.
func (s *Store) Close() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// settle waits until what was changed is on the disk. It is called without the lock, and keeps
// an error that is there.
func (s *Store) settle(err *error) {
	s.mu.RLock()
	f := s.file
	s.mu.RUnlock()
	if f == nil {
		return
	}
	if failed := f.Sync(); failed != nil && *err == nil {
		*err = failed
	}
}

// keep adds a change to the file, if there is one. The caller holds the lock.
func (s *Store) keep(c change, content Source) error {
	if s.file == nil {
		return nil
	}
	return s.orFail(addTo(s.keepRaw, c, content))
}

// orFail makes what follows a change that is not kept fail too, and returns the error. The caller
// holds the lock.
func (s *Store) orFail(err error) error {
	if err != nil {
		s.file.Fail(err)
	}
	return err
}

// keepRaw is the [journal.Appender] of the file, which it writes anew where it is long. The
// caller holds the lock.
func (s *Store) keepRaw(head []byte, content io.Reader, size int64) error {
	if err := s.file.Append(head, content, size); err != nil {
		return err
	}
	if s.file.Size() > 2*s.compacted+slack {
		_ = s.file.Rewrite(s.snapshot) // and if it fails, the file goes on as it is
		s.compacted = s.file.Size()
	}
	return nil
}

// addTo adds a change with a content, which may be nil.
func addTo(add journal.Appender, c change, content Source) error {
	head, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("memstore: %s of %q in %q cannot be kept: %w", c.Kind, c.Key, c.Bucket, err)
	}
	if content == nil || c.Version != nil && c.Version.Generated > 0 {
		return add(head, nil, 0)
	}
	if h, ok := content.(*held); ok {
		return add(head, bytes.NewReader(h.table), h.size)
	}
	size := content.Size()
	return add(head, &section.Reader{Ctx: context.Background(), Source: content, End: size}, size)
}

// keepSet keeps the properties of a bucket.
func (s *Store) keepSet(b *bucket) error {
	return s.keep(change{Kind: bucketSet, Bucket: b.info.Name, Set: keepBucket(b)}, nil)
}

// keepRecord keeps a version that was added, with which an upload may end, or edited.
func (s *Store) keepRecord(kind string, b *bucket, key string, r *record) error {
	if s.file == nil {
		return nil
	}
	v, err := keepVersion(r)
	if err != nil {
		return s.orFail(err)
	}
	c := change{Kind: kind, Bucket: b.info.Name, Key: key, Version: v}
	var content Source
	if kind == versionAdded {
		c.ID, content = r.upload, r.source
	}
	return s.keep(c, content)
}

// needed returns about how many bytes of the file are needed. The caller holds the lock.
func (s *Store) needed() (n int64) {
	_ = s.snapshot(func(head []byte, _ io.Reader, size int64) error {
		n += int64(len(head)) + size
		return nil
	})
	return n
}

// snapshot adds the changes that make an empty store into s. The caller holds the lock.
func (s *Store) snapshot(add journal.Appender) error {
	for _, name := range slices.Sorted(maps.Keys(s.buckets)) {
		b := s.buckets[name]
		if err := addTo(add, change{Kind: bucketSet, Bucket: name, Set: keepBucket(b)}, nil); err != nil {
			return err
		}
		for _, key := range b.sorted() {
			if err := addVersions(add, name, key, b.keys[key]); err != nil {
				return err
			}
		}
		for _, u := range b.uploads {
			if err := addUpload(add, u); err != nil {
				return err
			}
		}
	}
	return nil
}

// addVersions adds the versions of a key.
func addVersions(add journal.Appender, bucket, key string, h *history) error {
	for _, r := range h.records {
		if r == nil {
			continue
		}
		v, err := keepVersion(r)
		if err == nil {
			err = addTo(add, change{Kind: versionAdded, Bucket: bucket, Key: key, ID: r.upload, Version: v}, r.source)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addUpload adds an upload with its parts.
func addUpload(add journal.Appender, u *upload) error {
	k, err := keepUpload(u)
	if err == nil {
		err = addTo(add, change{Kind: uploadBegun, Bucket: u.Bucket, Key: u.Key, ID: u.ID, Upload: k}, nil)
	}
	for _, n := range slices.Sorted(maps.Keys(u.parts)) {
		if err == nil {
			err = addPart(add, u.UploadRef, u.parts[n])
		}
	}
	return err
}

// addPart adds a part of an upload.
func addPart(add journal.Appender, ref write.UploadRef, p part) error {
	k := &keptPart{p.Part, kept.KeepSum(p.Part.Checksum)}
	return addTo(add, change{Kind: partPut, Bucket: ref.Bucket, Key: ref.Key, ID: ref.ID, Part: k}, p.content)
}
