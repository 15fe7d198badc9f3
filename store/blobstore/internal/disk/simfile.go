package disk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"syscall"
)

// A simFile is a file of a [Sim] that is open.
type simFile struct {
	sim  *Sim
	name string
	node *node
}

// Open opens a file to be read.
func (s *Sim) Open(name string) (File, error) {
	err := s.look("open", name)
	defer s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	n, err := s.find("open", name)
	if err != nil {
		return nil, err
	}
	return &simFile{s, name, n}, nil
}

// Create creates a file to be written.
func (s *Sim) Create(name string) (File, error) {
	err := s.begin("create", name)
	defer s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	n := s.node(false)
	if err := s.add("create", name, n); err != nil {
		return nil, err
	}
	return &simFile{s, name, n}, nil
}

// Lock locks a file, which is made if it is missing.
func (s *Sim) Lock(ctx context.Context, name string, exclusive bool) (io.Closer, error) {
	err := s.look("lock", name)
	if err == nil {
		err = s.add("lock", name, s.node(false))
	}
	s.mu.Unlock()
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return s.locks.lock(ctx, name, exclusive)
}

// ReadAt reads bytes.
func (f *simFile) ReadAt(p []byte, off int64) (int, error) {
	err := f.sim.look("read", f.name)
	defer f.sim.mu.Unlock()
	switch {
	case err != nil:
		return 0, err
	case f.node.isDir():
		return 0, failed("read", f.name, syscall.EISDIR)
	}
	return bytes.NewReader(f.node.data).ReadAt(p, off)
}

// SendRange copies bytes.
func (f *simFile) SendRange(w io.Writer, off, n int64) (int64, error) {
	return copyRange(w, f, off, n)
}

// Write appends p, or half of it before an error, or what there is space for.
func (f *simFile) Write(p []byte) (int, error) {
	err := f.sim.begin("write", f.name)
	defer f.sim.mu.Unlock()
	n := len(p)
	if err != nil {
		n /= 2
	} else if space := f.sim.space; space >= 0 {
		if int64(n) > space {
			n, err = int(space), failed("write", f.name, syscall.ENOSPC)
		}
		f.sim.space -= int64(n)
	}
	if !f.sim.gone {
		f.node.data, f.node.modified = append(f.node.data, p[:n]...), f.sim.time()
	}
	return n, err
}

// Sync keeps the bytes.
func (f *simFile) Sync() error {
	err := f.sim.begin("sync", f.name)
	defer f.sim.mu.Unlock()
	if err == nil {
		f.node.synced = bytes.Clone(f.node.data)
	}
	return err
}

// Stat describes the file.
func (f *simFile) Stat() (Info, error) {
	err := f.sim.look("stat", f.name)
	defer f.sim.mu.Unlock()
	if err != nil {
		return Info{}, err
	}
	return f.node.info(), nil
}

// Close does nothing.
func (f *simFile) Close() error { return nil }

// Edit replaces the bytes of a file, as a disk does that forgets them, and returns what they were.
func (s *Sim) Edit(name string, edit func(old []byte) []byte) (old []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.find("edit", name)
	if err != nil {
		return nil
	}
	old = n.data
	n.data = edit(old)
	n.synced = n.data
	return old
}
