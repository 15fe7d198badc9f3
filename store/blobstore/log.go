package blobstore

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// A latest is the last record of a log. The zero latest is that of a log without any.
type latest[T any] struct {
	seq  uint64
	head *T // nil where there is no record; nobody changes it
	size int64
}

// A positioned is a head that is told where its record is.
type positioned interface {
	place(dir string, seq uint64, payload []byte) error
}

// attempts is how often something is tried that others get in the way of.
const attempts = 200

// last returns the last record of a log. It asks the Backend whether the one that it remembers
// still is the last, so that what other processes added is seen.
func last[T any](ctx context.Context, s *Store, dir string) (latest[T], error) {
	for range attempts {
		known, _ := s.cache.get(dir)
		asked := time.Now()
		name, now, err := s.backend.First(ctx, dir, known.stamp)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			s.cache.remove(dir)
			return latest[T]{}, nil
		case err != nil:
			return latest[T]{}, err
		case known.value != nil && now == known.stamp:
			s.options.Hooks.cached(true)
			s.cache.refresh(dir, asked)
			return known.value.(latest[T]), nil
		}
		s.options.Hooks.cached(false)
		seq, err := s.lastPlace(ctx, dir, name)
		if err != nil || seq == 0 {
			return latest[T]{}, err
		}
		l := latest[T]{seq: seq}
		l.head, l.size, err = read[T](ctx, s, dir, seq)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was swept meanwhile, since there are later ones
		}
		if err == nil && l.size <= s.cache.limit/4 {
			if c, ok := any(l.head).(*change); ok {
				c.remember()
			}
			s.cache.put(dir, remembered{now, l, l.size, asked})
		}
		return l, err
	}
	return latest[T]{}, ErrBusy
}

// lastPlace returns the place of the last record of a log whose first file has a name, or 0 if it has
// none. The name may be that of another file: a note of an [Imported] whose record was never added,
// or what others leave in folders.
func (s *Store) lastPlace(ctx context.Context, dir, first string) (uint64, error) {
	if p, err := parsePlace(first[len(dir):]); err == nil && p.note == 0 {
		return p.seq, nil
	}
	for name, err := range s.backend.List(ctx, dir, "") {
		if err != nil {
			return 0, err
		}
		if p, err := parsePlace(name[len(dir):]); err == nil && p.note == 0 {
			return p.seq, nil
		}
	}
	return 0, nil
}

// decodedSize is what a record takes in memory beyond its file: what is decoded of it, and what the
// responses of its version share.
const decodedSize = 1536

// read returns the record at a place of a log. The error wraps [fs.ErrNotExist].
func read[T any](ctx context.Context, s *Store, dir string, seq uint64) (*T, int64, error) {
	name := dir + recordName(seq)
	file, err := s.backend.Read(ctx, name, maxRecord)
	if err != nil {
		return nil, 0, err
	}
	head := new(T)
	payload, err := s.decode(name, file, head)
	if err != nil {
		return nil, 0, err
	}
	if p, ok := any(head).(positioned); ok {
		if err := p.place(dir, seq, payload); err != nil {
			s.options.Hooks.damaged(name, err)
			return nil, 0, fmt.Errorf("%s: %w", name, err)
		}
	}
	return head, int64(len(file)) + decodedSize, nil
}

// decode reads the head of the record in a file, and tells of damage.
func (s *Store) decode(name string, file []byte, head any) (payload []byte, err error) {
	if payload, err = decode(file, head); err != nil {
		s.options.Hooks.damaged(name, err)
		err = fmt.Errorf("%s: %w", name, err)
	}
	return payload, err
}

// add adds the record of a place to a log. The error wraps [fs.ErrExist] if another did.
func add[T any](ctx context.Context, s *Store, dir string, seq uint64, head *T, payload []byte) error {
	return addAndTrim(ctx, s, dir, seq, head, payload, 0)
}

// addAndTrim is add, after which the record of another place is of no use if that is not 0.
func addAndTrim[T any](ctx context.Context, s *Store, dir string, seq uint64, head *T, payload []byte, useless uint64) error {
	file, err := encode(head, payload)
	if err != nil {
		return err
	}
	if p, ok := any(head).(positioned); ok {
		if err := p.place(dir, seq, payload); err != nil {
			return err
		}
	}
	if t, ok := s.backend.(Trimmer); ok && useless > 0 {
		return t.AddAndTrim(ctx, dir+recordName(seq), file, dir+recordName(useless))
	}
	return s.backend.Add(ctx, dir+recordName(seq), file)
}

// A remembered is the last record of a log, which is known for a stamp.
type remembered struct {
	stamp Stamp
	value any
	size  int64
	asked time.Time // when it was the last one
}

// A cache remembers the last records of the logs that were used last. The zero cache remembers
// nothing.
type cache struct {
	limit int64 // in bytes

	mu    sync.Mutex
	size  int64
	order list.List // of *entry, the last used first
	all   map[string]*list.Element
}

type entry struct {
	dir string
	remembered
}

func (c *cache) get(dir string) (remembered, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.all[dir]
	if !ok {
		return remembered{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*entry).remembered, true
}

func (c *cache) put(dir string, r remembered) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.all[dir]; ok {
		c.drop(e)
	}
	if c.all == nil {
		c.all = make(map[string]*list.Element)
	}
	c.all[dir] = c.order.PushFront(&entry{dir, r})
	for c.size += r.size; c.size > c.limit; {
		c.drop(c.order.Back())
	}
}

// refresh notes that what is remembered of a log was right at a time.
func (c *cache) refresh(dir string, asked time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.all[dir]; ok && e.Value.(*entry).asked.Before(asked) {
		e.Value.(*entry).asked = asked
	}
}

func (c *cache) remove(dir string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.all[dir]; ok {
		c.drop(e)
	}
}

// drop forgets a log. The caller holds the lock.
func (c *cache) drop(e *list.Element) {
	c.order.Remove(e)
	gone := e.Value.(*entry)
	delete(c.all, gone.dir)
	c.size -= gone.size
}
