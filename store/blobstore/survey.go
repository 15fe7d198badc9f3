package blobstore

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
)

// keys removes the changes of each key that are no longer of use, and finds out which blobs the
// others have.
func (w *sweep) keys(ctx context.Context) error {
	for dir, err := range w.logs(ctx, objectsRoot, "") {
		if err != nil {
			return err
		}
		instance := instanceIn(dir)
		if !w.instances[instance] {
			err = w.removeGone(ctx, dir)
		} else {
			err = w.spare(w.key(ctx, dir, instance))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// key sweeps the log of a key.
func (w *sweep) key(ctx context.Context, dir, instance string) error {
	l, err := last[change](ctx, w.Store, dir)
	if err == nil && l.head != nil && l.head.Move != nil && l.head.Time.Before(w.before) && !w.Dry {
		l, err = w.endOldMove(ctx, dir, l.head)
	}
	if err != nil {
		return err
	}
	if l.head == nil {
		return w.removeLog(ctx, dir, 0)
	}
	y := &survey{sweep: w, dir: dir, top: l.head, later: make(map[string]time.Time), removals: make(map[string]*change), notes: make(map[uint64]uint64)}
	if err := y.walk(ctx); err != nil {
		return err
	}
	if err := y.removeOld(ctx, instance); err != nil {
		return err
	}
	if !l.head.Time.Before(w.before) {
		return nil
	}
	if err := y.removeNotes(ctx); err != nil {
		return err
	}
	if l.head.Live == 0 && l.head.Move == nil {
		return w.removeLog(ctx, dir, l.seq)
	}
	return nil
}

// removeOld removes the changes that are no longer of use.
func (y *survey) removeOld(ctx context.Context, instance string) error {
	for _, c := range y.removals {
		if c.Time.Before(y.before) {
			y.old = append(y.old, c)
			delete(y.notes, c.seq)
		}
	}
	for _, c := range y.old {
		if c.From != "" {
			if err := y.endMoveTo(ctx, instance, c); err != nil {
				return err
			}
		}
		if err := y.remove(ctx, y.dir+recordName(c.seq), &y.swept.Records); err != nil {
			return err
		}
	}
	return nil
}

// endOldMove ends a move that whoever began it left, and returns the last change then.
func (w *sweep) endOldMove(ctx context.Context, dir string, m *change) (latest[change], error) {
	b := &bucketState{Instance: instanceIn(dir)}
	b.Name = m.Bucket
	_, err := w.change(ctx, b, string(m.Key), func(before *change, _ uint64) (*change, error) { return next(before), nil })
	if err != nil && !errors.Is(err, store.ErrNoBucket) {
		return latest[change]{}, err
	}
	return last[change](ctx, w.Store, dir)
}

// endMoveTo ends the move that a change decided, before the change is removed.
func (w *sweep) endMoveTo(ctx context.Context, instance string, c *change) error {
	dir := (&bucketState{Instance: instance}).keyDir(string(c.From))
	l, err := last[change](ctx, w.Store, dir)
	if err == nil && l.head != nil && l.head.Move != nil && l.head.Nonce == c.FromNonce && !w.Dry {
		_, err = w.endOldMove(ctx, dir, l.head)
	}
	return err
}

// A survey is what a sweep finds in the log of a key, which it reads from the last change to the
// first.
//
// Of use is the last change, and of each version that is there its last change. The removal of a
// version is of use while there are other changes of the version. What was replaced by a change
// that is not old may still be read.
type survey struct {
	*sweep
	dir      string
	top      *change
	later    map[string]time.Time // of each version, the time of the change that was met last
	removals map[string]*change   // of versions of which nothing else was met
	notes    map[uint64]uint64    // places of versions, by the places of changes that are left
	old      []*change            // are no longer of use
}

func (y *survey) walk(ctx context.Context) error {
	behind := y.top.Time // of the change that was met last
	for name, err := range y.backend.List(ctx, y.dir, "") {
		if err != nil {
			return err
		}
		p, err := parsePlace(name[len(y.dir):])
		if err != nil || p.note > 0 || p.seq > y.top.seq {
			continue
		}
		c, err := y.reread(ctx, y.dir, y.top, p.seq)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		if y.meet(c, behind) {
			err = y.use(ctx, c)
		}
		if err != nil {
			return err
		}
		behind = c.Time
	}
	return nil
}

// meet takes a change, which is of use until the time of the one behind it at least, and reports
// whether it is left.
func (y *survey) meet(c *change, behind time.Time) bool {
	replaced, isMet := behind, false
	if c.Place > 0 {
		if replaced, isMet = y.later[c.ID]; !isMet {
			replaced = behind
		}
		delete(y.removals, c.ID)
		y.later[c.ID] = c.Time
	}
	isThere := c.Version != nil && !isMet && (c.ID != "" || c.seq == y.top.Null)
	switch {
	case c.seq == y.top.seq, isThere:
	case c.ID != "" && c.Version == nil && !isMet:
		y.removals[c.ID] = c
	case replaced.Before(y.before):
		y.old = append(y.old, c)
		return false
	}
	if c.ID != "" {
		y.notes[c.seq] = c.Place
	}
	return true
}

// use remembers the blobs of the versions in the record of a change.
func (w *sweep) use(ctx context.Context, c *change) error {
	for _, v := range []*versionState{c.Version, c.Current} {
		if v == nil {
			continue
		}
		w.used.add(v.Content.Blob)
		if v.Table == nil {
			continue
		}
		w.used.add(v.Table.Blob)
		o := &object{w.Store, v, c}
		for i := 0; i < v.Table.Count; i += rowsTogether {
			rows, err := o.rows(ctx, i, rowsTogether)
			if err != nil {
				return err
			}
			for _, r := range rows {
				w.used.add(r.Blob)
			}
		}
	}
	return nil
}

// removeNotes removes the notes of changes that are no longer there or are of another version, and
// of ids of other stores whose version is no longer there.
func (y *survey) removeNotes(ctx context.Context) error {
	isThere := make(map[uint64]bool, len(y.notes))
	for _, seq := range y.notes {
		isThere[seq] = true
	}
	for name, err := range y.backend.List(ctx, y.dir, "") {
		if err != nil {
			return err
		}
		p, err := parsePlace(name[len(y.dir):])
		isStale := err == nil && p.note > 0 && p.note <= y.top.seq && y.notes[p.note] != p.seq
		if file := name[len(y.dir):]; file[0] == '~' {
			seq, err := parseSeq(file[strings.IndexByte(file, '.')+1:], "-")
			isStale = err == nil && seq <= y.top.seq && !isThere[seq]
		}
		if !isStale {
			continue
		}
		if err := y.remove(ctx, name, &y.swept.Records); err != nil {
			return err
		}
	}
	return nil
}
