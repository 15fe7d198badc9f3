package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// ErrPowerLost is the error of everything that is done with a [Sim] after it lost power.
var ErrPowerLost = errors.New("disk: power lost")

// A Sim is a [Disk] in memory that loses power, and then has what was synced.
type Sim struct {
	mu    sync.Mutex
	root  *node
	last  uint64 // inode
	ops   int
	fail  func(op string, n int) error // or nil
	gone  bool
	locks map[string]*simLock
	clock time.Time
}

// A node is a file or, with names, a directory.
type node struct {
	inode        uint64
	data, synced []byte
	names, kept  map[string]*node // those that there are, and those that were synced
	modified     time.Time
}

// NewSim returns an empty Sim.
func NewSim() *Sim {
	s := &Sim{locks: make(map[string]*simLock), clock: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	s.root = s.node(true)
	return s
}

func (s *Sim) node(isDir bool) *node {
	s.last++
	n := &node{inode: s.last, modified: s.tick()}
	if isDir {
		n.names, n.kept = make(map[string]*node), make(map[string]*node)
	}
	return n
}

func (s *Sim) tick() time.Time {
	s.clock = s.clock.Add(time.Microsecond)
	return s.clock
}

// Fail has a function decide about each operation that changes or syncs something, by its name, such
// as "write" or "sync", and its number from 1. Its error is that of the operation, which then does
// nothing; [ErrPowerLost] is that of all that follow too.
func (s *Sim) Fail(f func(op string, n int) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail, s.ops = f, 0
}

// Ops returns how many operations there were since Fail that change or sync something.
func (s *Sim) Ops() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ops
}

// Restart returns a Sim with what is on the disk when the power is back. With the seed 0 all that was
// not synced is gone; with another each name and the end of each file that was not may be there or
// not, as the seed says.
func (s *Sim) Restart(seed uint64) *Sim {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	after := &Sim{locks: make(map[string]*simLock), clock: s.clock, last: s.last}
	random := rand.New(rand.NewPCG(seed, 1))
	lucky := func() bool { return seed != 0 && random.IntN(2) == 0 }
	made := make(map[*node]*node)
	var survive func(n *node) *node
	survive = func(n *node) *node {
		if m, ok := made[n]; ok {
			return m
		}
		m := &node{inode: n.inode, modified: n.modified}
		made[n] = m
		if n.names == nil {
			m.data = n.synced
			if lucky() {
				m.data = n.data[:len(n.synced)+random.IntN(len(n.data)-len(n.synced)+1)]
			}
			m.data = bytes.Clone(m.data)
			m.synced = m.data
			return m
		}
		m.names = make(map[string]*node)
		all := maps.Clone(n.kept)
		maps.Copy(all, n.names)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			entry := n.kept[name]
			if entry != n.names[name] && lucky() {
				entry = n.names[name]
			}
			if entry != nil {
				m.names[name] = survive(entry)
			}
		}
		m.kept = maps.Clone(m.names)
		return m
	}
	after.root = survive(s.root)
	return after
}

// do begins an operation that changes something.
func (s *Sim) do(op string) (func(), error) {
	s.mu.Lock()
	s.ops++
	err := error(nil)
	if s.gone {
		err = ErrPowerLost
	} else if s.fail != nil {
		err = s.fail(op, s.ops)
		s.gone = errors.Is(err, ErrPowerLost)
	}
	return s.mu.Unlock, err
}

// look begins an operation that changes nothing.
func (s *Sim) look() (func(), error) {
	s.mu.Lock()
	if s.gone {
		return s.mu.Unlock, ErrPowerLost
	}
	return s.mu.Unlock, nil
}

func failed(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// find returns what has a name.
func (s *Sim) find(name string) (*node, error) {
	n := s.root
	if name = path.Clean(name); name == "." {
		return n, nil
	}
	for element := range strings.SplitSeq(name, "/") {
		if n.names == nil || n.names[element] == nil {
			return nil, failed("find", name, fs.ErrNotExist)
		}
		n = n.names[element]
	}
	return n, nil
}

// in returns the directory of a name, and the name in it.
func (s *Sim) in(name string) (*node, string, error) {
	dir, err := s.find(path.Dir(name))
	if err == nil && dir.names == nil {
		err = failed("find", name, fs.ErrNotExist)
	}
	return dir, path.Base(name), err
}

// add gives a node a name that nothing has.
func (s *Sim) add(name string, n *node) error {
	dir, base, err := s.in(name)
	if err != nil {
		return err
	}
	if dir.names[base] != nil {
		return failed("add", name, fs.ErrExist)
	}
	dir.names[base], dir.modified = n, s.tick()
	return nil
}

// Open opens a file.
func (s *Sim) Open(name string) (File, error) {
	unlock, err := s.look()
	defer unlock()
	if err != nil {
		return nil, err
	}
	n, err := s.find(name)
	if err != nil {
		return nil, err
	}
	return &simFile{s, n}, nil
}

// Create creates a file.
func (s *Sim) Create(name string) (File, error) {
	unlock, err := s.do("create")
	defer unlock()
	if err != nil {
		return nil, err
	}
	n := s.node(false)
	return &simFile{s, n}, s.add(name, n)
}

// Mkdir creates a directory.
func (s *Sim) Mkdir(name string) error {
	unlock, err := s.do("mkdir")
	defer unlock()
	if err != nil {
		return err
	}
	return s.add(name, s.node(true))
}

// ReadDir returns what a directory has.
func (s *Sim) ReadDir(name string) (all []Entry, err error) {
	unlock, err := s.look()
	defer unlock()
	if err != nil {
		return nil, err
	}
	n, err := s.find(name)
	if err != nil {
		return nil, err
	}
	for name, entry := range n.names {
		all = append(all, Entry{name, entry.names != nil})
	}
	return all, nil
}

// Link gives a file another name.
func (s *Sim) Link(name, other string) error {
	unlock, err := s.do("link")
	defer unlock()
	if err != nil {
		return err
	}
	n, err := s.find(name)
	if err != nil {
		return err
	}
	return s.add(other, n)
}

// Rename gives a file another name.
func (s *Sim) Rename(name, other string) error {
	unlock, err := s.do("rename")
	defer unlock()
	if err != nil {
		return err
	}
	n, err := s.find(name)
	if err == nil {
		err = s.add(other, n)
	}
	if err != nil {
		return err
	}
	dir, base, err := s.in(name)
	delete(dir.names, base)
	return err
}

// Remove removes a file, or a directory that is empty.
func (s *Sim) Remove(name string) error {
	unlock, err := s.do("remove")
	defer unlock()
	if err != nil {
		return err
	}
	dir, base, err := s.in(name)
	if err != nil {
		return err
	}
	n := dir.names[base]
	switch {
	case n == nil:
		return failed("remove", name, fs.ErrNotExist)
	case len(n.names) > 0:
		return failed("remove", name, errors.New("directory not empty"))
	}
	delete(dir.names, base)
	dir.modified = s.tick()
	return nil
}

// SyncDir keeps the names of a directory.
func (s *Sim) SyncDir(name string) error {
	unlock, err := s.do("syncdir")
	defer unlock()
	if err != nil {
		return err
	}
	n, err := s.find(name)
	if err != nil {
		return err
	}
	n.kept = maps.Clone(n.names)
	return nil
}

// Stat describes a file or a directory.
func (s *Sim) Stat(name string) (Info, error) {
	unlock, err := s.look()
	defer unlock()
	if err != nil {
		return Info{}, err
	}
	n, err := s.find(name)
	if err != nil {
		return Info{}, err
	}
	return Info{int64(len(n.data)), n.modified, n.inode, n.names != nil}, nil
}

// Close does nothing.
func (s *Sim) Close() error { return nil }

// Edit replaces the bytes of a file, as a disk does that forgets them, and returns what they were.
func (s *Sim) Edit(name string, edit func(old []byte) []byte) (old []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.find(name)
	if err != nil {
		return nil
	}
	old = n.data
	n.data = edit(old)
	n.synced = n.data
	return old
}
