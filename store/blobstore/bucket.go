package blobstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A bucketState is the head of a record in the log of a bucket, which is all that the bucket is.
type bucketState struct {
	store.Bucket
	Instance string // names the files of the bucket, which those of a later one of its name are not
	Created  time.Time
	Changed  time.Time
	Phase    phase `json:",omitempty"`
	Nonce    string

	ACL               []policy.Grant           `json:",omitzero"`
	OwnerEnforced     bool                     `json:",omitempty"`
	PublicAccessBlock policy.PublicAccessBlock `json:",omitzero"`
	Policy            []byte                   `json:",omitempty"`
	Documents         map[string][]byte        `json:",omitempty"`
}

// A phase is where a bucket is between being there, which is "", and being gone.
type phase string

const (
	closing phase = "closing" // somebody looks whether it is empty, to delete it
	gone    phase = "gone"
)

// closingPatience is how long a bucket is closing at most. One that is for longer is open: who
// closed it is no more.
const closingPatience = 10 * time.Second

func bucketDir(name string) string {
	dir := append(make([]byte, 0, usualDir), bucketsRoot...)
	return string(append(appendKeyName(dir, name), '/'))
}

// bucket returns a bucket that is there, as it is now. The error wraps [store.ErrNoBucket].
func (s *Store) bucket(ctx context.Context, name string) (*bucketState, error) {
	return s.bucketOf(ctx, name, 0)
}

// bucketOf returns a bucket that is there, or was there within an age: other processes may have
// changed it since.
func (s *Store) bucketOf(ctx context.Context, name string, age time.Duration) (*bucketState, error) {
	dir := bucketDir(name)
	known, ok := s.cache.get(dir)
	var l latest[bucketState]
	if ok && age > 0 && time.Since(known.asked) < age {
		l = known.value.(latest[bucketState])
	} else {
		var err error
		if l, err = last[bucketState](ctx, s, dir); err != nil {
			return nil, err
		}
	}
	if l.head == nil || l.head.Phase == gone || l.head.Name != name {
		return nil, store.ErrNoBucket
	}
	return l.head, nil
}

// editBucket adds what a bucket is from now on, made by edit of what it is, which is nil if there
// is none. What edit returns is complete but for its Nonce; nil changes nothing.
func (s *Store) editBucket(ctx context.Context, name string, edit func(*bucketState) (*bucketState, error)) error {
	dir := bucketDir(name)
	release, err := s.backend.Lock(ctx, lockOf(dir), false)
	if err != nil {
		return err
	}
	defer release()
	for range attempts {
		l, err := last[bucketState](ctx, s, dir)
		if err != nil {
			return err
		}
		before := l.head
		if before != nil && before.Phase == gone {
			before = nil
		}
		next, err := edit(before)
		if err != nil || next == nil {
			return err
		}
		next.Nonce, next.Changed = newID(), s.now()
		err = add(ctx, s, dir, l.seq+1, next, nil)
		s.cache.remove(dir)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			return err
		}
		if there, _, err := read[bucketState](ctx, s, dir, l.seq+1); err == nil && there.Nonce == next.Nonce {
			return nil
		}
	}
	return ErrBusy
}

// update adds what a bucket that is there is from now on.
func (s *Store) update(ctx context.Context, name string, edit func(*bucketState) error) error {
	return s.editBucket(ctx, name, func(b *bucketState) (*bucketState, error) {
		if b == nil {
			return nil, store.ErrNoBucket
		}
		next := *b
		return &next, edit(&next)
	})
}

// lockOf returns the name of the lock of a log, which it shares with others.
func lockOf(dir string) string {
	sum := uint32(2166136261)
	for i := range len(dir) {
		sum = (sum ^ uint32(dir[i])) * 16777619
	}
	return fmt.Sprintf("%02x", sum>>8&63)
}

// Bucket describes a bucket.
func (s *Store) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b, err := s.bucketOf(ctx, name, s.bucketAge)
	if err != nil {
		return nil, err
	}
	return &b.Bucket, nil
}

// CreateBucket adds an empty bucket.
func (s *Store) CreateBucket(ctx context.Context, b store.Bucket) error {
	if err := checkBucket(&b); err != nil {
		return err
	}
	return s.editBucket(ctx, b.Name, func(there *bucketState) (*bucketState, error) {
		if there != nil {
			return nil, write.ErrExists
		}
		return &bucketState{Bucket: b, Instance: instanceOf(b.Name), Created: s.now()}, nil
	})
}

// instanceOf returns a name for the files of a bucket, which begins as the bucket's if it can.
func instanceOf(bucket string) string {
	readable := strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, bucket)
	return readable[:min(len(readable), 63)] + "=" + newID()
}

// A FieldError means that a field of what is to be kept has a value that it cannot have.
type FieldError struct{ Field, Reason string }

// Error names the field and says what is wrong.
func (e *FieldError) Error() string { return "blobstore: " + e.Field + " " + e.Reason }

func checkBucket(b *store.Bucket) error {
	if field, reason := kept.CheckBucket(b); field != "" {
		return &FieldError{field, reason}
	}
	return nil
}

// DeleteBucket removes a bucket. While it looks whether the bucket is empty writes wait, and those
// that come too late find no bucket.
func (s *Store) DeleteBucket(ctx context.Context, name string) error {
	var closed *bucketState
	err := s.update(ctx, name, func(b *bucketState) error {
		if b.Phase == closing && s.now().Sub(b.Changed) < closingPatience {
			return fmt.Errorf("%w: another is deleting the bucket", ErrBusy)
		}
		b.Phase, closed = closing, b
		return nil
	})
	if err != nil {
		return err
	}
	// A move that began before the bucket was closed may take an object from where it is still to be
	// looked for to where nothing was. It is found where it is then by looking once more.
	empty, err := s.isEmpty(ctx, closed.Instance)
	if err == nil && empty {
		empty, err = s.isEmpty(ctx, closed.Instance)
	}
	return errors.Join(err, s.update(ctx, name, func(b *bucketState) error {
		switch {
		case b.Nonce != closed.Nonce:
			return fmt.Errorf("%w: the bucket was changed while it was deleted", ErrBusy)
		case err == nil && empty:
			b.Phase = gone
			return nil
		}
		b.Phase = ""
		return nil
	}), notEmpty(err == nil && !empty))
}

func notEmpty(is bool) error {
	if is {
		return write.ErrNotEmpty
	}
	return nil
}

// isEmpty reports whether no key of a bucket has a version.
func (s *Store) isEmpty(ctx context.Context, instance string) (bool, error) {
	for dir, err := range s.logs(ctx, objectsRoot+instance+"/", "") {
		if err != nil {
			return false, err
		}
		l, err := s.lastOutcome(ctx, dir)
		if err != nil {
			return false, err
		}
		if l.head != nil && l.head.Live > 0 {
			return false, nil
		}
	}
	return true, nil
}

// settled returns when a bucket that a version was added to is still there, as that instance, and
// not about to be deleted. A bucket that is closing for long, by whichever clock, is opened
// again: who closes it sees that. The error is [store.ErrNoBucket] if it is not: nobody sees the version.
func (s *Store) settled(ctx context.Context, was *bucketState) error {
	began := time.Now()
	for wait := time.Millisecond; ; wait = min(2*wait, 100*time.Millisecond) {
		b, err := s.bucket(ctx, was.Name)
		switch {
		case err != nil:
			return err
		case b.Instance != was.Instance:
			return store.ErrNoBucket
		case b.Phase == "":
			return nil
		case s.now().Sub(b.Changed) >= closingPatience, time.Since(began) >= closingPatience:
			return s.update(ctx, was.Name, func(b *bucketState) error {
				b.Phase = ""
				return nil
			})
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// ListBuckets lists the buckets.
func (s *Store) ListBuckets(ctx context.Context) ([]write.Bucket, error) {
	var all []write.Bucket
	for dir, err := range s.logs(ctx, bucketsRoot, "") {
		if err != nil {
			return nil, err
		}
		l, err := last[bucketState](ctx, s, dir)
		if err != nil {
			return nil, err
		}
		if l.head != nil && l.head.Phase != gone {
			all = append(all, write.Bucket{Bucket: &l.head.Bucket, Created: l.head.Created})
		}
	}
	return all, nil
}

// SetVersioning enables or suspends the versioning of a bucket.
func (s *Store) SetVersioning(ctx context.Context, name string, state version.State) error {
	return s.UpdateBucket(ctx, name, func(b *store.Bucket) error {
		if state == version.StateUnversioned && b.Versioning != state {
			return &FieldError{"Versioning", "can be suspended but not undone"}
		}
		b.Versioning = state
		return nil
	})
}

// UpdateBucket changes the description of a bucket. What it cannot be is a [*FieldError].
func (s *Store) UpdateBucket(ctx context.Context, name string, edit func(*store.Bucket) error) error {
	return s.update(ctx, name, func(b *bucketState) error {
		kind := b.Type
		edited, err := clone(b.Bucket)
		if err == nil {
			err = edit(&edited)
		}
		if err != nil {
			return err
		}
		b.Bucket = edited
		if b.Name != name || b.Type != kind {
			return &FieldError{"Name", "and Type are those of the bucket for ever"}
		}
		return checkBucket(&b.Bucket)
	})
}

// clone returns a copy that shares nothing, so that an edit that fails has changed nothing.
func clone(b store.Bucket) (c store.Bucket, err error) {
	text, err := json.Marshal(b)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	return c, err
}

// Configuration returns a document of a bucket, or nil.
func (s *Store) Configuration(ctx context.Context, bucket, name string) ([]byte, error) {
	b, err := s.bucket(ctx, bucket)
	if err != nil {
		return nil, err
	}
	return b.Documents[name], nil
}
