package blobstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore/internal/content"
	"github.com/s3get/s3get/version"
)

// An object is a version that is open.
type object struct {
	s  *Store
	v  *versionState
	in *change // whose record has v
}

var (
	_ store.PartLister = (*object)(nil)
	_ store.Decrypter  = (*object)(nil)
	_ store.InMemory   = (*object)(nil)
	_ store.Memoizer   = (*object)(nil)
)

// keyDir returns the log of a key.
func (b *bucketState) keyDir(key string) string {
	dir := append(append(append(make([]byte, 0, usualDir), objectsRoot...), b.Instance...), '/')
	return string(append(appendKeyName(dir, key), '/'))
}

// Open pins a version. It costs reading the record of the version, and nothing but asking whether
// there is a later one where that is the latest and is remembered.
func (s *Store) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b, err := s.bucketOf(ctx, ref.Bucket, s.bucketAge)
	if err != nil {
		return nil, err
	}
	if !isKey(ref.Key) {
		return nil, ref.Version.NotFound()
	}
	c, v, err := s.find(ctx, b.keyDir(ref.Key), ref.Version)
	if err != nil {
		return nil, err
	}
	return &object{s, v, c}, nil
}

// find returns a version of the key with a log, and the change whose record has it. The error wraps
// [store.ErrNoKey] or [store.ErrNoVersion].
func (s *Store) find(ctx context.Context, dir string, sel version.Selector) (*change, *versionState, error) {
	if id, ok := sel.ID(); ok && id != "" {
		return s.findID(ctx, dir, id, sel)
	}
	l, err := s.lastOutcome(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	return s.findIn(ctx, dir, l.head, sel)
}

// findIn is find in the log whose last change is top, or nil for an empty one.
func (s *Store) findIn(ctx context.Context, dir string, top *change, sel version.Selector) (*change, *versionState, error) {
	id, _ := sel.ID()
	switch {
	case top == nil:
		return nil, nil, sel.NotFound()
	case sel.IsLatest():
		v := top.current()
		if v == nil {
			return nil, nil, sel.NotFound()
		}
		if top.Current == nil {
			return top, v, nil
		}
		return &change{ID: v.info.VersionID, Place: top.CurrentPlace, Version: v, seq: top.seq, file: top.file, payload: top.payload}, v, nil
	case id != "":
		return s.findID(ctx, dir, id, sel)
	case top.Null == 0:
		return nil, nil, sel.NotFound()
	}
	c, err := s.reread(ctx, dir, top, top.Null)
	if err != nil {
		return nil, nil, err
	}
	if c == nil || c.Version == nil {
		return nil, nil, sel.NotFound()
	}
	return c, c.Version, nil
}

func isNotExist(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// findID returns the version with an id.
func (s *Store) findID(ctx context.Context, dir, id string, sel version.Selector) (*change, *versionState, error) {
	if seq, ok := placeOf(id); ok {
		c, v, err := s.findAt(ctx, dir, id, seq, sel)
		if !errors.Is(err, sel.NotFound()) {
			return c, v, err
		}
	}
	places, err := s.placesOf(ctx, dir, id)
	for _, seq := range places {
		c, v, err := s.findAt(ctx, dir, id, seq, sel)
		if !errors.Is(err, sel.NotFound()) {
			return c, v, err
		}
	}
	if err == nil {
		err = sel.NotFound()
	}
	return nil, nil, err
}

// findAt returns the version with an id, which was put at a place of a log and may have been
// changed since.
func (s *Store) findAt(ctx context.Context, dir, id string, seq uint64, sel version.Selector) (*change, *versionState, error) {
	for _, at := range append(s.notes(ctx, dir, seq), noted{seq: seq}) {
		if at.err != nil {
			return nil, nil, at.err
		}
		c, _, err := read[change](ctx, s, dir, at.seq)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another change came first, or the record was swept
		}
		switch {
		case err != nil:
			return nil, nil, err
		case c.ID != id:
			continue // another change came first
		case c.Version == nil:
			return nil, nil, sel.NotFound()
		}
		return c, c.Version, nil
	}
	return nil, nil, sel.NotFound()
}

// A noted is a change that a note names, or the error of looking for notes.
type noted struct {
	seq uint64
	err error
}

// notes returns the places of what may be later changes of the version that was put at a place, the
// last first.
func (s *Store) notes(ctx context.Context, dir string, seq uint64) (all []noted) {
	for name, err := range s.backend.List(ctx, dir+recordName(seq)+".", "") {
		if err != nil {
			return append(all, noted{err: err})
		}
		if p, err := parsePlace(name[len(dir):]); err == nil {
			all = append(all, noted{seq: p.note})
		}
	}
	return all
}

// Info describes the version.
func (o *object) Info() *store.Info { return &o.v.info }

// Memo returns the room beside Info.
func (o *object) Memo() *store.Memo { return o.v.memo }

// Close does nothing: readers have opened what they read.
func (o *object) Close() error { return nil }

// Content returns n bytes from off that the record has and are not sealed, checked each time, or nil.
// What is damaged is left for OpenRange to tell.
func (o *object) Content(off, n int64) []byte {
	c := &o.v.Content
	if o.v.Table != nil || c.Blob != "" || c.Sealed || !c.IsBlock() || off < 0 || n < 0 || off > o.v.info.Size-n {
		return nil
	}
	plain, err := c.OpenBlock(o.in.payload[c.At:c.At+c.Stored()], nil)
	if err != nil {
		return nil
	}
	return plain[off : off+n : off+n]
}

// OpenRange returns a reader of n bytes from off.
func (o *object) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	return o.OpenRangeWithKey(ctx, sse.CustomerKey{}, off, n)
}

// OpenRangeWithKey returns a reader of n bytes from off.
func (o *object) OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > o.v.info.Size-n || o.v.info.DeleteMarker {
		return nil, &FieldError{"Size", "does not have the bytes asked for"}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.v.Table == nil {
		opened, err := o.s.unseal(ctx, o.v.Content.Key, key, nil)
		if err != nil {
			return nil, err
		}
		return o.s.openStored(ctx, &o.v.Content, o.in, opened, off, n)
	}
	box, err := o.s.unseal(ctx, o.v.Box, key, nil)
	if err != nil {
		return nil, err
	}
	p := &parts{ctx: ctx, o: o, box: box, end: off + n}
	r := &runsReader{ctx: ctx, off: off, end: off + n, open: p.open}
	if n == 0 {
		return r, nil
	}
	if p.rows, p.next, err = o.from(ctx, off); err != nil {
		return nil, err
	}
	return r, r.step()
}

// Part returns the part at position n.
func (o *object) Part(ctx context.Context, n int) (store.Part, error) {
	if n < 1 || n > o.v.info.Parts {
		return store.Part{}, &FieldError{"Parts", "are fewer than the part asked for"}
	}
	rows, err := o.rows(ctx, n-1, 1)
	if err != nil {
		return store.Part{}, err
	}
	p := store.Part{Offset: rows[0].end - rows[0].Size, Size: rows[0].Size}
	if len(rows[0].sum) == 0 || o.v.Table.Algorithm == "" {
		return p, nil
	}
	a, err := checksum.ParseAlgorithm(o.v.Table.Algorithm)
	if err != nil {
		return store.Part{}, err
	}
	p.Checksum, err = checksum.New(a, rows[0].sum)
	return p, err
}

// A memory is a content in a record, as a source.
type memory []byte

func (m memory) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off+n > int64(len(m)) {
		return nil, io.ErrUnexpectedEOF
	}
	return io.NopCloser(bytes.NewReader(m[off : off+n])), nil
}

// openStored returns a reader of n bytes from off of a content. The key opens it, and the record of
// in has it if it is no blob. The error is [store.ErrChanged] if the blob is gone, as it is when the
// version was removed some time ago.
func (s *Store) openStored(ctx context.Context, c *stored, in *change, key []byte, off, n int64) (io.ReadCloser, error) {
	if c.Blob == "" {
		file := in.payload[c.At : c.At+c.Stored()]
		if c.IsBlock() {
			plain, err := c.OpenBlock(file, key)
			if err != nil {
				return nil, s.noticed(in.file, err)
			}
			return &blockReader{section.Bytes{Ctx: ctx, Left: plain[off : off+n]}}, nil
		}
		r, err := content.NewReader(ctx, memory(file), c.Layout, key, off, n)
		if err != nil {
			return nil, s.noticed(in.file, err)
		}
		return &storedReader{r, io.NopCloser(nil), s, in.file}, nil
	}
	name := blobName(c.Blob)
	f, err := s.backend.Open(ctx, name)
	if err == nil {
		if s.options.Unchecked && !c.Sealed && c.Packed == 0 {
			return &storedReader{readUnchecked(ctx, f, c.Layout, off, off+n), f, s, name}, nil
		}
		var r io.ReadCloser
		if r, err = content.NewReader(ctx, f, c.Layout, key, off, n); err == nil {
			return &storedReader{r, f, s, name}, nil
		}
		f.Close()
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: %w", store.ErrChanged, err)
	}
	return nil, s.noticed(name, err)
}

// noticed tells of damage.
func (s *Store) noticed(name string, err error) error {
	var damage *content.Damage
	if errors.As(err, &damage) {
		s.options.Hooks.damaged(name, err)
		return fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return err
}

// A storedReader reads a content and closes its file.
type storedReader struct {
	io.ReadCloser
	file io.Closer
	s    *Store
	name string
}

func (r *storedReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	return n, r.s.noticed(r.name, err)
}

// WriteTo writes the rest.
func (r *storedReader) WriteTo(w io.Writer) (int64, error) {
	n, err := io.Copy(w, r.ReadCloser)
	return n, r.s.noticed(r.name, err)
}

// Close closes the reader and the file.
func (r *storedReader) Close() error { return errors.Join(r.ReadCloser.Close(), r.file.Close()) }
