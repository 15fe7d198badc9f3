package blobstore

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/version"
)

// errVersions returns the error for a bucket that has or had versions, which are not renamed.
func errVersions() error {
	return &FieldError{"Versioning", "is not for buckets whose objects are renamed"}
}

// Rename gives the latest version of a key another key, in a bucket that never had versions.
//
// Three records do that in one step: one at the source says where the version will be, one there
// decides, and one at the source ends it. Who finds the first looks for the second.
func (s *Store) Rename(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error {
	b, err := s.bucket(ctx, bucket)
	if err == nil {
		err = checkKey(to)
	}
	if err != nil {
		return err
	}
	if b.Versioning != version.StateUnversioned {
		return errVersions()
	}
	// The move counts on the places of the other log, which is not begun anew meanwhile.
	release, err := s.backend.Lock(ctx, lockOf(b.keyDir(to)), false)
	if err != nil {
		return err
	}
	defer release()
	for range attempts {
		begun, err := s.change(ctx, b, from, func(before *change, _ uint64) (*change, error) {
			return s.move(ctx, b, before, from, to, check)
		})
		if err != nil || begun == nil {
			return err
		}
		moved, err := s.arrive(ctx, b, begun)
		if moved && err == nil {
			_, err = s.change(ctx, b, from, func(before *change, _ uint64) (*change, error) {
				if before == nil || before.Nonce != begun.Nonce {
					return nil, nil // another write ended it
				}
				return next(before), nil
			})
		}
		if moved || err != nil {
			return err
		}
	}
	return ErrBusy
}

// move returns the change that begins to move the latest version of a key to another, or nil if that
// is the same.
func (s *Store) move(ctx context.Context, b *bucketState, before *change, from, to string, check func(source, target *store.Info) error) (*change, error) {
	source := before.current()
	if source == nil {
		return nil, store.ErrNoKey
	}
	target := latest[change]{seq: before.seq, head: before}
	if from != to {
		var err error
		if target, err = s.settledLast(ctx, b, to); err != nil {
			return nil, err
		}
	}
	if check != nil {
		if err := check(&source.info, infoOf(target.head.current())); err != nil {
			return nil, err
		}
	}
	if from == to {
		return nil, nil
	}
	if before.hasVersions() || target.head.hasVersions() {
		return nil, errVersions() // they came since the bucket was looked at
	}
	n := next(before)
	n.Move = &move{Key: kept.Text(to), Place: target.seq + 1}
	return n, nil
}

// hasVersions reports whether a key has others than the null version.
func (c *change) hasVersions() bool { return c != nil && c.Live > 0 && (c.Live > 1 || c.Null == 0) }

// settledLast returns the last change of a key, where a move is decided.
func (s *Store) settledLast(ctx context.Context, b *bucketState, key string) (latest[change], error) {
	l, err := last[change](ctx, s, b.keyDir(key))
	if err == nil && l.head != nil && l.head.Move != nil {
		l.head, err = s.endMove(ctx, b, l.head)
	}
	return l, err
}

// arrive adds the version that a move moves where it moves to, and reports whether it did. The
// caller holds the lock of the log there.
func (s *Store) arrive(ctx context.Context, b *bucketState, m *change) (bool, error) {
	dir, seq := b.keyDir(string(m.Move.Key)), m.Move.Place
	n := &change{
		Bucket: m.Bucket, Key: m.Move.Key, Time: s.now().Round(0), Nonce: newID(), From: m.Key, FromNonce: m.Nonce,
		Place: seq, CurrentPlace: seq, Null: seq, Live: 1,
	}
	n.Version = n.carry(m.current(), m.payload)
	n.Version.Upload = ""
	return s.addChange(ctx, dir, seq, n, 0)
}

// lastOutcome returns the last change of a key, or what it has come to if it is a move.
func (s *Store) lastOutcome(ctx context.Context, dir string) (latest[change], error) {
	l, err := last[change](ctx, s, dir)
	if err == nil && l.head != nil && l.head.Move != nil {
		l.head, err = s.outcome(ctx, dir, l.head)
	}
	return l, err
}

// outcome returns what the last change of a key, which is a move, has come to: a change after which
// the version is there or not.
func (s *Store) outcome(ctx context.Context, dir string, m *change) (*change, error) {
	to, err := s.arrival(ctx, dir, m)
	if err != nil && !isNotExist(err) {
		return nil, err
	}
	now := *m
	now.Move = nil
	if err == nil && to.FromNonce == m.Nonce {
		now.CurrentPlace, now.Current, now.Version, now.Null, now.Live = 0, nil, nil, 0, 0
	}
	return &now, nil
}

// arrival returns the change at the place that decides a move. The error wraps [fs.ErrNotExist]
// where it is not decided.
func (s *Store) arrival(ctx context.Context, dir string, m *change) (*change, error) {
	instance := dir[:len(dir)-len(keyName(string(m.Key)))-1]
	c, _, err := read[change](ctx, s, instance+keyName(string(m.Move.Key))+"/", m.Move.Place)
	return c, err
}

// movePatience is how long a write waits for a move of others before it stops that.
const movePatience = 100 * time.Millisecond

// endMove is outcome for a write: nothing changes it afterwards.
//
// A move is decided by the record at its place. While there is none, and the place is the next, the
// writer of the move may add it, and is waited for; then the place is taken from them. If the place
// is not the next the record is swept, before which a move that it completed is ended, or the log
// was begun anew, which nobody does while the writer is at it. Then nothing was moved, and never is.
func (s *Store) endMove(ctx context.Context, b *bucketState, m *change) (*change, error) {
	dir, to := b.keyDir(string(m.Key)), b.keyDir(string(m.Move.Key))
	release, err := s.backend.Lock(ctx, lockOf(to), false)
	if err != nil {
		return nil, err
	}
	defer release()
	for waited := time.Duration(0); ; waited += time.Millisecond {
		l, err := last[change](ctx, s, to)
		if err != nil {
			return nil, err
		}
		_, err = s.arrival(ctx, dir, m)
		switch {
		case err != nil && !isNotExist(err):
			return nil, err
		case err == nil, l.seq != m.Move.Place-1:
			return s.outcome(ctx, dir, m)
		case waited < movePatience && s.now().Sub(m.Time) < movePatience:
			time.Sleep(time.Millisecond)
			continue
		}
		n := next(l.head)
		n.Bucket, n.Key, n.Time, n.Nonce = m.Bucket, m.Move.Key, s.now().Round(0), newID()
		if l.head != nil {
			n.Move, n.Nonce = l.head.Move, l.head.Nonce // by which what it moves is recognized
		}
		if err := add(ctx, s, to, m.Move.Place, n, n.payload); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
}
