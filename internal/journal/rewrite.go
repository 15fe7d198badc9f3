package journal

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Rewrite replaces all records by those that write adds. The new file is whole and synced
// before it takes the place of the old one, which stays if there is an error.
func (f *File) Rewrite(write func(Appender) error) error {
	f.syncing.Lock()
	defer f.syncing.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return f.err
	}
	file, size, err := f.draft(write)
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), f.path); err != nil {
		return errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	if f.file != nil {
		_ = f.file.Close() // of which nothing is needed any more
	}
	f.file, f.size, f.synced = file, size, f.written
	return syncFolder(filepath.Dir(f.path))
}

// draft writes a new file beside the old one, and leaves it open at its end.
func (f *File) draft(fill func(Appender) error) (file *os.File, size int64, err error) {
	file, err = os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".new-*")
	if err != nil {
		return nil, 0, err
	}
	b := bufio.NewWriter(file)
	_, err = b.WriteString(f.line)
	size = int64(len(f.line))
	if err == nil {
		err = fill(func(head []byte, content io.Reader, n int64) error {
			length, err := write(b, head, content, n)
			size += length
			return err
		})
	}
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return nil, 0, errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	return file, size, nil
}

// syncFolder makes a new name in a folder last, where the system has that.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // which not every system can do to a folder
	return d.Close()
}
