package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// The errors of [Open].
var (
	// ErrForeign means that a file begins with another line.
	ErrForeign = errors.New("journal: not a file of this format")

	// ErrDamaged means that a record is not as it was written.
	ErrDamaged = errors.New("journal: damaged")

	// ErrInUse means that another process, or this one, has the file open.
	ErrInUse = errors.New("journal: in use")
)

// A disk is what a File needs of an [os.File].
type disk interface {
	io.WriteCloser
	Sync() error
	Truncate(size int64) error
}

// A File is a journal that is open. Append and Rewrite are called by one goroutine at a time;
// Sync may be called concurrently with everything.
type File struct {
	path, line string
	lock       io.Closer
	dropped    int64

	syncing sync.Mutex // held while the file is synced or replaced

	mu      sync.Mutex
	file    disk
	size    int64
	written int   // records
	synced  int   // of them
	err     error // after which nothing is written
}

// Open opens or makes the journal of a path, whose first line is given without its end, and
// calls each with its records in order. The error wraps [ErrForeign], [ErrDamaged] or
// [ErrInUse], or is that of each or of the file system; nothing is then changed.
//
// While it is open there is an empty file beside it, with ".lock" at the end of its name.
func Open(path, line string, each func(Record) error) (*File, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrInUse, path, err)
	}
	f := &File{path: path, line: line + "\n", lock: lock}
	if err := f.open(each); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return f, nil
}

// open reads the file, or makes it where it is not there or empty.
func (f *File) open(each func(Record) error) error {
	file, err := os.OpenFile(f.path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return f.Rewrite(func(Appender) error { return nil })
	}
	if err != nil {
		return err
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return errors.Join(err, file.Close())
	case info.Mode().IsRegular() && info.Size() == 0:
		return errors.Join(file.Close(), f.Rewrite(func(Appender) error { return nil }))
	}
	end, err := f.read(file, info.Size(), each)
	if err == nil && end < info.Size() {
		f.dropped = info.Size() - end
		err = file.Truncate(end)
	}
	if err == nil {
		_, err = file.Seek(end, io.SeekStart)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	f.file, f.size = file, end
	return nil
}

// read reads all records, and returns where the last whole one ends.
func (f *File) read(file io.Reader, size int64, each func(Record) error) (end int64, err error) {
	r := &scanner{r: bufio.NewReader(file), left: size}
	if err := r.begin(f.line); err != nil {
		return 0, fmt.Errorf("%w: %s", err, f.path)
	}
	for {
		end = size - r.left
		rec, err := r.next()
		switch {
		case err == io.EOF:
			return end, nil
		case err != nil:
			return end, fmt.Errorf("%w: %s, in the record at byte %d", err, f.path, end)
		}
		if err := each(rec); err != nil {
			return end, fmt.Errorf("%s, in the record at byte %d: %w", f.path, end, err)
		}
	}
}

// Dropped returns how many bytes of a record that was not whole [Open] took away.
func (f *File) Dropped() int64 { return f.dropped }

// Size returns the length of the file in bytes.
func (f *File) Size() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size
}

// Append adds a record, whose content is size bytes of a reader. It is kept once Sync has
// returned. After an error nothing more can be added.
func (f *File) Append(head []byte, content io.Reader, size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return f.err
	}
	n, err := write(f.file, head, content, size)
	if err != nil {
		f.err = fmt.Errorf("journal: %s can no longer be written: %w", f.path, err)
		_ = f.file.Truncate(f.size) // and if it fails, Open drops what is too much
		return f.err
	}
	f.size += n
	f.written++
	return nil
}

// Fail makes each Append and Sync that follows an error: what the file has is behind what it is
// for, and records that came after would make no sense.
func (f *File) Fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = fmt.Errorf("journal: %s is no longer written: %w", f.path, err)
	}
}

// Sync returns when all records that were added before it are kept. Several at a time share
// the work.
func (f *File) Sync() error {
	f.mu.Lock()
	want := f.written
	f.mu.Unlock()
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.mu.Lock()
	file, written, done, err := f.file, f.written, f.synced >= want, f.err
	f.mu.Unlock()
	if err != nil || done {
		return err
	}
	err = file.Sync()
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.err = fmt.Errorf("journal: %s can no longer be written: %w", f.path, err)
		return f.err
	}
	f.synced = written
	return nil
}

// Close syncs and closes the file.
func (f *File) Close() error {
	err := f.Sync()
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = os.ErrClosed
	}
	if errors.Is(err, os.ErrClosed) {
		return nil // it was closed before
	}
	return errors.Join(err, f.file.Close(), f.lock.Close())
}
