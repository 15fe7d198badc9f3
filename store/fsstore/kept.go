package fsstore

import (
	"container/list"
	"strings"
	"sync"
	"time"

	"github.com/s3get/s3get/store"
)

const (
	// defaultOpenFiles is how many files are kept open: a quarter of the 1,024 that a
	// process may have open on many systems. A file that is not kept costs what it
	// would cost without.
	defaultOpenFiles = 256

	// idle is how long a file is kept open that nobody asks for. Until it is closed, a
	// file that was removed takes its place on the disk.
	idle = time.Minute
)

// A keeper keeps files open that were read, those that were asked for last. A file is taken
// only for a place whose file is described, at that time, as it was described when it was
// opened. It is the file that is there, since the number of an inode is given to no other
// while it is open, and it may still be opened, since its time of change is that of its
// permissions too. The zero keeper keeps none.
type keeper struct {
	settling time.Duration

	mu    sync.Mutex
	limit int
	at    map[place]*list.Element
	order list.List // of *kept, the last asked for first
	gone  []*opened // forgotten, with a reference to be given back
}

// A kept is a file that is kept open, with a reference.
type kept struct {
	*opened
	place place
	asked time.Time
}

// take returns the file of a place with a reference for the caller, or nil if none is kept
// that is in state now.
func (k *keeper) take(at place, now state) *opened {
	k.mu.Lock()
	defer k.unlock()
	if k.limit == 0 {
		return nil
	}
	asked := time.Now()
	if last := k.order.Back(); last != nil && asked.Sub(last.Value.(*kept).asked) > idle {
		k.remove(last)
	}
	e, ok := k.at[at]
	if !ok {
		return nil
	}
	f := e.Value.(*kept)
	if !f.state.equal(now) {
		k.remove(e)
		return nil
	}
	f.asked = asked
	k.order.MoveToFront(e)
	f.refs.Add(1)
	return f.opened
}

// put keeps a file that nobody else has, with a reference of its own, in place of what was kept for
// its place.
func (k *keeper) put(at place, f *opened) {
	k.mu.Lock()
	defer k.unlock()
	if k.limit == 0 {
		return
	}
	at.key = strings.Clone(at.key) // may be a part of a longer string
	if e, ok := k.at[at]; ok {
		k.remove(e)
	}
	if k.order.Len() == k.limit {
		k.remove(k.order.Back())
	}
	asked := time.Now()
	f.refs.Add(1)
	f.memo, f.content = store.NewMemo(&f.info), &content{settled: asked.Add(k.settling)}
	if k.at == nil {
		k.at = make(map[place]*list.Element)
	}
	k.at[at] = k.order.PushFront(&kept{f, at, asked})
}

// drop forgets the file of a place where none is now.
func (k *keeper) drop(at place) {
	k.mu.Lock()
	defer k.unlock()
	if e, ok := k.at[at]; ok {
		k.remove(e)
	}
}

// close forgets all files, and keeps none from now on.
func (k *keeper) close() {
	k.mu.Lock()
	defer k.unlock()
	k.limit = 0
	for e := k.order.Front(); e != nil; e = k.order.Front() {
		k.remove(e)
	}
}

// remove forgets a file, whose reference is given back when k is unlocked.
func (k *keeper) remove(e *list.Element) {
	f := k.order.Remove(e).(*kept)
	delete(k.at, f.place)
	k.gone = append(k.gone, f.opened)
}

// unlock unlocks k and then closes what was forgotten, which may take its time. The errors of
// files that were only read say nothing of what was read.
func (k *keeper) unlock() {
	gone := k.gone
	k.gone = nil
	k.mu.Unlock()
	for _, f := range gone {
		_ = f.release()
	}
}
