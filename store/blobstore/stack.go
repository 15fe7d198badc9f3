package blobstore

import (
	"context"
	"iter"
)

// below yields the changes that have the versions of a key which were put before a place, or all of
// them for 0, from the newest version to the oldest. top is the last change.
func (s *Store) below(ctx context.Context, dir string, top *change, seq uint64) iter.Seq2[*change, error] {
	return func(yield func(*change, error) bool) {
		d := &descent{Store: s, dir: dir, top: top, yield: yield}
		after := ""
		if seq > 0 {
			after = dir + recordName(seq) + "/"
		}
		if top.Null > 0 {
			var err error
			if d.null, err = s.reread(ctx, dir, top, top.Null); err != nil {
				yield(nil, err)
				return
			}
			if d.null != nil && (d.null.Version == nil || seq > 0 && d.null.Place >= seq) {
				d.null = nil
			}
		}
		for name, err := range s.backend.List(ctx, dir, after) {
			if err != nil {
				yield(nil, err)
				return
			}
			if p, err := parsePlace(name[len(dir):]); err == nil && !d.meet(ctx, p) {
				return
			}
		}
		if d.end(ctx) {
			d.yieldNull(0)
		}
	}
}

// A descent goes down the versions of a key. The files of its log are met in groups: the record of
// the change that put a version, and the notes beside it.
type descent struct {
	*Store
	dir   string
	top   *change
	yield func(*change, error) bool

	null    *change  // the version without an id, which no note is beside, if it is still to come
	put     uint64   // the place of the group, or 0 for none
	changes []uint64 // the places of what may have the version of the group, the last first
}

// meet takes a file, and reports whether to go on.
func (d *descent) meet(ctx context.Context, p place) bool {
	if p.seq != d.put {
		if !d.end(ctx) {
			return false
		}
		d.put, d.changes = p.seq, nil
	}
	if p.note > 0 {
		d.changes = append(d.changes, p.note)
	}
	return true
}

// end yields the version of a group that has ended, if it is there.
func (d *descent) end(ctx context.Context) bool {
	if d.put == 0 {
		return true
	}
	null := d.null
	if !d.yieldNull(d.put) {
		return false
	}
	if null != nil && null.Place == d.put {
		return true
	}
	c, err := d.resolve(ctx, d.dir, d.top, d.put, d.changes)
	return c == nil && err == nil || d.yield(c, err) && err == nil
}

// yieldNull yields the null version if it comes before what was put earlier than at a place.
func (d *descent) yieldNull(put uint64) bool {
	c := d.null
	if c == nil || c.Place < put {
		return true
	}
	d.null = nil
	return d.yield(c, nil)
}

// resolve returns the change that has the version with an id which was put at a place, or nil if
// there is none. Changes at other places may be of it.
func (s *Store) resolve(ctx context.Context, dir string, top *change, put uint64, changes []uint64) (*change, error) {
	for _, seq := range append(changes, put) {
		c, err := s.reread(ctx, dir, top, seq)
		switch {
		case err != nil:
			return nil, err
		case c == nil || c.Place != put:
			continue
		case c.ID == "" || c.Version == nil:
			return nil, nil
		}
		return c, nil
	}
	return nil, nil
}
