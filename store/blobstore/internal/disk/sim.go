package disk

import (
	"errors"
	"maps"
	"math/rand/v2"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// ErrPowerLost is the error of everything that is done with a [Sim] after it lost power.
var ErrPowerLost = errors.New("disk: power lost")

// A Sim is a [Disk] in memory that loses power, and then has what was synced. It is meaner than most
// disks: an inode that is free is the next one, its clock ticks seldom, others have turns before
// each operation, and what is not synced is lost in any combination.
type Sim struct {
	locks locks

	mu    sync.Mutex
	root  *node
	last  uint64   // inode
	free  []uint64 // inodes that were used before
	ops   int
	fail  func(op string, n int) error // or nil
	watch func(op string) error        // or nil
	space int64                        // bytes that can still be written, or -1
	gone  bool
	clock time.Time
	tick  time.Duration
}

// NewSim returns an empty Sim, whose clock ticks every 4 ms.
func NewSim() *Sim {
	s := &Sim{clock: time.Date(2026, 1, 2, 3, 4, 5, 678_901_234, time.UTC), tick: 4 * time.Millisecond, space: -1}
	s.root = s.node(true)
	return s
}

// Fail has a function decide about each operation that changes or syncs something, by its name, which
// is that of the method in lower case, and its number from 1. Its error is that of the operation,
// which then does nothing, or the half of a write; [ErrPowerLost] is that of all that follow too.
func (s *Sim) Fail(f func(op string, n int) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail, s.ops = f, 0
}

// Watch has a function decide about each operation that changes nothing, as Fail does.
func (s *Sim) Watch(f func(op string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watch = f
}

// Ops returns how many operations there were since Fail that change or sync something.
func (s *Sim) Ops() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ops
}

// Fill leaves space for n bytes of files. More fail as on a disk that is full.
func (s *Sim) Fill(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.space = n
}

// Advance puts the clock forward. Between two operations it hardly moves by itself.
func (s *Sim) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.Add(d)
}

// Tick has times of files be whole multiples of d.
func (s *Sim) Tick(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tick = d
}

// Now returns the time.
func (s *Sim) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock
}

// time returns the time of what is changed now.
func (s *Sim) time() time.Time {
	s.clock = s.clock.Add(time.Microsecond)
	return s.clock.Truncate(s.tick)
}

// begin begins an operation that changes something, before which others have turns. The caller
// unlocks s.
func (s *Sim) begin(op, name string) error {
	s.turn()
	s.ops++
	return s.decide(op, name, s.fail != nil, func() error { return s.fail(op, s.ops) })
}

// look begins an operation that changes nothing, as begin does.
func (s *Sim) look(op, name string) error {
	s.turn()
	return s.decide(op, name, s.watch != nil, func() error { return s.watch(op) })
}

// turn locks s, after others perhaps.
func (s *Sim) turn() {
	for rand.IntN(3) > 0 {
		runtime.Gosched()
	}
	s.mu.Lock()
}

// decide returns the error of an operation, which somebody decides if there is power.
func (s *Sim) decide(op, name string, ask bool, somebody func() error) error {
	var err error
	switch {
	case s.gone:
		err = ErrPowerLost
	case ask:
		err = somebody()
		s.gone = errors.Is(err, ErrPowerLost)
	}
	if err != nil {
		return failed(op, name, err)
	}
	return nil
}

// Mkdir creates a directory.
func (s *Sim) Mkdir(name string) error {
	err := s.begin("mkdir", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	return s.add("mkdir", name, s.node(true))
}

// ReadDir yields what a directory has.
func (s *Sim) ReadDir(name string, yield func(Entry) error) error {
	err := s.look("readdir", name)
	var n *node
	if err == nil {
		n, err = s.dir("readdir", name)
	}
	if err != nil {
		s.mu.Unlock()
		return err
	}
	names := maps.Clone(n.names)
	s.mu.Unlock()
	for name, n := range names {
		if err := yield(Entry{name, n.isDir()}); err != nil {
			return err
		}
	}
	return nil
}

// Link gives a file another name.
func (s *Sim) Link(name, other string) error {
	err := s.begin("link", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.find("link", name)
	if err != nil {
		return err
	}
	return s.add("link", other, n)
}

// Rename gives a file another name.
func (s *Sim) Rename(name, other string) error {
	err := s.begin("rename", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.find("rename", name)
	if err == nil {
		err = s.add("rename", other, n)
	}
	if err == nil {
		s.drop(name, n)
	}
	return err
}

// Remove removes a file.
func (s *Sim) Remove(name string) error {
	err := s.begin("remove", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.find("remove", name)
	if err == nil && n.isDir() {
		err = failed("remove", name, syscall.EISDIR)
	}
	if err == nil {
		s.drop(name, n)
	}
	return err
}

// RemoveDir removes a directory that is empty.
func (s *Sim) RemoveDir(name string) error {
	err := s.begin("removedir", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.dir("removedir", name)
	if err == nil && len(n.names) > 0 {
		err = failed("removedir", name, errors.New("directory not empty"))
	}
	if err == nil {
		s.drop(name, n)
	}
	return err
}

// SyncDir keeps what a directory has.
func (s *Sim) SyncDir(name string) error {
	err := s.begin("syncdir", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.dir("syncdir", name)
	if err == nil {
		n.kept, n.mark = maps.Clone(n.names), n.marked
	}
	return err
}

// Mark marks a directory.
func (s *Sim) Mark(name string) error {
	err := s.begin("mark", name)
	defer s.mu.Unlock()
	if err != nil {
		return err
	}
	n, err := s.dir("mark", name)
	if err == nil {
		n.marked = true
	}
	return err
}

// Stat describes a file or a directory.
func (s *Sim) Stat(name string) (Info, error) {
	err := s.look("stat", name)
	defer s.mu.Unlock()
	if err != nil {
		return Info{}, err
	}
	n, err := s.find("stat", name)
	if err != nil {
		return Info{}, err
	}
	return n.info(), nil
}

// Close does nothing: another may open the Sim.
func (s *Sim) Close() error { return nil }
