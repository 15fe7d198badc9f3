package disk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"sync"
	"time"
)

// The times between two attempts at a shared lock that another has exclusively.
const (
	firstPause = time.Millisecond
	lastPause  = 50 * time.Millisecond
)

// retry tries to lock until that works. For an exclusive lock it tries once.
func retry(ctx context.Context, exclusive bool, try func() error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := try()
		if exclusive || !errors.Is(err, ErrLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// locks are locks within a process. The zero locks are free.
type locks struct {
	mu   sync.Mutex
	held map[string]int // how many share a lock, or -1
}

func (l *locks) lock(ctx context.Context, name string, exclusive bool) (io.Closer, error) {
	err := retry(ctx, exclusive, func() error { return l.try(name, exclusive) })
	if err != nil {
		return nil, &fs.PathError{Op: "lock", Path: name, Err: err}
	}
	return &held{locks: l, name: name}, nil
}

func (l *locks) try(name string, exclusive bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.held[name]
	if n < 0 || exclusive && n > 0 {
		return ErrLocked
	}
	if l.held == nil {
		l.held = make(map[string]int)
	}
	if exclusive {
		l.held[name] = -1
	} else {
		l.held[name] = n + 1
	}
	return nil
}

func (l *locks) unlock(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[name]--; l.held[name] <= 0 {
		delete(l.held, name)
	}
}

// A held is a lock that is held once.
type held struct {
	*locks
	name string
	once sync.Once
}

// Close releases the lock. Further calls do nothing.
func (h *held) Close() error {
	h.once.Do(func() { h.unlock(h.name) })
	return nil
}
