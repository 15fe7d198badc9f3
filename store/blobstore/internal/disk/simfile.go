package disk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

// A simFile is a file that is open.
type simFile struct {
	s *Sim
	n *node
}

func (f *simFile) ReadAt(p []byte, off int64) (int, error) {
	unlock, err := f.s.look()
	defer unlock()
	if err != nil {
		return 0, err
	}
	return bytes.NewReader(f.n.data).ReadAt(p, off)
}

// Write appends p, or half of it before an error.
func (f *simFile) Write(p []byte) (int, error) {
	unlock, err := f.s.do("write")
	defer unlock()
	if err != nil {
		if !errors.Is(err, ErrPowerLost) {
			f.n.data = append(f.n.data, p[:len(p)/2]...)
		}
		return 0, err
	}
	f.n.data, f.n.modified = append(f.n.data, p...), f.s.tick()
	return len(p), nil
}

func (f *simFile) Sync() error {
	unlock, err := f.s.do("sync")
	defer unlock()
	if err == nil {
		f.n.synced = bytes.Clone(f.n.data)
	}
	return err
}

func (f *simFile) Size() (int64, error) {
	unlock, err := f.s.look()
	defer unlock()
	return int64(len(f.n.data)), err
}

func (f *simFile) Close() error { return nil }

// A simLock is a lock of a [Sim].
type simLock struct{ sync.RWMutex }

type unlocker func()

func (u unlocker) Close() error {
	u()
	return nil
}

// Lock locks a name.
func (s *Sim) Lock(name string, exclusive bool) (io.Closer, error) {
	unlock, err := s.look()
	if err != nil {
		unlock()
		return nil, err
	}
	l := s.locks[name]
	if l == nil {
		l = new(simLock)
		s.locks[name] = l
	}
	unlock()
	if !exclusive {
		l.RLock()
		return unlocker(l.RUnlock), nil
	}
	if !l.TryLock() {
		return nil, fmt.Errorf("%s: %w", name, ErrLocked)
	}
	return unlocker(l.Unlock), nil
}
