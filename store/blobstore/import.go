package blobstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// An Imported is a version of another store, with the id and the time that it has there.
type Imported struct {
	// Version is the version. Its VersionID and LastModified are kept: "" is the null version,
	// and a LastModified that is zero is now. A delete marker has no Content.
	write.Version

	// Parts are the parts of a multipart upload, instead of Content.
	Parts []ImportedPart
}

// An ImportedPart is a part of an [Imported].
type ImportedPart struct {
	Content  write.Content  // the bytes of the part
	Checksum checksum.Value // of the part, or zero
}

// Import makes a version of another store the newest version of a key, so that all versions of a
// key are imported from the oldest to the newest. A version that is there already, by its id or as
// the null version with the same entity tag and time, is left as it is. The contents are the
// Store's then, whatever the error.
func (s *Store) Import(ctx context.Context, bucket, key string, v Imported) (*store.Info, error) {
	defer func() {
		for _, c := range v.contents() {
			c.Discard()
		}
	}()
	b, err := s.bucket(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if b.Versioning == version.StateUnversioned && (v.VersionID != "" || v.DeleteMarker) {
		return nil, &FieldError{"VersionID", "is not for a bucket without versioning"}
	}
	state, payload, err := s.imported(ctx, b, v)
	if err != nil {
		return nil, err
	}
	var there *store.Info
	c, err := s.change(ctx, b, key, func(before *change, seq uint64) (*change, error) {
		sel := version.Null()
		if v.VersionID != "" {
			sel = version.ByID(v.VersionID)
		}
		_, old, err := s.findIn(ctx, b.keyDir(key), before, sel)
		if err == nil && (v.VersionID != "" || old.info.ETag == v.ETag && old.info.LastModified.Equal(v.LastModified)) {
			there = &old.info
			return nil, nil
		}
		if err != nil && !errors.Is(err, sel.NotFound()) {
			return nil, err
		}
		return s.importChange(ctx, b, key, before, seq, state, payload)
	})
	switch {
	case err != nil:
		return nil, err
	case there != nil:
		return there, nil
	}
	return &c.Version.info, nil
}

// contents returns the contents of v.
func (v *Imported) contents() (all []write.Content) {
	if v.Content != nil {
		all = append(all, v.Content)
	}
	for _, p := range v.Parts {
		all = append(all, p.Content)
	}
	return all
}

// importChange returns the change that makes a version with its own id and time the newest.
func (s *Store) importChange(ctx context.Context, b *bucketState, key string, before *change, seq uint64, state *versionState, payload []byte) (*change, error) {
	id, modified := state.info.VersionID, state.info.LastModified
	as := *b // with an id if the version has one
	if as.Versioning = version.StateSuspended; id != "" {
		as.Versioning = version.StateEnabled
	}
	n, err := s.putChange(&as, before, seq, state, payload)
	if err != nil {
		return nil, err
	}
	if n.ID = id; !modified.IsZero() {
		n.Version.info.LastModified = modified
	}
	n.Version.info.VersionID = id
	if n.Version.Info, err = kept.KeepInfo(&n.Version.info); err != nil || id == "" {
		return n, err
	}
	err = s.backend.Add(ctx, b.keyDir(key)+foreignPrefix(id)+seqName(seq, "-"), nil)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	return n, err
}

// foreignPrefix begins the names of the files, beside the records of a key, that say at which places
// a version with an id of another store may be.
func foreignPrefix(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "~" + hex.EncodeToString(sum[:16]) + "."
}

// placesOf returns where a version with an id may have been put: one place if it is an id of a
// Store, and any number if it is not.
func (s *Store) placesOf(ctx context.Context, dir, id string) (all []uint64, err error) {
	prefix := dir + foreignPrefix(id)
	for name, err := range s.backend.List(ctx, prefix, "") {
		if err != nil {
			return nil, err
		}
		if seq, err := parseSeq(name[len(prefix):], "-"); err == nil {
			all = append(all, seq)
		}
	}
	return all, nil
}

// imported stores the content of a version.
func (s *Store) imported(ctx context.Context, b *bucketState, v Imported) (*versionState, []byte, error) {
	state, err := newVersion(b, &v.Version, 0)
	if err != nil || v.DeleteMarker {
		return state, nil, err
	}
	if len(v.Parts) > 0 {
		payload, err := s.importedParts(ctx, state, v)
		return state, payload, err
	}
	c, ok := v.Content.(*staged)
	if !ok || c.s != s {
		return nil, nil, errContent
	}
	in, err := c.finish(false, !v.CustomerKey.IsZero())
	if err == nil && in.key != nil {
		in.Key, err = s.sealFor(ctx, v.CustomerKey, in.key)
	}
	state.Content, state.info.Size = in.stored, in.Size
	return state, in.payload, err
}

// importedParts stores the parts of a version, and returns what is to be in its record.
func (s *Store) importedParts(ctx context.Context, state *versionState, v Imported) ([]byte, error) {
	private, public, err := newBox()
	if err == nil {
		state.Box, err = s.sealFor(ctx, v.CustomerKey, private)
	}
	if err != nil {
		return nil, err
	}
	rows, end := make([]row, 0, len(v.Parts)), int64(0)
	for _, p := range v.Parts {
		c, ok := p.Content.(*staged)
		if !ok || c.s != s {
			return nil, errContent
		}
		in, err := c.finish(true, !v.CustomerKey.IsZero())
		if err == nil && in.key != nil {
			in.Key, err = sealBox(public, in.key)
		}
		if err != nil {
			return nil, err
		}
		end += in.Size
		rows = append(rows, row{end: end, stored: in.stored, sum: p.Checksum.Digest()})
	}
	state.info.Size, state.info.Parts = end, len(rows)
	return s.tabulate(ctx, state, rows, v.Parts[0].Checksum.Algorithm())
}
