package fsstore

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/store"
)

const (
	// maxContent is the size up to which the content of a file that is kept open is kept in memory.
	maxContent = 4 << 10

	// settling is how long a file is kept open before its content is kept in memory.
	//
	// A change gives a file another state if the clock of its file system has gone on since the change
	// before, and that clock has steps: of 1 to 10 ms in Linux before 6.13, of 2 s on FAT. Of a file that
	// is written to twice in one step, what was read in between would be served for ever, under a state
	// that is that of the second content too. So the state has to have been what it is for longer than a
	// step when the content is read; each change after that gives another. Until then each request reads
	// the file.
	//
	// It is counted from when the file was opened, by the clock of this process, and not from its time of
	// change, which another machine may have set by a clock that is behind or ahead. By one clock, the
	// time of change is at least as long ago.
	settling = 3 * time.Second
)

// A content is that of a file that is kept open.
type content struct {
	settled time.Time              // from when on it may be in memory
	reading atomic.Bool            // is being read, or was
	bytes   atomic.Pointer[[]byte] // all of it, or nil
}

var (
	_ store.InMemory = (*object)(nil)
	_ store.Memoizer = (*object)(nil)
)

// Memo returns the room beside Info. An Object that had to open its file has none, since it may be the
// only one that does.
func (o *object) Memo() *store.Memo { return o.memo }

// Content returns n bytes from off, or nil if they are not in memory.
func (o *object) Content(off, n int64) []byte {
	if off < 0 || n < 0 || off > o.pinned.size-n {
		return nil
	}
	b := o.file.inMemory()
	if b == nil {
		return nil
	}
	return b[off : off+n : off+n]
}

// inMemory returns the content of f, or nil if it is not to be in memory, or not yet. The first who
// asks when it may be reads it; others do not wait.
func (f *opened) inMemory() []byte {
	c := f.content
	if c == nil || f.state.size > maxContent {
		return nil
	}
	if b := c.bytes.Load(); b != nil {
		return *b
	}
	if time.Now().Before(c.settled) || !c.reading.CompareAndSwap(false, true) {
		return nil
	}
	b, err := f.readAll()
	if err != nil {
		return nil // who reads the file finds out
	}
	c.bytes.Store(&b)
	return b
}

// readAll reads all of a file that is kept open and is in its state when that is done. Unlike a reader
// it fails where the file gained or lost a name, because it may have been given its old time then.
func (f *opened) readAll() ([]byte, error) {
	file := f.file.(*os.File) // as all that are kept open
	b := make([]byte, f.state.size)
	if _, err := file.ReadAt(b, 0); err != nil {
		return nil, err
	}
	info, err := stat(file)
	if err == nil && !stateOf(info).equal(f.state) {
		err = store.ErrChanged
	}
	return b, err
}
