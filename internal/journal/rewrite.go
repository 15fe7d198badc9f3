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
	name, size, err := f.draft(write)
	if err != nil {
		return err
	}
	return f.replace(name, size)
}

// replace puts a file in the place of the old one. Both are closed while that is done: not every
// system gives a file that is open another name.
func (f *File) replace(name string, size int64) error {
	if f.file != nil {
		f.err = f.file.Close()
	}
	err := os.Rename(name, f.path)
	if err != nil {
		err = errors.Join(err, os.Remove(name))
		size = f.size
	}
	if f.file == nil && err != nil {
		return err // and there is no old one
	}
	file, errOpen := os.OpenFile(f.path, os.O_RDWR, 0)
	if errOpen == nil {
		_, errOpen = file.Seek(size, io.SeekStart)
	}
	f.file, f.err = file, errors.Join(f.err, errOpen)
	f.size = size
	if err == nil {
		f.synced = f.written
		err = syncFolder(filepath.Dir(f.path))
	}
	return errors.Join(err, f.err)
}

// draft writes a new file beside the old one.
func (f *File) draft(fill func(Appender) error) (name string, size int64, err error) {
	file, err := os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".new-*")
	if err != nil {
		return "", 0, err
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
	err = errors.Join(err, file.Close())
	if err != nil {
		return "", 0, errors.Join(err, os.Remove(file.Name()))
	}
	return file.Name(), size, nil
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
