package blobstore

import (
	"context"
	"errors"
	"io/fs"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore/internal/content"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A claim says what ends an upload: the change at a place of the log of its key if that change is
// of the upload, or, for place 0, that it is aborted. A claim whose place is another change's is
// nothing, and the next may be made.
//
// All that complete an upload add their change at the place of the same claim, so that one does.
type claim struct {
	Place uint64
	Nonce string

	seq   uint64 // of the claim among those of the upload, 0 for none
	ended bool   // the upload is complete or aborted
	open  bool   // the change at Place is not there yet
}

// lastClaim returns the last claim to an upload and what has come of it.
func (s *Store) lastClaim(ctx context.Context, b *bucketState, ref write.UploadRef) (c claim, err error) {
	prefix := b.uploadDir(ref.Key, ref.ID) + claimPrefix
	seq, err := s.lastNumber(ctx, prefix)
	if err != nil || seq == 0 {
		return c, err
	}
	name := prefix + seqName(seq, "-")
	file, err := s.backend.Read(ctx, name, maxRecord)
	if isNotExist(err) {
		return claim{ended: true}, nil // its files are being removed
	}
	if err == nil {
		_, err = s.decode(name, file, &c)
	}
	if err != nil {
		return c, err
	}
	c.seq = seq
	if c.Place == 0 {
		c.ended = true
		return c, nil
	}
	// The last change is asked for before that at the place, which may be added meanwhile. A change
	// that is of an upload is not swept before the files of the upload are; and where the place is
	// neither there nor the next the log was begun anew, which nobody does while the writer of the
	// claim is at it.
	dir := b.keyDir(ref.Key)
	l, err := last[change](ctx, s, dir)
	if err != nil {
		return c, err
	}
	there, _, err := read[change](ctx, s, dir, c.Place)
	if isNotExist(err) {
		c.open = l.seq == c.Place-1
		return c, nil
	}
	c.ended = err == nil && there.Version != nil && there.Version.Upload == ref.ID
	return c, err
}

// claim makes the change at a place of the log of its key end an upload, or ends it for place 0.
// The error wraps [write.ErrNoUpload] if it has ended.
//
// The files of an upload that ended are removed, claims among them, but what it is is the first that
// goes: while that is there, no claim was removed.
func (s *Store) claim(ctx context.Context, b *bucketState, ref write.UploadRef, place uint64) error {
	for range attempts {
		claimed, err := s.tryClaim(ctx, b, ref, place)
		if err != nil {
			return err
		}
		if !claimed {
			continue
		}
		_, err = s.backend.Stat(ctx, b.uploadDir(ref.Key, ref.ID)+uploadFile)
		if isNotExist(err) {
			err = write.ErrNoUpload
		}
		return err
	}
	return ErrBusy
}

// tryClaim adds a claim unless another does.
func (s *Store) tryClaim(ctx context.Context, b *bucketState, ref write.UploadRef, place uint64) (bool, error) {
	c, err := s.lastClaim(ctx, b, ref)
	switch {
	case err != nil:
		return false, err
	case c.ended:
		return false, write.ErrNoUpload
	case c.open && c.Place == place:
		return true, nil
	case c.open && place == 0:
		// Somebody completes it now, or has given up: the place is taken from them.
		_, err := s.change(ctx, b, ref.Key, func(before *change, seq uint64) (*change, error) {
			if seq != c.Place {
				return nil, nil
			}
			return next(before), nil
		})
		return false, err
	case c.open:
		// Somebody is about to complete it at the next place, so that this one is taken already. No
		// other claim may come before it is known what came of that.
		return false, errLate
	}
	file, err := encode(&claim{Place: place, Nonce: newID()}, nil)
	if err != nil {
		return false, err
	}
	err = s.backend.Add(ctx, b.uploadDir(ref.Key, ref.ID)+claimPrefix+seqName(c.seq+1, "-"), file)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return err == nil, err
}

// Complete makes the parts the newest version of the key.
func (s *Store) Complete(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
	b, u, err := s.openUpload(ctx, ref)
	if err != nil {
		return nil, err
	}
	rows, err := s.chosen(ctx, b.uploadDir(ref.Key, ref.ID), parts)
	if err != nil {
		return nil, err
	}
	state, err := newVersion(b, &v, rows[len(rows)-1].end)
	if err != nil {
		return nil, err
	}
	state.info.Parts, state.Upload, state.Box = len(rows), ref.ID, u.Box
	algorithm := checksum.None
	if state.info.Checksum.Type() == checksum.Composite {
		algorithm = state.info.Checksum.Algorithm()
	}
	payload, err := s.tabulate(ctx, state, rows, algorithm)
	if err != nil {
		return nil, err
	}
	c, err := s.change(ctx, b, ref.Key, func(before *change, seq uint64) (*change, error) {
		if check != nil {
			if err := check(infoOf(before.current())); err != nil {
				return nil, err
			}
		}
		if err := s.claim(ctx, b, ref, seq); err != nil {
			return nil, err
		}
		return s.putChange(b, before, seq, state, payload)
	})
	if err != nil {
		return nil, err
	}
	_ = s.endUpload(ctx, b, ref, c) // or Sweep does
	return &c.Version.info, nil
}

// chosen returns the rows of the parts of an upload that are to be completed.
func (s *Store) chosen(ctx context.Context, dir string, parts []write.Part) ([]row, error) {
	there, err := s.parts(ctx, dir)
	if err != nil {
		return nil, err
	}
	byNumber := make(map[int]*part, len(there))
	for _, p := range there {
		byNumber[p.Number] = p
	}
	rows, end := make([]row, 0, len(parts)), int64(0)
	for _, want := range parts {
		p := byNumber[want.Number]
		if p == nil || p.ETag != want.ETag {
			return nil, write.ErrNoPart
		}
		end += p.Content.Size
		rows = append(rows, row{end: end, stored: p.Content, sum: p.Part.Checksum.Digest()})
	}
	if len(rows) == 0 || len(rows) > checksum.MaxParts {
		return nil, &FieldError{"Parts", "are from 1 to 10000"}
	}
	return rows, nil
}

// tabulate stores the table of the parts of a version, which is returned if it is to be in the
// record.
func (s *Store) tabulate(ctx context.Context, state *versionState, rows []row, algorithm checksum.Algorithm) ([]byte, error) {
	if algorithm == checksum.None {
		for i := range rows {
			rows[i].sum = nil
		}
	}
	t, text := newTable(rows, algorithm)
	c := &staged{s: s, ctx: ctx}
	defer c.Discard()
	state.Table = &t
	if len(text) <= inlineLimit {
		in, err := encodeSmall(text, content.Options{})
		t.stored = in.stored
		return in.payload, err
	}
	c.id = newID()
	file, err := s.backend.Create(ctx, blobName(c.id))
	if err != nil {
		return nil, err
	}
	c.file = file
	c.out = content.NewWriter(c.file, content.Options{})
	if _, err := c.Write(text); err != nil {
		return nil, err
	}
	in, err := c.finish(true, false)
	t.stored = in.stored
	return nil, err
}

// A completed is the head of what an upload was completed as.
type completed struct {
	Instance string
	Key      kept.Text
	ID       string `json:",omitempty"` // of the version
	Place    uint64
}

// endUpload removes an upload that was completed, once there is a file that says as what.
func (s *Store) endUpload(ctx context.Context, b *bucketState, ref write.UploadRef, c *change) error {
	file, err := encode(&completed{b.Instance, c.Key, c.ID, c.Place}, nil)
	if err != nil {
		return err
	}
	if err := s.backend.Add(ctx, doneRoot+ref.ID, file); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.backend.Remove(ctx, b.uploadDir(ref.Key, ref.ID)+uploadFile)
}

// Completed describes the version that an upload was completed as, while the key has it and it was not
// renamed.
func (s *Store) Completed(ctx context.Context, ref write.UploadRef) (*store.Info, error) {
	b, err := s.bucket(ctx, ref.Bucket)
	if err != nil {
		return nil, err
	}
	if !isKey(ref.Key) || !isUploadID(ref.ID) {
		return nil, write.ErrNoUpload
	}
	var done completed
	file, err := s.backend.Read(ctx, doneRoot+ref.ID, maxRecord)
	switch {
	case isNotExist(err):
		c, err := s.lastClaim(ctx, b, ref)
		if err != nil || !c.ended || c.Place == 0 {
			return nil, errors.Join(write.ErrNoUpload, err)
		}
		there, _, err := read[change](ctx, s, b.keyDir(ref.Key), c.Place)
		if err != nil {
			return nil, err
		}
		done = completed{b.Instance, there.Key, there.ID, there.Place}
	case err != nil:
		return nil, err
	default:
		if _, err := s.decode(doneRoot+ref.ID, file, &done); err != nil {
			return nil, err
		}
	}
	if done.Instance != b.Instance || string(done.Key) != ref.Key {
		return nil, write.ErrNoUpload
	}
	sel := version.Null()
	if done.ID != "" {
		sel = version.ByID(done.ID)
	}
	_, v, err := s.find(ctx, b.keyDir(ref.Key), sel)
	switch {
	case errors.Is(err, sel.NotFound()), err == nil && v.Upload != ref.ID:
		return nil, write.ErrNoUpload
	case err != nil:
		return nil, err
	}
	return &v.info, nil
}
