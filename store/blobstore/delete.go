package blobstore

import (
	"context"
	"errors"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// Delete deletes a version, or hides it behind a delete marker.
func (s *Store) Delete(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
	b, err := s.bucket(ctx, ref.Bucket)
	if err != nil {
		return nil, err
	}
	if err := ref.Version.AllowedIn(b.Versioning); err != nil {
		return nil, err
	}
	hides := ref.Version.IsLatest() && b.Versioning != version.StateUnversioned
	var removed *store.Info
	c, err := s.change(ctx, b, ref.Key, func(before *change, seq uint64) (*change, error) {
		from, v, err := s.findIn(ctx, b.keyDir(ref.Key), before, ref.Version)
		if err != nil && !errors.Is(err, ref.Version.NotFound()) {
			return nil, err
		}
		removed = infoOf(v)
		if check != nil {
			if err := check(removed); err != nil {
				return nil, err
			}
		}
		switch {
		case hides:
			return s.putChange(b, before, seq, &versionState{info: store.Info{DeleteMarker: true}}, nil)
		case v == nil:
			return nil, nil
		}
		return s.removal(ctx, b.keyDir(ref.Key), before, from)
	})
	if err != nil {
		return nil, err
	}
	if hides {
		removed = &c.Version.info
	}
	return removed, nil
}

// removal returns the change that removes the version that a change has.
func (s *Store) removal(ctx context.Context, dir string, before, of *change) (*change, error) {
	n := next(before)
	n.ID, n.Place = of.ID, of.Place
	n.Live--
	if n.ID == "" {
		n.Null = 0
	}
	if n.Place != before.CurrentPlace {
		return n, nil
	}
	n.CurrentPlace, n.Current, n.payload = 0, nil, nil
	if n.Live == 0 {
		return n, nil
	}
	for c, err := range s.below(ctx, dir, before, n.Place) {
		if err != nil {
			return nil, err
		}
		n.CurrentPlace, n.Current = c.Place, n.carry(c.Version, c.payload)
		return n, nil
	}
	return n, nil
}

// reread returns the change at a place of a log whose last change is top, or nil if there is none.
func (s *Store) reread(ctx context.Context, dir string, top *change, seq uint64) (*change, error) {
	if seq == top.seq {
		return top, nil
	}
	if seq > top.seq {
		return nil, nil // was added meanwhile
	}
	c, _, err := read[change](ctx, s, dir, seq)
	if isNotExist(err) {
		return nil, nil
	}
	return c, err
}

// Revise changes a version.
func (s *Store) Revise(ctx context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (*store.Info, error) {
	b, err := s.bucket(ctx, ref.Bucket)
	if err != nil {
		return nil, err
	}
	if !isKey(ref.Key) {
		return nil, ref.Version.NotFound()
	}
	c, err := s.change(ctx, b, ref.Key, func(before *change, seq uint64) (*change, error) {
		from, v, err := s.findIn(ctx, b.keyDir(ref.Key), before, ref.Version)
		if err != nil {
			return nil, err
		}
		r := write.Revision{Lock: v.info.Lock, Restore: v.info.Restore, Tags: v.Tags, Access: v.access()}
		if err := edit(&v.info, &r); err != nil {
			return nil, err
		}
		if v.info.DeleteMarker {
			return nil, &FieldError{"DeleteMarker", "is not for a version with properties"}
		}
		n := next(before)
		if from.Place == before.CurrentPlace {
			n.Current, n.payload = nil, nil
		}
		n.ID, n.Place, n.Version = from.ID, from.Place, n.carry(v, from.payload)
		n.Version.info.Lock, n.Version.info.Restore = copied(r.Lock), copied(r.Restore)
		n.Version.Tags = tagsOf(r.Tags)
		n.Version.Owner, n.Version.ACL = r.Access.Owner, slices.Clone(r.Access.Grants)
		if len(r.Tags) > 0 || len(v.Tags) > 0 {
			n.Version.info.TagCount = len(r.Tags)
		}
		if n.ID == "" {
			n.Null = seq
		}
		n.Version.Info, err = kept.KeepInfo(&n.Version.info)
		return n, err
	})
	if err != nil {
		return nil, err
	}
	return &c.Version.info, nil
}

// copied returns a pointer to a copy of what p points to.
func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
